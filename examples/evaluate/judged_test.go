package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cespare/xxhash/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// written writes what a Collector would have: each request is a list of log records.
func written(t *testing.T, requests ...[]string) string {
	t.Helper()
	var b strings.Builder
	for _, records := range requests {
		fmt.Fprintf(&b, `{"resourceLogs":[{"scopeLogs":[{"logRecords":[%s]}]}]}`+"\n", strings.ReplaceAll(strings.Join(records, ","), "\n", ""))
	}
	file := filepath.Join(t.TempDir(), "tagged.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o600))
	return file
}

func audit(body, verdict, incident string) string {
	if verdict == "" {
		return fmt.Sprintf(`{"body":{"stringValue":%q}}`, body)
	}
	return fmt.Sprintf(`{"body":{"stringValue":%q},"attributes":[{"key":"token_drift.verdict","value":{"stringValue":%q}},
{"key":"token_drift.incident.id","value":{"stringValue":%q}},{"key":"token_drift.token.id","value":{"stringValue":"fp"}},
{"key":"token_drift.signals","value":{"arrayValue":{"values":[{"stringValue":"new_client"}]}}},{"key":"token_drift.score","value":{"doubleValue":12.5}}]}`,
		body, verdict, incident)
}

func incidentRecord(state, incident, named string, score string) string {
	return fmt.Sprintf(`{"eventName":"token_drift.incident","timeUnixNano":"1767605400000000000","body":{"stringValue":"x"},"attributes":[
{"key":"token_drift.incident.state","value":{"stringValue":%q}},{"key":"token_drift.incident.id","value":{"stringValue":%q}},
{"key":"token_drift.incident.records","value":{"arrayValue":{"values":[{"stringValue":%q}]}}},{"key":"token_drift.token.id","value":{"stringValue":"fp"}},
{"key":"token_drift.action.name","value":{"stringValue":"revoke"}},{"key":"token_drift.score","value":%s},
{"key":"token_drift.signals","value":{"arrayValue":{"values":[{"stringValue":"owner_offboarded"}]}}}]}`, state, incident, named, score)
}

// of is an estate of records with these bodies; their event ids are "id-" and the body.
func of(bodies ...string) *estate {
	e := new(estate)
	for _, body := range bodies {
		e.records = append(e.records, record{
			hash: xxhash.Sum64String(body), id: xxhash.Sum64String("id-" + body), token: int32(len(e.records)), scenario: -1, time: monday,
		})
	}
	return e
}

const double, rule = `{"doubleValue":12.5}`, `{"doubleValue":64}`

func TestReadJudged(t *testing.T) {
	e := of("a", "b", "b", "c") // the second b is a copy
	file := written(t,
		[]string{audit("a", "review", ""), audit("b", "incident", "td-1"), incidentRecord("opened", "td-1", "id-b", double)},
		[]string{`{"eventName":"token_drift.summary","body":{"stringValue":"s"}}`, audit("b", "incident", "td-1")},
		[]string{incidentRecord("escalated", "td-1", "id-b", double), incidentRecord("opened", "td-2", "id-a", rule), audit("c", "", "")},
	)
	j, err := readJudged(file, e)
	require.NoError(t, err)
	d := detectionOf(e, j)
	assert.Equal(t, []int32{1, 2}, d.tagged)
	require.Len(t, d.reviews, 1)
	assert.Equal(t, int32(0), d.reviews[0].record)
	require.Len(t, d.openings, 2, "an escalation opens nothing")

	first := d.openings[0]
	assert.Equal(t, int32(1), first.record)
	assert.Equal(t, int32(1), first.token)
	assert.Equal(t, []string{"owner_offboarded"}, first.signals)
	assert.Equal(t, "revoke", first.action)
	assert.False(t, first.rule)

	late := d.openings[1]
	assert.Equal(t, int32(-1), late.record, "no record is tagged with it")
	assert.Equal(t, []int32{0}, late.named)
	assert.Equal(t, int32(0), late.token, "the token of the record that it names")
	assert.Equal(t, int32(3), late.position, "three records had come")
	assert.True(t, late.rule)
}

// The record that late truth names came before; a later use is tagged with the
// incident as well, and is not what it opened on.
func TestLateTruthWithLaterUses(t *testing.T) {
	e := of("use", "deactivation", "later use")
	j, err := readJudged(written(t, []string{
		audit("use", "", ""), audit("deactivation", "", ""), incidentRecord("opened", "td-1", "id-use", rule), audit("later use", "incident", "td-1"),
	}), e)
	require.NoError(t, err)
	d := detectionOf(e, j)
	require.Len(t, d.openings, 1)
	assert.Equal(t, int32(-1), d.openings[0].record)
	assert.Equal(t, []int32{0}, d.openings[0].named)
	assert.Equal(t, int32(2), d.openings[0].position)
}

func TestReadJudgedInAnotherOrder(t *testing.T) {
	e := of("a", "b", "c")
	j, err := readJudged(written(t, []string{audit("a", "", ""), audit("c", "review", ""), audit("b", "incident", "td-1")}), e)
	require.NoError(t, err)
	require.Len(t, j.verdicts, 2)
	assert.Equal(t, int32(2), j.verdicts[0].record)
	assert.Equal(t, int32(1), j.verdicts[1].record)
}

func TestReadJudgedErrors(t *testing.T) {
	_, err := readJudged(written(t, []string{audit("a", "", "")}), of("a", "b"))
	require.ErrorContains(t, err, "tagged.jsonl: the Collector wrote 1 of 2 records")
	_, err = readJudged(written(t, []string{audit("a", "", ""), audit("z", "", "")}), of("a"))
	require.ErrorContains(t, err, "tagged.jsonl: 1 records are none of the estate's")
	_, err = readJudged(written(t, []string{audit("a", "", "")}, []string{"{"}), of("a"))
	require.ErrorContains(t, err, "tagged.jsonl:2: no OTLP JSON")
}
