package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	clone   = `{"@timestamp":1767258000000,"action":"git.clone","actor":"sarah","org":"acme","token_id":77,"actor_ip":"203.0.113.4"}`
	grant   = `{"@timestamp":1767258000000,"action":"org.add_member","actor":"sarah","org":"acme","user":"john"}`
	unknown = `{"widget":"secret-value","colour":{"name":"red"}}`
)

func called(t *testing.T, in string, args ...string) (code int, out, complaints string) {
	t.Helper()
	var o, c bytes.Buffer
	code = run(args, strings.NewReader(in), &o, &c)
	return code, o.String(), c.String()
}

func TestWhatIsFoundInEveryFormOfInput(t *testing.T) {
	pretty := strings.ReplaceAll(clone, ",", ",\n  ")
	for name, c := range map[string]struct {
		in                          string
		code                        int
		records, recognised, events int
		reasons                     []string
	}{
		"lines":                      {clone + "\n" + grant + "\n" + unknown + "\n", 0, 3, 2, 2, []string{"unknown_kind"}},
		"no line's end, blank lines": {"\n" + clone + "\n\n  \n" + grant, 0, 2, 2, 2, nil},
		"a list":                     {"[" + clone + ",\n" + grant + "]", 0, 2, 2, 2, nil},
		"two lists":                  {"[" + clone + "]\n[" + grant + "," + unknown + "]", 0, 3, 2, 2, []string{"unknown_kind"}},
		"an empty list":              {"[]", 1, 0, 0, 0, nil},
		"over several lines":         {pretty + "\n" + pretty, 0, 2, 2, 2, nil},
		"after a byte order mark":    {"\ufeff" + clone, 0, 1, 1, 1, nil},
		"a line cut off":             {clone + "\n" + clone[:40] + "\n", 0, 2, 1, 1, []string{"not_json"}},
		"a bundle is one record":     {`{"Records":[` + strings.Repeat(`{"eventName":"ListUsers","eventSource":"iam.amazonaws.com","userIdentity":{"principalId":"A"}},`, 2) + `{}]}`, 0, 1, 1, 2, nil},
		"nothing recognised":         {unknown + "\n" + `{"actor":{}}`, 1, 2, 0, 0, []string{"unknown_kind", "unknown_kind"}},
		"no identity":                {`{"action":"git.push","org":"acme","actor":""}`, 1, 1, 0, 0, []string{"no_subject"}},
		"no object":                  {`"text"`, 1, 1, 0, 0, []string{"bad_shape"}},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, complaints := called(t, c.in, "-json")
			assert.Empty(t, complaints)
			assert.Equal(t, c.code, code)
			var r result
			require.NoError(t, json.Unmarshal([]byte(out), &r))
			assert.Equal(t, []int{c.records, c.recognised, c.events}, []int{r.Records, r.Recognised, r.Events})
			var reasons []string
			for _, u := range r.Unread {
				reasons = append(reasons, u.Reason)
				assert.NotEmpty(t, u.Meaning)
			}
			assert.Equal(t, c.reasons, reasons)
		})
	}
}

func TestWhatIsSaidOfAnOperation(t *testing.T) {
	_, out, _ := called(t, grant+"\n"+grant+"\n"+clone, "-json")
	var r result
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	require.Len(t, r.Types, 2)
	assert.Equal(t, &recordType{
		Source: "github_audit", Provider: "github", Action: "org.add_member", Events: 2,
		Kinds: map[string]int{"both": 2}, Grades: map[string]int{"actor": 2}, Outcomes: map[string]int{"success": 2},
		Facts: map[string]int{"onboarded": 2}, Missing: map[string]int{"address": 2},
	}, r.Types[0])
	assert.Equal(t, "git.clone", r.Types[1].Action)
	assert.Equal(t, map[string]int{"token": 1}, r.Types[1].Grades)
	assert.Empty(t, r.Types[1].Missing)
}

func TestTheTable(t *testing.T) {
	code, out, _ := called(t, grant+"\n"+clone+"\n"+unknown+"\n"+unknown)
	assert.Equal(t, exitRecognised, code)
	assert.Equal(t, `EVENTS  SOURCE        ACTION          KIND  GRADE  FACTS      OUTCOME  WITHOUT
1       github_audit  git.clone       use   token  -          success  -
1       github_audit  org.add_member  both  actor  onboarded  success  address

Not read:
2  unknown_kind: no source file's match holds; if a provider of SOURCES.md wrote it, compare its keys with the file's match
   top-level keys: colour, widget

2 of 4 records recognised, 2 events.
`, out)
}

func TestNoValueAndNoControlCharacterIsPrinted(t *testing.T) {
	hostile := `{"action":"x\u001b[31m\u0007y","org":"acme","actor":"sarah-secret"}` + "\n" + `{"a\u001b]0;title":"secret"}` + "\n" + unknown
	for _, args := range [][]string{nil, {"-json"}} {
		_, out, complaints := called(t, hostile, args...)
		assert.NotContains(t, out+complaints, "secret")
		assert.NotContains(t, out, "\x1b")
		assert.NotContains(t, out, "\x07")
	}
}

func TestOwnSourcesAndFiles(t *testing.T) {
	folder := t.TempDir()
	own, records := filepath.Join(folder, "widget.yaml"), filepath.Join(folder, "records.ndjson")
	require.NoError(t, os.WriteFile(own, []byte(`source: widget
provider: widget
match: {has: [widget]}
fields: {action: widget}
subject: [{grade: token, kind: key, parts: [colour.name]}]
`), 0o600))
	require.NoError(t, os.WriteFile(records, []byte(unknown+"\n"), 0o600))
	code, out, complaints := called(t, grant, "-sources", own, records, "-")
	assert.Equal(t, exitRecognised, code, complaints)
	assert.Contains(t, out, "2 of 2 records recognised")
	assert.Contains(t, out, "widget  ")
}

func TestTroubleHasItsOwnExitCodeAndSaysWhereItIs(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none")
	for name, c := range map[string]struct {
		in    string
		args  []string
		wants string
	}{
		"no such file":      {"", []string{missing}, missing + ": no such file"},
		"no such folder":    {"", []string{"-sources", missing}, missing},
		"no such flag":      {"", []string{"-verbose"}, "-verbose"},
		"nothing at all":    {" \n", nil, "-: holds no record"},
		"a broken list":     {"[" + clone + `,{"secret":`, nil, "-: record 2, after byte"},
		"no such canary":    {"", []string{"-canary", "acme"}, `"acme"; there is one for aws, entra, github, google_workspace, okta, salesforce`},
		"no path as canary": {"", []string{"-canary", "../canaries/okta"}, "there is one for aws"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, complaints := called(t, c.in, c.args...)
			assert.Equal(t, exitTrouble, code)
			assert.Empty(t, out)
			assert.Contains(t, complaints, c.wants)
			assert.NotContains(t, complaints, "secret")
		})
	}
}
