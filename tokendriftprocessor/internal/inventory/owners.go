package inventory

import "strings"

// alias is what one provider calls a person.
type alias struct{ provider, name string }

// directory finds owners by id, by email and by what providers call them.
type directory struct {
	ids     map[string]int32
	aliases map[alias]int32
	exact   map[string]int32 // Salesforce ids in their own case
}

const ambiguous = -1

func newDirectory() directory {
	return directory{ids: map[string]int32{}, aliases: map[alias]int32{}, exact: map[string]int32{}}
}

// claimName returns the owner who already has this id or email, if any.
func (d *directory) claimName(name string, owner int32) (holder int32, taken bool) {
	name = strings.ToLower(name)
	if h, held := d.ids[name]; held {
		return h, h != owner
	}
	d.ids[name] = owner
	return owner, false
}

// claimAlias returns the owner who already has this alias, if any.
func (d *directory) claimAlias(a alias, owner int32) (holder int32, taken bool) {
	a.provider = strings.ToLower(a.provider)
	short := ""
	if a.provider == "salesforce" {
		short = shortID(a.name)
	}
	if short != "" {
		if h, held := d.exact[short]; held {
			return h, h != owner
		}
		d.exact[short] = owner
		a.name = short
	}
	a.name = strings.ToLower(a.name)
	h, held := d.aliases[a]
	switch {
	case !held:
		d.aliases[a] = owner
	case h != owner && short != "":
		// Two ids that differ by case alone are two people: only the right
		// case finds either.
		d.aliases[a] = ambiguous
	case h != owner:
		return h, true
	}
	return owner, false
}

// Owner returns the owner whom one of the names means, or nil: an owner's id
// or email, or what this provider calls them. The first name that is known
// decides.
func (inv *Inventory) Owner(provider string, names ...string) *Owner {
	if len(inv.owners) == 0 {
		return nil
	}
	provider = strings.ToLower(provider)
	for _, name := range names {
		if name == "" {
			continue
		}
		if i, held := inv.directory.find(provider, name); held {
			return &inv.owners[i]
		}
	}
	return nil
}

func (d *directory) find(provider, name string) (int32, bool) {
	if provider == "salesforce" {
		if short := shortID(name); short != "" {
			if i, held := d.exact[short]; held {
				return i, true
			}
			if i, held := d.aliases[alias{provider, strings.ToLower(short)}]; held && i != ambiguous {
				return i, true
			}
		}
	}
	name = strings.ToLower(name)
	if i, held := d.aliases[alias{provider, name}]; held && i != ambiguous {
		return i, true
	}
	i, held := d.ids[name]
	return i, held
}
