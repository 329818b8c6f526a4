package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// resource makes scopes of records from "1 2|3": scopes a, b, ...
func resource(records string) plog.ResourceLogs {
	rl := plog.NewLogs().ResourceLogs().AppendEmpty()
	rl.Resource().Attributes().PutStr("service.name", "audit")
	for i, part := range strings.Split(records, "|") {
		sl := rl.ScopeLogs().AppendEmpty()
		sl.Scope().SetName(string(rune('a' + i)))
		sl.SetSchemaUrl("schema-" + string(rune('a'+i)))
		for body := range strings.FieldsSeq(part) {
			sl.LogRecords().AppendEmpty().Body().SetStr(body)
		}
	}
	return rl
}

// shape is the opposite, with the scopes' names: "a:1 2|ours:n|b:3".
func shape(rl plog.ResourceLogs) string {
	var scopes []string
	for _, sl := range rl.ScopeLogs().All() {
		var bodies []string
		for _, lr := range sl.LogRecords().All() {
			bodies = append(bodies, lr.Body().Str())
		}
		scopes = append(scopes, sl.Scope().Name()+":"+strings.Join(bodies, " "))
	}
	return strings.Join(scopes, "|")
}

func TestPlace(t *testing.T) {
	at := func(scope, before int, body string) Placed {
		return Placed{Scope: scope, Before: before, Notice: &incident.Notice{Body: body}}
	}
	for name, c := range map[string]struct {
		in      string
		notices []Placed
		want    string
	}{
		"none":                     {"1 2|3", nil, "a:1 2|b:3"},
		"before the first":         {"1 2", []Placed{at(0, 0, "n")}, "ours:n|a:1 2"},
		"in between":               {"1 2 3", []Placed{at(0, 1, "n")}, "a:1|ours:n|a:2 3"},
		"after the last":           {"1 2", []Placed{at(0, 2, "n")}, "a:1 2|ours:n"},
		"two at one place":         {"1 2", []Placed{at(0, 1, "n"), at(0, 1, "m")}, "a:1|ours:n m|a:2"},
		"before and after one":     {"1 2 3", []Placed{at(0, 1, "n"), at(0, 2, "m")}, "a:1|ours:n|a:2|ours:m|a:3"},
		"in the second scope":      {"1|2 3|4", []Placed{at(1, 1, "n")}, "a:1|b:2|ours:n|b:3|c:4"},
		"in both":                  {"1|2", []Placed{at(0, 1, "n"), at(1, 0, "m")}, "a:1|ours:n|ours:m|b:2"},
		"where nothing was left":   {"|2", []Placed{at(0, 0, "n")}, "ours:n|b:2"},
		"an empty scope elsewhere": {"|2", []Placed{at(1, 1, "n")}, "a:|b:2|ours:n"},
	} {
		t.Run(name, func(t *testing.T) {
			rl := resource(c.in)
			Writer{Scope: "ours"}.Place(rl, c.notices)
			assert.Equal(t, c.want, shape(rl))
			for _, sl := range rl.ScopeLogs().All() {
				if sl.Scope().Name() != "ours" {
					assert.Equal(t, "schema-"+sl.Scope().Name(), sl.SchemaUrl())
				}
			}
		})
	}
}

func TestCarryCopiesResourceAndScope(t *testing.T) {
	rl := resource("1")
	rl.SetSchemaUrl("s")
	carried := plog.NewLogs()
	Writer{Scope: "ours", Version: "9"}.Carry(carried, rl, []Placed{{Observed: 5, Notice: opened()}, {Notice: summary()}})
	got := carried.ResourceLogs().At(0)
	assert.Equal(t, map[string]any{"service.name": "audit"}, got.Resource().Attributes().AsRaw())
	assert.Equal(t, "s", got.SchemaUrl())
	scope := got.ScopeLogs().At(0)
	assert.Equal(t, "ours", scope.Scope().Name())
	assert.Equal(t, "9", scope.Scope().Version())
	assert.Equal(t, 2, scope.LogRecords().Len())
	assert.Equal(t, "token_drift.incident", scope.LogRecords().At(0).EventName())

	Writer{}.Carry(carried, rl, nil)
	assert.Equal(t, 1, carried.ResourceLogs().Len())
}
