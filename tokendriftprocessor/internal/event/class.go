package event

// Class is an operation's class of harm. The order is the order of harm: only
// a move upwards is an escalation.
type Class uint8

// The classes.
const (
	ClassUnknown    Class = iota
	ClassRead             // reads one thing
	ClassList             // enumerates, describes, counts: how a thief looks around
	ClassWrite            // changes business data
	ClassBulk             // moves data in bulk: export, bulk job, clone
	ClassToken            // issues, exchanges or changes credentials
	ClassAdminister       // changes users, roles, apps, settings
	ClassSecrets          // reads secrets
)

var classNames = [...]string{"unknown", "read", "list", "write", "bulk", "token", "administer", "secrets"}

// String names a class as source files and reasons do.
func (c Class) String() string { return classNames[c] }

// ParseClass reads a class; ok is false for an unknown name.
func ParseClass(s string) (c Class, ok bool) {
	for i, n := range classNames {
		if i > 0 && n == s {
			return Class(i), true
		}
	}
	return ClassUnknown, false
}
