package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// small is the least a source file can be; line 8 is free for a test's own.
const small = `source: small
provider: example
match: {has: [a]}
fields:
  action: a
subject:
  - {grade: actor, kind: user, parts: [u]}
`

func TestLoadErrorsNameFileLineAndRemedy(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"unknown key":        {small + "fact: []\n", []string{"own.yaml:8: source file: unknown key \"fact\"; known are classes, deletes, elements"}},
		"unknown field":      {small + "time: [{path: t, format: sql, zone: UTC}]\n", []string{`own.yaml:8: time: unknown key "zone"; known are format, path`}},
		"key twice":          {small + "provider: other\n", []string{`own.yaml:8: source file: "provider" stands there twice`}},
		"key without value":  {small + "classes:\n", []string{`own.yaml:8: source file: "classes" has no value`}},
		"path syntax":        {small + "elements: a..b\n", []string{`own.yaml:8: elements: path "a..b", character 3: a key must stand here`}},
		"format":             {small + "time: [{path: t, format: iso}]\n", []string{`own.yaml:8: time.format: unknown "iso"; known are rfc3339, rfc3339_nozone, unix_s, unix_ms, unix_ns, compact, sql`}},
		"no format":          {small + "time: [{path: t}]\n", []string{"own.yaml:8: time: an entry is {path: ..., format: ...}"}},
		"class":              {small + "classes: [{class: harmless, actions: [x]}]\n", []string{`own.yaml:8: classes.class: unknown "harmless"; known are read, list`}},
		"no actions":         {small + "classes: [{class: read}]\n", []string{"own.yaml:8: classes: an entry is {class: ..., actions: [...]}"}},
		"grade":              {strings.Replace(small, "actor,", "owner,", 1), []string{`own.yaml:7: subject.grade: unknown "owner"; known are token, grant, session, client, actor`}},
		"four parts":         {strings.Replace(small, "[u]", "[u, v, w, x]", 1), []string{"own.yaml:7: subject: an entry is {grade: ..., kind: ..., parts: [one to three paths]}"}},
		"fact":               {small + "facts: [{actions: [x], fact: fired, target: user, ids: [u]}]\n", []string{`own.yaml:8: facts.fact: unknown "fired"; known are issued, rotated`}},
		"target":             {small + "facts: [{actions: [x], fact: leaked, target: device, ids: [u]}]\n", []string{`own.yaml:8: facts.target: unknown "device"; known are user, app`}},
		"fact without ids":   {small + "facts: [{actions: [x], fact: leaked, target: user}]\n", []string{"own.yaml:8: facts: target subject takes no ids, every other target needs them"}},
		"subject with ids":   {small + "facts: [{actions: [x], fact: leaked, target: subject, ids: [u]}]\n", []string{"own.yaml:8: facts: target subject takes no ids"}},
		"no test":            {small + "internal: [{path: a}]\n", []string{"own.yaml:8: internal: a condition is a path and one of in, not_in, prefix, suffix, present"}},
		"two tests":          {small + "internal: [{path: a, in: [x], present: true}]\n", []string{"own.yaml:8: internal: a condition is a path and one of"}},
		"never met":          {small + "internal: [{path: a, in: [unknown]}]\n", []string{`own.yaml:8: internal.in: "unknown" counts as no value and can never be met`}},
		"present maybe":      {small + "internal: [{path: a, present: maybe}]\n", []string{`own.yaml:8: internal.present must be true or false, not "maybe"`}},
		"element in match":   {strings.Replace(small, "[a]", "[element.a]", 1), []string{`own.yaml:3: match.has: path "element.a": a record is matched as a whole`}},
		"composite of one":   {strings.Replace(small, "action: a", "action: [[a]]", 1), []string{"own.yaml:5: fields.action: a composite has 2 to 8 parts"}},
		"const and any":      {strings.Replace(small, "action: a", "action: {const: x, any: [a]}", 1), []string{"own.yaml:5: fields.action: in place of a path stands {const: text} or {any: [paths]}, with or without when"}},
		"when of itself":     {strings.Replace(small, "action: a", "action: &x {any: [a], when: [{path: *x, present: true}]}", 1), []string{"own.yaml:5: fields.action.when.path", "conditions are nested too deeply"}},
		"alias of itself":    {strings.Replace(small, "action: a", "action: &x {any: [*x]}", 1), []string{"own.yaml"}},
		"comparison":         {small + "outcome: {path: s, success: [\"<many\"]}\n", []string{`own.yaml:8: outcome.success: comparison "<many": a number must follow "<"`}},
		"outcome of nothing": {small + "outcome: {path: s}\n", []string{"own.yaml:8: outcome: needs path and at least one of success and failure"}},
		"absent":             {small + "outcome: {path: s, success: [x], absent: failure}\n", []string{`own.yaml:8: outcome.absent: unknown "failure"; known are unknown, success`}},
		"rung":               {small + "steps: {delete: do it}\n", []string{`own.yaml:8: steps: unknown key "delete"; known are quarantine, restrict`}},
		"name":               {strings.Replace(small, "source: small", "source: Small One", 1), []string{`own.yaml:1: source: "Small One" must be lower-case letters, digits and _`}},
		"no name":            {strings.Replace(small, "source: small\n", "", 1), []string{"own.yaml:1: source: is missing"}},
		"no provider":        {strings.Replace(small, "provider: example\n", "", 1), []string{"own.yaml:1: provider: is missing"}},
		"no match":           {strings.Replace(small, "match: {has: [a]}\n", "", 1), []string{"own.yaml:1: match: is missing"}},
		"a form of nothing":  {strings.Replace(small, "{has: [a]}", "[{has: [a]}, {}]", 1), []string{"own.yaml:1: match: is missing; it must hold at least one of has, any, when"}},
		"no action":          {strings.Replace(small, "action: a", "id: a", 1), []string{"own.yaml:1: fields.action: is missing"}},
		"no subject":         {before(small, "subject"), []string{"own.yaml:1: subject: is missing"}},
		"not YAML":           {small + "\t- x", []string{"own.yaml: line 8: "}},
		"a list":             {"- source: small\n", []string{"own.yaml:1: source file must be keys and values"}},
		"empty":              {"", []string{"own.yaml: the file is empty"}},
		"two documents":      {small + "---\n" + small, []string{"own.yaml: one file holds one source"}},
		"empty list":         {small + "facts: []\n", []string{"own.yaml:8: facts must not be an empty list"}},
		"all at once":        {small + "elements: a..b\nclasses: [{class: harmless, actions: [x]}]\n", []string{"own.yaml:8: ", "own.yaml:9: "}},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "own.yaml")
			require.NoError(t, os.WriteFile(file, []byte(tt.text), 0o600))
			_, err := load(noBuiltins, Options{Paths: []string{file}})
			for _, want := range tt.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
}

