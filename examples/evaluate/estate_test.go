package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const leaver = "testdata/leaver"

// changed is a copy of the leaver's estate with some files written anew: by
// name, old text and new text; no old text is the whole file.
func changed(t *testing.T, changes ...[3]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "leaver")
	require.NoError(t, os.CopyFS(dir, os.DirFS(leaver)))
	for _, c := range changes {
		file := filepath.Join(dir, c[0])
		text := c[2]
		if c[1] != "" {
			content, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Contains(t, string(content), c[1])
			text = strings.Replace(string(content), c[1], c[2], 1)
		}
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	return dir
}

func readDir(dir string) (*estate, error) {
	files, err := findEstate(dir)
	if err != nil {
		return nil, err
	}
	return readEstate(files)
}

func TestReadEstate(t *testing.T) {
	e, err := readDir(leaver)
	require.NoError(t, err)
	assert.Len(t, e.records, 23)
	assert.Len(t, e.truth.tokens, 3, "a token's rows are one token")
	require.Len(t, e.scenarios, 1)
	assert.Equal(t, "offboarded_owner", e.scenarios[0].kind)
	assert.Equal(t, []int32{21, 22}, e.scenarios[0].records)
	assert.Equal(t, time.Date(2026, 1, 15, 8, 30, 11, 0, time.UTC), e.scenarios[0].began)
	assert.Equal(t, 12, e.lives[0].records)
	assert.Equal(t, e.scenarios[0].began, e.began[1])
	assert.Equal(t, int64(0), e.records[0].rows)
}

// With abuse.csv only what it lists is the attacker's, and several rows of the
// truth can be one scenario.
func TestAbuseEvents(t *testing.T) {
	e, err := readDir(changed(t, [3]string{"abuse.csv", "", "event_id,scenario\nghDocLeaver0012,leaver-1\n"}))
	require.NoError(t, err)
	require.Len(t, e.scenarios, 1)
	assert.Equal(t, "offboarded_owner:leaver-1", e.scenarios[0].name)
	assert.Equal(t, []int32{22}, e.scenarios[0].records)

	second := "actor.id=00uAdminTest,2026-01-14T16:00:00Z,2026-01-14T18:00:00Z,offboarded_owner,abuse,new_action,\n"
	truth, err := os.ReadFile(leaver + "/truth.csv")
	require.NoError(t, err)
	e, err = readDir(changed(t, [3]string{"truth.csv", "", string(truth) + second},
		[3]string{"abuse.csv", "", "event_id,scenario\nghDocLeaver0012,both\n11111111-2222-4333-8444-555555555555,both\n"}))
	require.NoError(t, err)
	require.Len(t, e.scenarios, 1)
	assert.Equal(t, []int32{20, 22}, e.scenarios[0].records)
	assert.ElementsMatch(t, []string{"owner_offboarded", "new_action"}, e.scenarios[0].signals)
}

// A note joins rows to the scenario of abuse.csv, which may then list records
// of other tokens as well: a consent, say.
func TestScenarioOfNote(t *testing.T) {
	e, err := readDir(changed(t,
		[3]string{"truth.csv", "owner_offboarded,\n", "owner_offboarded,\"scenario 7; by her own laptop\"\n"},
		[3]string{"abuse.csv", "", "event_id,scenario,provider\n11111111-2222-4333-8444-555555555555,7,okta\nghDocLeaver0012,7,github\n"}))
	require.NoError(t, err)
	require.Len(t, e.scenarios, 1)
	assert.Equal(t, "offboarded_owner:7", e.scenarios[0].name)
	assert.Equal(t, []int32{20, 22}, e.scenarios[0].records)
	assert.Equal(t, []string{"owner_offboarded"}, e.scenarios[0].signals)
	assert.Equal(t, time.Date(2026, 1, 15, 8, 30, 12, 0, time.UTC), e.began[1], "the attack on her token begins with its own first record")
	assert.Equal(t, time.Date(2026, 1, 14, 17, 0, 0, 0, time.UTC), e.scenarios[0].began)
}

