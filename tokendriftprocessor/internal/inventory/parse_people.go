package inventory

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

var (
	ownerStatus = map[string]Status{"active": StatusActive, "offboarded": StatusOffboarded, "role_changed": StatusRoleChanged}
	appStatus   = map[string]Status{"active": StatusActive, "retired": StatusRetired}
	verdicts    = map[string]Verdict{"benign": VerdictBenign, "confirmed": VerdictConfirmed}
)

func (b *builder) owner(n *yaml.Node, p *place) {
	o := Owner{Ref: b.ref(n)}
	ok := b.fields(n, p, "id, aliases, status, since", func(key string, v *yaml.Node, p *place) bool {
		switch key {
		case "id":
			o.ID = b.required(v, p)
		case "aliases":
			o.Aliases = b.texts(v, p)
			for _, a := range o.Aliases {
				if _, ok := splitAlias(a); !ok && !strings.Contains(a, "@") {
					b.fail(v, p, "%q, want what a provider calls the person, like github:gus, or an email", a)
				}
			}
		case "status":
			o.Status, o.Stated = oneOf(&b.reader, v, p, ownerStatus), !isNull(v)
		case "since":
			o.Since = b.time(v, p)
		default:
			return false
		}
		return true
	})
	if ok && o.ID == "" {
		b.fail(n, p.at("id"), "missing, want a person's email or another unique name")
	}
	b.inv.owners = append(b.inv.owners, o)
}

// splitAlias reads "provider:name". A provider is a word, so an email with a
// colon somewhere is none.
func splitAlias(s string) (alias, bool) {
	provider, name, ok := strings.Cut(s, ":")
	if !ok || provider == "" || strings.TrimSpace(name) == "" || strings.ContainsAny(provider, "@ /") {
		return alias{}, false
	}
	return alias{provider, strings.TrimSpace(name)}, true
}

// owners fills the directory. Ids come first: nobody's alias takes another
// one's id away.
func (b *builder) owners() {
	all := b.inv.owners
	b.inv.owners = nil
	for _, o := range all {
		place := int32(len(b.inv.owners))
		if holder, taken := b.inv.directory.claimName(o.ID, place); taken {
			b.warn(o.Ref, "owner %q is declared already at %s, which comes first and counts", o.ID, b.inv.owners[holder].Ref)
			continue
		}
		b.inv.owners = append(b.inv.owners, o)
	}
	for i, o := range b.inv.owners {
		for _, s := range o.Aliases {
			var holder int32
			var taken bool
			if a, ok := splitAlias(s); ok {
				holder, taken = b.inv.directory.claimAlias(a, int32(i))
			} else {
				holder, taken = b.inv.directory.claimName(s, int32(i))
			}
			if taken {
				b.warn(o.Ref, "alias %q of %q is claimed already by %q at %s, who keeps it", s, o.ID, b.inv.owners[holder].ID, b.inv.owners[holder].Ref)
			}
		}
	}
}

func (b *builder) app(n *yaml.Node, p *place) {
	a := App{Ref: b.ref(n)}
	var k keys
	ok := b.fields(n, p, "id, provider, status, since", func(key string, v *yaml.Node, p *place) bool {
		switch key {
		case "id":
			k[keyApp] = b.identifying(v, p)
			a.ID = strings.TrimSpace(v.Value)
		case "provider":
			k[keyProvider] = b.identifying(v, p)
			a.Provider = strings.ToLower(strings.TrimSpace(v.Value))
		case "status":
			a.Status, a.Stated = oneOf(&b.reader, v, p, appStatus), !isNull(v)
		case "since":
			a.Since = b.time(v, p)
		default:
			return false
		}
		return true
	})
	if !ok {
		return
	}
	if !k[keyApp].given {
		b.fail(n, p.at("id"), "missing, want the app's id, client id or name")
		return
	}
	b.once(b.appRefs, k.identity(), a.Ref, p.String())
	b.apps = append(b.apps, k)
	b.inv.apps = append(b.inv.apps, a)
}

func (b *builder) disposition(n *yaml.Node, p *place) {
	d := Disposition{Ref: b.ref(n)}
	verdict := false
	ok := b.fields(n, p, "incident, verdict, by, at", func(key string, v *yaml.Node, p *place) bool {
		switch key {
		case "incident":
			d.Incident = b.required(v, p)
		case "verdict":
			d.Verdict = oneOf(&b.reader, v, p, verdicts)
			verdict = b.text(v, p) != ""
		case "by":
			d.By = b.text(v, p)
		case "at":
			d.At = b.time(v, p)
		default:
			return false
		}
		return true
	})
	if !ok {
		return
	}
	if d.Incident == "" {
		b.fail(n, p.at("incident"), "missing, want an incident's id as in token_drift.incident.id")
	}
	if !verdict {
		b.fail(n, p.at("verdict"), "missing, want benign or confirmed")
	}
	if d.At.IsZero() {
		b.fail(n, p.at("at"), "missing, want the time of the finding, like 2026-03-02T09:00:00Z")
	}
	b.inv.dispositions = append(b.inv.dispositions, d)
}

// contradictions warns of incidents that were found to be both.
func (b *builder) contradictions() {
	for i := range b.inv.dispositions {
		d := &b.inv.dispositions[i]
		if first, held := b.found[d.Incident]; held && first.Verdict != d.Verdict {
			b.warn(d.Ref, "incident %q is %s here and %s at %s; this one is later and counts", d.Incident, d.Verdict, first.Verdict, first.Ref)
		}
		b.found[d.Incident] = d
	}
}
