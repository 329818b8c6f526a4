package event

// Grade says how well a record identifies the token, best first.
type Grade uint8

// The grades.
const (
	GradeNone Grade = iota
	GradeToken
	GradeGrant
	GradeSession
	GradeClient
	GradeActor
)

var gradeNames = [...]string{"", "token", "grant", "session", "client", "actor"}

// String is the value of token_drift.token.grade.
func (g Grade) String() string { return gradeNames[g] }

// ParseGrade reads a grade; ok is false for an unknown name.
func ParseGrade(s string) (g Grade, ok bool) {
	for i, n := range gradeNames {
		if i > 0 && n == s {
			return Grade(i), true
		}
	}
	return GradeNone, false
}

// Subject is the most durable credential a record names: a function of the
// record and its source file, never of state. Nothing in it is ever scored.
type Subject struct {
	Grade Grade
	Kind  string    // what the parts are, e.g. "app+user": keeps ids of different kinds apart
	Parts [3]string // unused parts are ""
}

// AppendKey appends the subject's identity: length-prefixed, so that no two
// subjects share a key whatever bytes their parts hold. An id
// that is written in two ways is one part ([Identifying]).
func (e *Event) AppendKey(b []byte) []byte {
	b = appendPart(b, e.Provider)
	b = appendPart(b, Identifying(e.Provider, e.Tenant))
	b = append(b, byte(e.Subject.Grade))
	b = appendPart(b, e.Subject.Kind)
	for _, p := range e.Subject.Parts {
		b = appendPart(b, Identifying(e.Provider, p))
	}
	return b
}

func appendPart(b []byte, s string) []byte {
	n := len(s)
	for n >= 0x80 {
		b = append(b, byte(n)|0x80)
		n >>= 7
	}
	b = append(b, byte(n))
	return append(b, s...)
}
