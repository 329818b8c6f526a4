package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

func tagged() map[string]any {
	return map[string]any{
		"token_drift.verdict":                     "incident",
		"token_drift.signals":                     []any{"new_network", "new_client"},
		"token_drift.reason":                      "Seen from AS64500; normal since 2026-01-01 is AS14618.",
		"token_drift.score":                       17.5,
		"token_drift.incident.id":                 "td-1a2b",
		"token_drift.incident.severity":           "high",
		"token_drift.action.name":                 "quarantine",
		"token_drift.action.reason":               "Stops contacts from syncing.",
		"token_drift.token.id":                    "f00d",
		"token_drift.token.provider":              "salesforce",
		"token_drift.token.tenant":                "00D1",
		"token_drift.token.issuer":                "login.example",
		"token_drift.token.app":                   "0H4s00014",
		"token_drift.token.owner":                 "gus@example.com",
		"token_drift.token.purpose":               "sync contacts",
		"token_drift.token.grade":                 "grant",
		"token_drift.token.shared":                true,
		"token_drift.baseline.state":              "mature",
		"token_drift.baseline.since":              "2026-03-02T08:00:00Z",
		"token_drift.baseline.uses":               int64(420),
		"token_drift.evidence.new_network.seen":   "AS64500",
		"token_drift.evidence.new_network.normal": "AS14618",
		"token_drift.evidence.new_client.seen":    "curl",
		"token_drift.references":                  []any{"NHI1:2025", "T1550.001", "T1078", "Tampering"},
		"token_drift.policy":                      "abc123",
	}
}

func TestTagWritesEveryAttribute(t *testing.T) {
	attrs := pcommon.NewMap()
	v := stolen()
	Tag(attrs, &v)
	assert.Equal(t, tagged(), attrs.AsRaw())
}

func TestAReviewHasNothingOfAnIncident(t *testing.T) {
	attrs := pcommon.NewMap()
	v := stolen()
	v.Level = incident.LevelReview
	Tag(attrs, &v)
	want := tagged()
	want["token_drift.verdict"] = "review"
	delete(want, "token_drift.incident.id")
	delete(want, "token_drift.incident.severity")
	assert.Equal(t, want, attrs.AsRaw())
}

func TestWhatIsUnknownGetsNoAttribute(t *testing.T) {
	attrs := pcommon.NewMap()
	Tag(attrs, &incident.Verdict{Level: incident.LevelReview})
	assert.Equal(t, map[string]any{"token_drift.verdict": "review", "token_drift.score": 0.0, "token_drift.token.shared": false}, attrs.AsRaw())
}

func TestNoNameIsAPrefixOfAnother(t *testing.T) {
	attrs := pcommon.NewMap()
	n := opened()
	n.Evidence = nil
	for _, name := range signal.Names() {
		n.Evidence = append(n.Evidence, incident.Shown{Signal: name, Seen: "x", Normal: "y"})
	}
	tell(attrs, n)
	summarise(attrs, summary().Summary)
	Stamp(attrs, "id", "partition", "use")
	Elements(attrs, 2)
	var names []string
	for name := range attrs.All() {
		names = append(names, name)
	}
	assert.Len(t, names, 22+9+6+2+1+2*len(signal.Names()), "an attribute that is not looked at here")
	for _, name := range names {
		assert.True(t, strings.HasPrefix(name, "token_drift."), name)
		i := slices.IndexFunc(names, func(other string) bool { return strings.HasPrefix(other, name+".") })
		assert.Equal(t, -1, i, "%s is a prefix", name)
	}
}

func TestPrintable(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		limit    int
	}{
		"plain":                    {"AS14618 (Amazon)", "AS14618 (Amazon)", 100},
		"beyond ASCII":             {"Zürich", "Zürich", 100},
		"NUL and escapes":          {"a\x00b\x1b[31mc\r\nd\x7f", "a b [31mc  d ", 100},
		"C1 control":               {"a\u0085b", "a b", 100},
		"not UTF-8":                {"a\xff\xfeb", "a\ufffd\ufffdb", 100},
		"exactly as long":          {"12345", "12345", 5},
		"too long":                 {"1234567", "12…", 5},
		"cut inside a character":   {"1üüüü", "1…", 5},
		"grows while it is mended": {"\xff\xff\xff", "\ufffd\ufffd\ufffd", 9},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, c.want, printable(c.in, c.limit))
		})
	}
}

func TestHostileTextIsBounded(t *testing.T) {
	long := strings.Repeat("\x00ü", 1<<16)
	v := stolen()
	v.Reason, v.Signals, v.Evidence = long, []string{long}, []incident.Shown{{Signal: "new_network", Seen: long, Normal: long}}
	v.Token.App = long
	attrs := pcommon.NewMap()
	Tag(attrs, &v)
	check := func(name, s string, most int) {
		assert.LessOrEqual(t, len(s), most, name)
		assert.GreaterOrEqual(t, len(s), most-4, name)
		assert.NotContains(t, s, "\x00", name)
	}
	for _, name := range []string{"token_drift.token.app", "token_drift.evidence.new_network.seen", "token_drift.evidence.new_network.normal"} {
		value, _ := attrs.Get(name)
		check(name, value.Str(), 1024)
	}
	reason, _ := attrs.Get("token_drift.reason")
	check("reason", reason.Str(), 2048)
	signals, _ := attrs.Get("token_drift.signals")
	check("signals", signals.Slice().At(0).Str(), 1024)
}

func TestClean(t *testing.T) {
	for name, c := range map[string]struct {
		in, want map[string]any
		fact     bool
	}{
		"nothing of ours":     {map[string]any{"a": "b", "token_driftx": "y", "token_drift": "z"}, map[string]any{"a": "b", "token_driftx": "y", "token_drift": "z"}, false},
		"empty":               {map[string]any{}, map[string]any{}, false},
		"a forged verdict":    {map[string]any{"a": "b", "token_drift.verdict": "incident", "token_drift.x.y": 1}, map[string]any{"a": "b"}, false},
		"a fact":              {map[string]any{"token_drift.kind": "fact", "token_drift.token.id": "x", "c": 1}, map[string]any{"c": int64(1)}, true},
		"another kind":        {map[string]any{"token_drift.kind": "lifecycle"}, map[string]any{}, false},
		"a kind of no string": {map[string]any{"token_drift.kind": 7}, map[string]any{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			attrs := pcommon.NewMap()
			assert.NoError(t, attrs.FromRaw(c.in))
			assert.Equal(t, c.fact, Clean(attrs))
			assert.Equal(t, c.want, attrs.AsRaw())
		})
	}
}

func TestCleanOfARecordWithoutOursIsFree(t *testing.T) {
	lr := plog.NewLogRecord()
	lr.Attributes().PutStr("log.file.name", "audit.ndjson")
	lr.Attributes().PutStr("event.name", "x")
	assert.Zero(t, testing.AllocsPerRun(100, func() { Clean(lr.Attributes()) }))
}
