package source

import (
	"strings"
	"unicode"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// verbs are the words by which operations say that they make or delete
// something; looking at something made does neither.
var verbs = func() map[string]event.Life {
	words := map[string]event.Life{}
	for life, list := range map[event.Life]string{
		event.LifeMade:    "create created creates add added adds insert inserted register registered upload uploaded generate generated issue issued install installed grant granted assign assigned attach attached",
		event.LifeDeleted: "delete deleted deletes remove removed removes destroy destroyed drop dropped deregister unregister purge purged uninstall uninstalled revoke revoked unassign unassigned detach detached terminate terminated",
		looks:             "get list describe view read search head lookup download query batchget batch",
	} {
		for w := range strings.FieldsSeq(list) {
			words[w] = life
		}
	}
	return words
}()

// looks marks verbs that end the search.
const looks event.Life = 255

// idle words tell a deletion from the making of the same ("add member to role",
// "remove member from role").
var idle = map[string]bool{"to": true, "from": true, "in": true, "of": true, "for": true, "a": true, "an": true, "the": true, "on": true}

// lifeOf reads an operation's words. kindred is what is left without the verb:
// what makes and what deletes one kind of thing have it in common.
func lifeOf(action string) (life event.Life, kindred string) {
	var rest []string
	for _, word := range wordsOf(action) {
		lower := strings.ToLower(word)
		found := verbs[lower]
		if word == "POST" {
			found = event.LifeMade
		}
		switch {
		case found == looks && life == event.LifeNone:
			return event.LifeNone, ""
		case found != event.LifeNone && found != looks && life == event.LifeNone:
			life = found
		case !idle[lower]:
			rest = append(rest, lower)
		}
	}
	if life == event.LifeNone {
		return life, ""
	}
	return life, strings.Join(rest, " ")
}

// wordsOf splits at everything that is no letter and before every capital that
// follows a small letter.
func wordsOf(s string) (words []string) {
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) }) {
		start, small := 0, false
		for i, c := range part {
			if unicode.IsUpper(c) && small {
				words, start = append(words, part[start:i]), i
			}
			small = unicode.IsLower(c)
		}
		words = append(words, part[start:])
	}
	return words
}

// life is what the file says of an operation, else what its own words do.
func (d *definition) life(action string) (life event.Life, kindred string) {
	life, kindred = lifeOf(action)
	switch {
	case anyMatches(d.deletes, action):
		life = event.LifeDeleted
	case anyMatches(d.makes, action):
		life = event.LifeMade
	case len(d.deletes)+len(d.makes) > 0:
		life = event.LifeNone
	}
	return life, kindred
}

// setLife says which thing was made or deleted. A source that names things
// apart has no other name for them; else the object is one of its kind.
func (r *Reader) setLife(e *event.Event, d *definition, m *meaning) {
	if m.life == event.LifeNone {
		return
	}
	if len(d.thing.choices) > 0 {
		e.Thing = r.first(&d.thing, true)
	} else {
		e.Thing = e.Object
	}
	if e.Thing != "" {
		e.Life, e.Kindred = m.life, m.kindred
	}
}
