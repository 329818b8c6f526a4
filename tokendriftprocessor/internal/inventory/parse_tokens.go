package inventory

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

const tokenKeys = "provider, tenant, token, app, actor, owner, purpose, consumers, scopes, approved, tier, expires, rotate_every, replaces"

var tiers = map[string]Tier{"standard": TierStandard, "business": TierBusiness}

func (b *builder) token(n *yaml.Node, p *place) {
	t := Token{Ref: b.ref(n)}
	var k keys
	ok := b.fields(n, p, tokenKeys, func(key string, v *yaml.Node, p *place) bool {
		if b.key(&k, key, v, p) {
			return true
		}
		switch key {
		case "tenant":
			k[keyTenant] = b.identifying(v, p)
		case "owner":
			t.Owner = b.text(v, p)
		case "purpose":
			t.Purpose = b.text(v, p)
		case "consumers":
			t.Consumers = b.texts(v, p)
		case "scopes":
			t.Scopes = b.texts(v, p)
		case "approved":
			t.Approved = b.approved(v, p)
		case "tier":
			t.Tier = oneOf(&b.reader, v, p, tiers)
		case "expires":
			t.Expires = b.time(v, p)
		case "rotate_every":
			t.RotateEvery = b.duration(v, p)
		case "replaces":
			t.Replaces = b.text(v, p)
			if strings.ContainsRune(t.Replaces, '*') {
				b.fail(v, p, "has a *, want the id of one token")
			}
		default:
			return false
		}
		return true
	})
	switch {
	case !ok:
		return
	case k == keys{}:
		b.fail(n, p, "identifies nothing, want at least one of provider, tenant, token, app, actor")
		return
	case t.Replaces != "" && k[keyToken].given && !k[keyToken].wild && strings.EqualFold(t.Replaces, k[keyToken].text):
		b.fail(n, p.at("replaces"), "is the token itself, want the id of the one before it")
	}
	b.once(b.tokenRefs, k.identity(), t.Ref, p.String())
	b.tokens = append(b.tokens, k)
	b.inv.tokens = append(b.inv.tokens, t)
}

// key reads an identifying key that tokens and exceptions share.
func (b *builder) key(k *keys, name string, v *yaml.Node, p *place) bool {
	which := keyProvider
	switch name {
	case "provider":
	case "token":
		which = keyToken
	case "app":
		which = keyApp
	case "actor":
		which = keyActor
	default:
		return false
	}
	k[which] = b.identifying(v, p)
	return true
}

func (b *builder) exception(n *yaml.Node, p *place) {
	e := Exception{Ref: b.ref(n)}
	var k keys
	errs := len(b.errs) + b.unsaid
	ok := b.fields(n, p, "provider, app, token, actor, signal, value, until, ticket, owner", func(key string, v *yaml.Node, p *place) bool {
		if b.key(&k, key, v, p) {
			e.identify(key, strings.TrimSpace(v.Value))
			return true
		}
		switch key {
		case "signal":
			e.Signal = b.required(v, p)
			if b.knownSignal != nil && e.Signal != "" && !b.knownSignal(e.Signal) {
				b.fail(v, p, "%q is no signal, want one like new_network; the README lists them", e.Signal)
			}
		case "value":
			e.Value = b.required(v, p)
		case "until":
			e.Until = b.time(v, p)
		case "ticket":
			e.Ticket = b.text(v, p)
		case "owner":
			e.Owner = b.text(v, p)
		default:
			return false
		}
		return true
	})
	if !ok || len(b.errs)+b.unsaid > errs {
		return
	}
	if !k[keyApp].given && !k[keyToken].given {
		b.fail(n, p, "names no token and no app, want `app` or `token`: an exception is narrow")
	}
	if e.Signal == "" {
		b.fail(n, p.at("signal"), "missing, want the one signal that is excepted")
	}
	if e.Value == "" {
		b.fail(n, p.at("value"), `missing, want the one value that is excepted, or "*" for every value of that signal`)
	}
	if e.Until.IsZero() {
		b.fail(n, p.at("until"), "missing, want the time it ends, like 2026-04-01T00:00:00Z")
	}
	if len(b.errs)+b.unsaid > errs {
		return
	}
	b.once(b.exceptAt, k.identity()+e.Signal+"\x00"+strings.ToLower(e.Value), e.Ref, p.String())
	b.exceptions = append(b.exceptions, k)
	b.inv.exceptions = append(b.inv.exceptions, e)
}