func TestLoadPaths(t *testing.T) {
	builtins := fstest.MapFS{
		"providers/a.yaml": {Data: []byte(small)},
		"providers/b.yaml": {Data: []byte(strings.Replace(small, "source: small", "source: other", 1))},
	}
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	names := func(s *Set) (names []string) {
		for _, info := range s.Sources() {
			names = append(names, info.Name+"/"+info.Title)
		}
		return names
	}

	set, err := load(builtins, Options{})
	require.NoError(t, err)
	assert.Equal(t, []string{"other/other", "small/small"}, names(set))

	_, err = load(builtins, Options{Paths: []string{folder}})
	require.ErrorContains(t, err, "holds no .yaml file")
	_, err = load(builtins, Options{Paths: []string{filepath.Join(folder, "absent")}})
	require.ErrorIs(t, err, os.ErrNotExist)

	mine := write("mine.yaml", small+"title: Mine\n")
	replaced, err := load(builtins, Options{Paths: []string{folder}})
	require.NoError(t, err)
	assert.Equal(t, []string{"other/other", "small/Mine"}, names(replaced))
	assert.NotEqual(t, set.Fingerprint(), replaced.Fingerprint())
	again, err := load(builtins, Options{Paths: []string{mine}})
	require.NoError(t, err)
	assert.Equal(t, replaced.Fingerprint(), again.Fingerprint())

	write("twice.yml", small)
	_, err = load(builtins, Options{Paths: []string{folder}})
	require.ErrorContains(t, err, `twice.yml:1: source: "small" is also the name of the source in `+mine)

	write("twice.yml", strings.Repeat("#", maxFile+1))
	_, err = load(builtins, Options{Paths: []string{folder}})
	require.ErrorContains(t, err, "a source file has at most 1048576")
}

func TestInclude(t *testing.T) {
	for _, include := range [][]string{{"code_host"}, {"codehost"}, {"code_host", "codehost"}} {
		set, err := load(noBuiltins, Options{Paths: []string{"testdata/sources"}, Include: include})
		require.NoError(t, err)
		require.Len(t, set.Sources(), 1)
		assert.Equal(t, "code_host", set.Sources()[0].Name)
	}
	_, err := load(noBuiltins, Options{Paths: []string{"testdata/sources"}, Include: []string{"codehost", "okta", "entra"}})
	require.ErrorContains(t, err, `include: unknown source or provider "okta"; known sources are cloud_trail, code_host, office_suite; known providers are cloud, codehost, office`)
	require.ErrorContains(t, err, `"entra"`)
}

