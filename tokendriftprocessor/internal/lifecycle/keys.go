package lifecycle

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// scope is the provider and tenant that a name belongs to.
func (s *State) scope(provider, tenant string) uint64 {
	h := s.hasher(kindScope)
	h.text(provider)
	h.text(event.Identifying(provider, tenant))
	return h.sum()
}

func (s *State) providerKey(provider string) uint64 {
	h := s.hasher(kindProvider)
	h.text(provider)
	return h.sum()
}

// nameKey is a person's name: an email is the same person everywhere, any
// other name only within its provider and tenant. 0 for "".
func (s *State) nameKey(provider string, scope uint64, name string) uint64 {
	if name == "" {
		return 0
	}
	if isEmail(name) {
		h := s.hasher(kindEmail)
		h.lower(name)
		return h.sum()
	}
	h := s.hasher(kindName)
	h.number(scope)
	h.identifier(provider, name)
	return h.sum()
}

func (s *State) appKey(provider string, scope uint64, app string) uint64 {
	if app == "" {
		return 0
	}
	h := s.hasher(kindApp)
	h.number(scope)
	h.identifier(provider, app)
	return h.sum()
}

func (h *hasher) identifier(provider, id string) {
	if short, ok := event.SalesforceID(id); ok && provider == "salesforce" {
		h.text(short) // its case tells ids apart
		return
	}
	h.lower(id)
}

// credentialKey keeps the case: hashed tokens are base64.
func (s *State) credentialKey(provider string, scope uint64, id string) uint64 {
	if id == "" {
		return 0
	}
	h := s.hasher(kindCredential)
	h.number(scope)
	h.text(event.Identifying(provider, id))
	return h.sum()
}

func (s *State) sessionKey(scope uint64, id string) uint64 {
	if id == "" {
		return 0
	}
	h := s.hasher(kindSession)
	h.number(scope)
	h.text(id)
	return h.sum()
}

func (s *State) subjectStartKey(scope uint64, key string) uint64 {
	if key == "" {
		return 0
	}
	h := s.hasher(kindSubjectStart)
	h.number(scope)
	h.text(key)
	return h.sum()
}

// grantKey is what a user gave an app; user 0 is every grant of the app.
func (s *State) grantKey(app, user uint64) uint64 {
	h := s.hasher(kindGrant)
	h.number(app)
	h.number(user)
	return h.sum()
}

// userKey is something that all of one user's grants or sessions share. An
// email's own key has no scope, so the scope is part of this one: the end of
// everything at one provider ends nothing at another.
func (s *State) userKey(kind byte, scope, user uint64) uint64 {
	h := s.hasher(kind)
	h.number(scope)
	h.number(user)
	return h.sum()
}

// Value is the hash that [Person.RoleValue] holds of a role or privilege,
// compared without regard to case.
func (s *State) Value(privilege string) uint64 {
	if privilege == "" {
		return 0
	}
	h := s.hasher(kindValue)
	h.lower(privilege)
	return h.sum()
}
