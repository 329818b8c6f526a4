package inventory

import (
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// pattern is one identifying key of an entry.
type pattern struct {
	text  string // lower case, without the * at the end
	raw   string // as written
	short string // the first 15 characters when it has the form of a Salesforce id
	wild  bool
	given bool
}

func newPattern(s string) pattern {
	text, wild := strings.CutSuffix(s, "*")
	p := pattern{text: strings.ToLower(text), raw: s, wild: wild, given: true}
	if !wild {
		p.short = shortID(text)
	}
	return p
}

// value is one name that a record gives a token, app or actor.
type value struct {
	text  string // lower case
	short string // set only on a record of Salesforce
	lower string // short in lower case
}

func newValue(s string, salesforce bool) value {
	v := value{text: strings.ToLower(s)}
	if salesforce {
		v.short = shortID(s)
		v.lower = strings.ToLower(v.short)
	}
	return v
}

// matches also says whether two Salesforce ids agree in case: neighbours in
// one org differ in nothing else, so of two entries that one is meant.
func (p pattern) matches(v value) (ok, sameCase bool) {
	switch {
	case v.text == "":
		return false, false
	case p.wild:
		return strings.HasPrefix(v.text, p.text), false
	case p.short != "" && strings.EqualFold(p.short, v.short):
		return true, p.short == v.short
	}
	return p.text == v.text, false
}

// shortID is what identifies in a Salesforce id; "" when s has not that form.
func shortID(s string) string {
	if id, ok := event.SalesforceID(s); ok {
		return id
	}
	return ""
}

// The identifying keys, the most telling first.
const (
	keyToken = iota
	keyApp
	keyActor
	keyTenant
	keyProvider
	keyCount
)

// keys are the identifying keys of one entry.
type keys [keyCount]pattern

func (k *keys) isSalesforce() bool { return k[keyProvider].text == "salesforce" }

// identity is equal for entries that identify the very same thing.
func (k *keys) identity() string {
	var b strings.Builder
	for _, p := range k {
		switch {
		case p.given && p.short != "" && k.isSalesforce():
			b.WriteString("=" + p.short)
		case p.given && p.wild:
			b.WriteString("^" + p.text)
		case p.given:
			b.WriteString("=" + p.text)
		}
		b.WriteByte(0)
	}
	return b.String()
}

// weight orders entries that match the same record: most keys, then longest
// literal text, then fewest patterns with a *.
func (k *keys) weight() [3]int {
	var w [3]int
	for _, p := range k {
		if !p.given {
			continue
		}
		w[0]++
		if p.short != "" && k.isSalesforce() {
			w[1] += len(p.short)
		} else {
			w[1] += len(p.text)
		}
		if !p.wild {
			w[2]++
		}
	}
	return w
}