func TestBadInput(t *testing.T) {
	const head = "token,from,to,kind,label,signals,note\n"
	row := func(s string) [3]string { return [3]string{"truth.csv", "", head + s + "\n"} }
	for _, c := range []struct {
		name   string
		change [3]string
		says   string
	}{
		{
			"a token that is in no record", row("token_id=1,2026-01-05T00:00:00Z,2026-01-15T00:00:00Z,person,population,,"),
			`truth.csv:2: no record meets the conditions of the token "token_id=1"`,
		},
		{
			"a time that is in no record", row("token_id=6630104,2027-01-05T00:00:00Z,2027-01-15T00:00:00Z,person,population,,"),
			"truth.csv:2: from 2027-01-05T00:00:00Z to 2027-01-15T00:00:00Z is not in the records, which are from 2026-01-05T03:15:00Z",
		},
		{
			"an abuse without a record", row("token_id=6630104,2026-01-14T10:00:00Z,2026-01-14T11:00:00Z,x,abuse,new_client,"),
			"truth.csv:2: the token has no record of this abuse from 2026-01-14T10:00:00Z",
		},
		{
			"no time", row("token_id=6630104,2026-01-15 10:00,2026-01-15T11:00:00Z,x,abuse,new_client,"),
			`truth.csv:2: from "2026-01-15 10:00" is no time such as`,
		},
		{"an end before its start", row("token_id=6630104,2026-01-15T10:00:00Z,2026-01-14T11:00:00Z,x,benign,,"), "truth.csv:2: to 2026-01-14T11:00:00Z is before from"},
		{"a label of no meaning", row("token_id=6630104,2026-01-15T10:00:00Z,2026-01-15T11:00:00Z,x,evil,,"), `truth.csv:2: label "evil" is none of`},
		{"an abuse that expects nothing", row("token_id=6630104,2026-01-15T08:00:00Z,2026-01-15T11:00:00Z,x,abuse,,"), "truth.csv:2: an abuse needs the signals"},
		{"no kind", row("token_id=6630104,2026-01-15T08:00:00Z,2026-01-15T11:00:00Z,,benign,,"), "truth.csv:2: kind is empty"},
		{"no condition", row("6630104,2026-01-15T08:00:00Z,2026-01-15T11:00:00Z,x,benign,,"), `truth.csv:2: token "6630104": "6630104" is no condition such as`},
		{"no path", row("a[0=6630104,2026-01-15T08:00:00Z,2026-01-15T11:00:00Z,x,benign,,"), "truth.csv:2: token"},
		{"a cell too few", row("token_id=6630104,2026-01-15T08:00:00Z"), "truth.csv:2: wrong number of fields"},
		{"a quote that does not end", row(`"token_id=6630104,2026`), "truth.csv:2: extraneous or missing"},
		{"another head", [3]string{"truth.csv", "", "a,b,c,d,e,f,g\n"}, "truth.csv:1: the first line is"},
		{"an empty truth", [3]string{"truth.csv", "", ""}, "truth.csv:1: the file is empty"},
		{"a truth of no rows", [3]string{"truth.csv", "", head}, "truth.csv:1: there is no row"},
		{
			"a record of no known kind",
			[3]string{"records.ndjson", "{\"eventVersion\":\"1.11\"", "{\"message\":\"hello\"}\n{\"eventVersion\":\"1.11\""},
			"records.ndjson:1: a record of no known kind: it has the fields of none of salesforce,",
		},
		{"no JSON", [3]string{"records.ndjson", "{\"@timestamp\"", "{\"@timestamp"}, "records.ndjson:2: this is no JSON object"},
		{
			"a record without a time",
			[3]string{"records.ndjson", `"eventTime":"2026-01-05T03:15:00Z"`, `"eventTime":"yesterday"`},
			"records.ndjson:1: a record of aws without a time",
		},
		{"no records in the file", [3]string{"records.ndjson", "", "\n"}, "records.ndjson:1: the file has no record"},
		{"an event that is in no record", [3]string{"abuse.csv", "", "event_id,scenario\nghDocLeaver0012,s\nnone,s\n"}, `abuse.csv:3: no record has the event id "none"`},
		{"an event outside the abuse", [3]string{"abuse.csv", "", "event_id,scenario\nghDocLeaver0012,s\nghDocLeaver0003,s\n"}, "abuse.csv:3: ghDocLeaver0003 is a record at 2026-01-07T09:30:00.000Z, and truth.csv has no abuse"},
		{"another head of abuse.csv", [3]string{"abuse.csv", "", "id,scenario\n"}, "abuse.csv:1: the first line is"},
		{"an empty cell in abuse.csv", [3]string{"abuse.csv", "", "event_id,scenario\nx,\n"}, "abuse.csv:2: event_id or scenario is empty"},
		{"no event of an abuse", [3]string{"abuse.csv", "", "event_id,scenario\n"}, "truth.csv:4: the token has no record of this abuse"},
		{"no network", [3]string{"networks.csv", "", "cidr,asn,org,country\n192.0.2.0,1,x,US\n"}, `networks.csv:2: "192.0.2.0" is no CIDR`},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := changed(t, c.change)
			_, err := readDir(dir)
			require.ErrorContains(t, err, c.says)
			assert.True(t, strings.HasPrefix(err.Error(), dir), "the file's whole path leads: %s", err)
		})
	}
}

func TestEmptyFolder(t *testing.T) {
	dir := t.TempDir()
	_, err := findEstate(dir)
	require.ErrorContains(t, err, dir+": the folder has no records")
	_, err = findEstate(filepath.Join(dir, "nowhere"))
	require.ErrorContains(t, err, "nowhere: there is no such folder")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.ndjson"), nil, 0o600))
	_, err = findEstate(dir)
	require.ErrorContains(t, err, dir+": the folder has no truth.csv")
}

func TestSeveralFiles(t *testing.T) {
	dir := changed(t)
	content, err := os.ReadFile(filepath.Join(dir, "records.ndjson"))
	require.NoError(t, err)
	lines := strings.SplitAfter(strings.TrimRight(string(content), "\n"), "\n")
	require.NoError(t, os.Remove(filepath.Join(dir, "records.ndjson")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "b.ndjson"), []byte(strings.Join(lines[10:], "")), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.ndjson"), []byte(strings.TrimRight(strings.Join(lines[:10], ""), "\n")), 0o600))
	files, err := findEstate(dir)
	require.NoError(t, err)
	e, err := readEstate(files)
	require.NoError(t, err)
	assert.Len(t, e.records, 23, "in the order of their names")
	assert.Equal(t, []int32{21, 22}, e.scenarios[0].records)
	joined, err := files.joined(t.TempDir())
	require.NoError(t, err)
	all, err := os.ReadFile(joined)
	require.NoError(t, err)
	assert.Equal(t, strings.TrimSpace(string(content)), strings.TrimSpace(string(all)))
}
