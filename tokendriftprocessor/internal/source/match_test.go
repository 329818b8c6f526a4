package source

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

const severalForms = `
source: forms
provider: acme
match:
  - {has: [op, key]}
  - has: [op]
    any: [who, whose]
    when: [{path: kind, in: [audit]}]
fields: {action: op}
subject:
  - {grade: token, kind: key, parts: [key]}
  - {grade: actor, kind: who, parts: [who]}
no_token: [{path: phase, in: [before_sign_in]}]
`

func TestASourceWithSeveralForms(t *testing.T) {
	r := setOf(t, severalForms).NewReader()
	for name, c := range map[string]struct {
		record string
		why    Unread
		grade  event.Grade
	}{
		"the first form":               {`{"op": "x", "key": "k1"}`, None, event.GradeToken},
		"the second form":              {`{"op": "x", "who": "jane", "kind": "audit"}`, None, event.GradeActor},
		"both":                         {`{"op": "x", "who": "jane", "kind": "audit", "key": "k1"}`, None, event.GradeToken},
		"half of the one and other":    {`{"op": "x", "who": "jane"}`, UnknownKind, event.GradeNone},
		"of the second, naming nobody": {`{"op": "x", "whose": "jane", "kind": "audit"}`, NoSubject, event.GradeNone},
	} {
		t.Run(name, func(t *testing.T) {
			events, why := r.Read(textRecord(c.record))
			require.Equal(t, c.why, why)
			if why == None {
				assert.Equal(t, c.grade, events[0].Subject.Grade)
				assert.Equal(t, "forms", events[0].Source)
			}
		})
	}
	assert.Len(t, setOf(t, severalForms).Sources(), 1, "forms of one source are one row")
}

func TestEachFormHasItsOwnPrecedence(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"forms.yaml": severalForms,
		"other.yaml": "source: aaa_other\nprovider: acme\nmatch: {has: [op, key]}\nfields: {action: op}\nsubject: [{grade: token, kind: key, parts: [key]}]\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
	}
	set, err := load(noBuiltins, Options{Paths: []string{folder}})
	require.NoError(t, err)
	r := set.NewReader()
	assert.Equal(t, "aaa_other", readOne(t, r, textRecord(`{"op": "x", "key": "k1"}`)).Source, "as many conditions: the first by name")
	assert.Equal(t, "forms", readOne(t, r, textRecord(`{"op": "x", "key": "k1", "who": "jane", "kind": "audit"}`)).Source, "the form with most conditions")
}

func TestARecordThatUsesNoTokenIsRead(t *testing.T) {
	r := setOf(t, severalForms).NewReader()
	e := readOne(t, r, textRecord(`{"op": "login", "whose": "?", "kind": "audit", "phase": "before_sign_in"}`))
	assert.Equal(t, event.KindLifecycle, e.Kind)
	assert.Equal(t, event.GradeNone, e.Subject.Grade)
	assert.Empty(t, e.Facts)
	e = readOne(t, r, textRecord(`{"op": "login", "who": "jane", "kind": "audit", "phase": "before_sign_in"}`))
	assert.Equal(t, event.KindUse, e.Kind, "whoever is named all the same is judged")
}

func TestTheStepsOfTheSourceThatReadTheRecord(t *testing.T) {
	folder := t.TempDir()
	for name, steps := range map[string]string{"a": "steps: {revoke: by a}", "b": "steps: {revoke: by b, verify: by b}", "c": ""} {
		text := "source: " + name + "\nprovider: acme\nmatch: {has: [" + name + "]}\nfields: {action: op}\nsubject: [{grade: token, kind: key, parts: [key]}]\n" + steps + "\n"
		require.NoError(t, os.WriteFile(filepath.Join(folder, name+".yaml"), []byte(text), 0o600))
	}
	set, err := load(noBuiltins, Options{Paths: []string{folder}})
	require.NoError(t, err)
	assert.Equal(t, "by b", set.Step("acme", "b", "revoke"), "its own")
	assert.Equal(t, "by a", set.Step("acme", "c", "revoke"), "it has none: the first by name")
	assert.Equal(t, "by b", set.Step("acme", "a", "verify"), "none of its own for this step")
	assert.Empty(t, set.Step("other", "b", "revoke"), "another provider's")
}

func TestAValueUnderACondition(t *testing.T) {
	r := setOf(t, `
source: guests
provider: acme
match: {has: [op]}
fields:
  action: op
  actor_id: [{any: [name], when: [{path: type, in: [Guest]}]}, id]
  issuer: {const: outside, when: [{path: type, in: [Guest]}]}
  scopes: [{any: [granted, requested], when: [{path: type, in: [Guest]}]}, own]
subject: [{grade: actor, kind: user, parts: [id]}]
`).NewReader()
	guest := readOne(t, r, textRecord(`{"op": "x", "type": "Guest", "name": "jane", "id": "7", "requested": ["a", "b"], "own": ["c"]}`))
	assert.Equal(t, "jane", guest.Actor.ID)
	assert.Equal(t, "outside", guest.Issuer)
	assert.Equal(t, []string{"a", "b", "c"}, guest.Scopes)
	member := readOne(t, r, textRecord(`{"op": "x", "type": "Member", "name": "jane", "id": "7", "granted": ["a"], "own": ["c"]}`))
	assert.Equal(t, "7", member.Actor.ID)
	assert.Empty(t, member.Issuer)
	assert.Equal(t, []string{"c"}, member.Scopes)
}