func TestSetDescribesItself(t *testing.T) {
	set := testSet(t)
	assert.Equal(t, Info{
		Name: "code_host", Provider: "codehost", Title: "Code Host", Page: "https://example.com/audit",
		Receivers: []string{"webhookevent", "file_log"}, Unverified: []string{"app.destroy"},
		Grades: []string{"token", "grant", "actor"},
		Facts:  []string{"revoked", "scopes", "offboarded", "role"},
	}, set.Sources()[1])
	assert.Equal(t, "Regenerate the token in the owner's settings.", set.Step("codehost", "code_host", "rotate"))
	assert.Equal(t, "Regenerate the token in the owner's settings.", set.Step("codehost", "", "rotate_then_revoke"))
	assert.Empty(t, set.Step("codehost", "code_host", "restrict"))
	assert.Empty(t, set.Step("nobody", "code_host", "rotate"))
}

// TestPrecedence is the documented order: more conditions, then the name.
func TestPrecedence(t *testing.T) {
	folder := t.TempDir()
	for name, match := range map[string]string{
		"z_general": "{has: [a]}", "y_two": "{has: [a, b]}", "x_two": "{has: [a], any: [b, c]}", "w_when": "{has: [a, b], when: [{path: kind, in: [k]}]}",
		"v_any": "{any: [only, resource.special]}", "u_absent": "{has: [q], when: [{path: a, present: false}, {path: z, not_in: [no]}]}",
	} {
		text := strings.Replace(strings.Replace(small, "source: small", "source: "+name, 1), "{has: [a]}", match, 1)
		text = strings.Replace(text, "action: a", "action: {const: act}", 1)
		require.NoError(t, os.WriteFile(filepath.Join(folder, name+".yaml"), []byte(text), 0o600))
	}
	set, err := load(noBuiltins, Options{Paths: []string{folder}})
	require.NoError(t, err)
	for body, want := range map[string]string{
		`{"u":1,"a":1}`:                      "z_general",
		`{"u":1,"a":1,"c":1}`:                "x_two",
		`{"u":1,"a":1,"b":1}`:                "x_two",
		`{"u":1,"a":1,"b":1,"kind":"other"}`: "x_two",
		`{"u":1,"a":1,"b":1,"kind":"k"}`:     "w_when",
		`{"u":1,"only":[1]}`:                 "v_any",
		`{"u":1,"q":1}`:                      "u_absent",
		`{"u":1,"q":1,"z":"no"}`:             "",
		`{"u":1,"q":1,"a":1}`:                "z_general",
	} {
		evs, why := set.NewReader().Read(textRecord(body))
		if want == "" {
			assert.Equal(t, UnknownKind, why, body)
			continue
		}
		require.Equal(t, None, why, body)
		assert.Equal(t, want, evs[0].Source, body)
	}
	rec := textRecord(`{"u":1}`)
	rec.Resource.PutStr("special", "yes")
	assert.Equal(t, "v_any", readOne(t, set.NewReader(), rec).Source, "a source that no top-level key decides about")
}

func TestWordsOfTheVocabulary(t *testing.T) {
	for i, word := range strings.Split(factWords, ", ") {
		kind, ok := event.ParseFactKind(word)
		assert.True(t, ok, word)
		assert.Equal(t, event.FactKind(i+1), kind)
	}
	for i, word := range strings.Split(gradeWords, ", ") {
		grade, ok := event.ParseGrade(word)
		assert.True(t, ok, word)
		assert.Equal(t, event.Grade(i+1), grade)
	}
	for i, word := range strings.Split(classWords, ", ") {
		class, ok := event.ParseClass(word)
		assert.True(t, ok, word)
		assert.Equal(t, event.Class(i+1), class)
	}
	for i, word := range strings.Split(targetWords, ", ") {
		target, ok := event.ParseTarget(word)
		assert.True(t, ok, word)
		assert.Equal(t, event.Target(i+1), target)
	}
}

func TestPattern(t *testing.T) {
	for _, tt := range []struct {
		pattern, text string
		want          bool
	}{
		{"a", "a", true},
		{"a", "ab", false},
		{"a*", "ab", true},
		{"*a", "ba", true},
		{"*a", "ab", false},
		{"*a*", "bab", true},
		{"*", "", true},
		{"a*c", "abc", true},
		{"a*c", "ac", true},
		{"ab*bc", "abc", false},
		{"a*b*c", "a-b-c", true},
		{"a*b*c", "acb", false},
		{"*:Get*Secret*", "kms:GetTheSecretNow", true},
		{"**", "x", true},
	} {
		p, err := parsePattern(tt.pattern)
		require.NoError(t, err)
		assert.Equal(t, tt.want, p.matches(tt.text), "%s %s", tt.pattern, tt.text)
	}
	_, err := parsePattern("")
	require.Error(t, err)
}

func before(s, mark string) string {
	head, _, _ := strings.Cut(s, mark)
	return head
}
