package event

// SalesforceID is what identifies in a Salesforce id: the first 15 characters
// of its 15 or 18. The other three only repeat the letters' case (Salesforce,
// "Record IDs"), and case tells ids apart: neighbours in one org differ in
// nothing else. ok is false, and s comes back as it is, when it has not that
// form.
func SalesforceID(s string) (id string, ok bool) {
	if len(s) != 15 && len(s) != 18 {
		return s, false
	}
	for i := range len(s) {
		c := s[i] | 0x20
		if (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') {
			return s, false
		}
	}
	return s[:15], true
}

// Identifying is the part of a provider's id that identifies: all of it,
// except for Salesforce, which logs one id with 15 characters here and 18
// there.
func Identifying(provider, id string) string {
	if provider == "salesforce" {
		id, _ = SalesforceID(id)
	}
	return id
}
