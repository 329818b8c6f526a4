package inventory

import (
	"iter"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// Query is what a record says of the token that is looked up.
type Query struct {
	Provider, Tenant string
	TokenID          string   // token_drift.token.id
	Credentials      []string // every credential id in the record
	App              event.App
	Actor            event.Actor
}

// room keeps the names of a usual query off the heap.
type room struct {
	tokens        [6]value
	apps, actors  [3]value
	tenant, maker [1]value
}

func (q *Query) names(n *names, r *room) {
	salesforce := strings.EqualFold(q.Provider, "salesforce")
	tokens := append(r.tokens[:0], newValue(q.TokenID, false))
	for _, c := range q.Credentials {
		tokens = append(tokens, newValue(c, salesforce))
	}
	n[keyToken] = tokens
	for i, s := range [...]string{q.App.ID, q.App.ClientID, q.App.Name} {
		r.apps[i] = newValue(s, salesforce)
	}
	n[keyApp] = r.apps[:]
	for i, s := range [...]string{q.Actor.ID, q.Actor.Login, q.Actor.Email} {
		r.actors[i] = newValue(s, salesforce)
	}
	n[keyActor] = r.actors[:]
	r.tenant[0], r.maker[0] = newValue(q.Tenant, salesforce), newValue(q.Provider, false)
	n[keyTenant], n[keyProvider] = r.tenant[:], r.maker[:]
}

// Token returns the entry for a token, or nil. Of several that match, the one
// with most identifying keys wins, then the longest literal text, then the
// earlier; entries are never merged.
func (inv *Inventory) Token(q Query) *Token {
	if len(inv.tokens) == 0 {
		return nil
	}
	var n names
	var r room
	q.names(&n, &r)
	if i := inv.tokenIndex.best(&n); i >= 0 {
		return &inv.tokens[i]
	}
	return nil
}

// Rival is the place of another entry that matches a token with as many keys as
// the one that wins, or "".
func (inv *Inventory) Rival(q Query) (ref string) {
	if len(inv.tokens) < 2 {
		return ""
	}
	var n names
	var r room
	q.names(&n, &r)
	best := inv.tokenIndex.best(&n)
	for _, i := range inv.tokenIndex.all(&n) {
		if i != best && inv.tokenIndex.weights[i][0] == inv.tokenIndex.weights[best][0] &&
			inv.tokenIndex.entries[i].identity() != inv.tokenIndex.entries[best].identity() { // of those Warnings speaks
			return inv.tokens[i].Ref
		}
	}
	return ""
}

// Credentials gives the credential ids that entries of tokens name in full, as
// written.
func (inv *Inventory) Credentials() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, k := range inv.tokenIndex.entries {
			if p := k[keyToken]; p.given && !p.wild && !yield(p.raw) {
				return
			}
		}
	}
}

// App returns the entry for an app, or nil; an entry that names the provider
// wins over one that does not.
func (inv *Inventory) App(provider string, app event.App) *App {
	if len(inv.apps) == 0 {
		return nil
	}
	var n names
	var r room
	q := Query{Provider: provider, App: app}
	q.names(&n, &r)
	if i := inv.appIndex.best(&n); i >= 0 {
		return &inv.apps[i]
	}
	return nil
}

// Exceptions returns every exception for a token, in the order of the files,
// also those that are over.
func (inv *Inventory) Exceptions(provider string, app event.App, actor event.Actor, tokenID string, creds []string) []*Exception {
	if len(inv.exceptions) == 0 {
		return nil
	}
	var n names
	var r room
	q := Query{Provider: provider, App: app, Actor: actor, TokenID: tokenID, Credentials: creds}
	q.names(&n, &r)
	var list []*Exception
	for _, i := range inv.exceptionIndex.all(&n) {
		list = append(list, &inv.exceptions[i])
	}
	return list
}

// AllExceptions gives all exceptions, in the order of the files.
func (inv *Inventory) AllExceptions() iter.Seq[*Exception] {
	return func(yield func(*Exception) bool) {
		for i := range inv.exceptions {
			if !yield(&inv.exceptions[i]) {
				return
			}
		}
	}
}

// Dispositions returns what analysts found, the earliest first; of one moment
// a confirmation comes last, so that it is the one that stays.
func (inv *Inventory) Dispositions() []Disposition { return inv.dispositions }
