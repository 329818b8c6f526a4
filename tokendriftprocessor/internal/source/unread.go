package source

// Unread says why a record gave no event.
type Unread uint8

// The reasons.
const (
	None        Unread = iota
	NotJSON            // the body is text that is not JSON, or JSON that breaks off
	TooDeep            // JSON nested deeper than the parser's 300 levels
	Empty              // no body and no attributes
	UnknownKind        // read, but no source matches
	NoSubject          // no element names an identity or a fact
	NoAction           // no element names an operation
	BadShape           // the body is no object, or the elements are no list of objects
	TooLarge           // more than 16 MiB, 1,048,576 JSON values or 16,384 elements
)

var unreadNames = [...]string{
	"", "not_json", "too_deep", "empty", "unknown_kind", "no_subject", "no_action", "bad_shape", "too_large",
}

// String is the value of a counter's reason; "" for None.
func (u Unread) String() string {
	if int(u) < len(unreadNames) {
		return unreadNames[u]
	}
	return "unknown_reason"
}
