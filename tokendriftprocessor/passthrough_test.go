package tokendriftprocessor

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

// badInput is what audit logs hold that is no audit record, or a broken one.
func badInput() map[string]func(plog.LogRecord) {
	body := func(s string) func(plog.LogRecord) { return func(lr plog.LogRecord) { lr.Body().SetStr(s) } }
	whole := element("1:ok")
	return map[string]func(plog.LogRecord){
		"nothing":                func(plog.LogRecord) {},
		"empty text":             body(""),
		"not JSON":               body("Mar  2 09:00:00 host sshd[1]: Accepted publickey"),
		"cut off":                body(whole[:len(whole)/2]),
		"cut off before the end": body(whole[:len(whole)-1]),
		"something after it":     body(whole + "}"),
		"nested 10,000 deep":     body(strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000)),
		"lists 10,000 deep":      body(strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)),
		"open braces":            body(strings.Repeat("{", 10_000)),
		"a text of 1 MiB":        body(`{"eventType":"` + strings.Repeat("x", 1<<20) + `"}`),
		"a key of 1 MiB":         body(`{"` + strings.Repeat("k", 1<<20) + `":1}`),
		"1 MiB that is no JSON":  body(strings.Repeat("x", 1<<20)),
		"wrong types":            body(`{"uuid":[],"published":{},"eventType":{"a":1},"actor":7,"target":"x","outcome":[[]]}`),
		"null everywhere":        body(`{"uuid":null,"published":null,"eventType":null,"actor":null,"target":null}`),
		"a number":               body("42"),
		"a list of numbers":      body("[1,2,3]"),
		"NUL":                    body("\x00\x00{\x00}"),
		"NUL in JSON":            body("{\"uuid\":\"a\x00b\"}"),
		"invalid UTF-8":          body("\xff\xfe\xfd"),
		"invalid UTF-8 in JSON":  body("{\"eventType\":\"\xff\xfe\"}"),
		"a lone surrogate":       body(`{"eventType":"\ud800"}`),
		"an int":                 func(lr plog.LogRecord) { lr.Body().SetInt(7) },
		"a double":               func(lr plog.LogRecord) { lr.Body().SetDouble(math.NaN()) },
		"a bool":                 func(lr plog.LogRecord) { lr.Body().SetBool(true) },
		"bytes":                  func(lr plog.LogRecord) { lr.Body().SetEmptyBytes().FromRaw([]byte{0, 0xff, '{'}) },
		"an empty map":           func(lr plog.LogRecord) { lr.Body().SetEmptyMap() },
		"a strange map":          func(lr plog.LogRecord) { lr.Body().SetEmptyMap().PutEmptySlice("eventType").AppendEmpty() },
		"a list of texts":        func(lr plog.LogRecord) { lr.Body().SetEmptySlice().AppendEmpty().SetStr("x") },
		"an event of no use":     func(lr plog.LogRecord) { lr.SetEventName("device.app.lifecycle") },
		"deep attributes": func(lr plog.LogRecord) {
			m := lr.Attributes().PutEmptyMap("eventType")
			for range 500 {
				m = m.PutEmptyMap("a")
			}
		},
		"one key twice": func(lr plog.LogRecord) { lr.Body().SetStr(`{"eventType":1,"eventType":2}`) },
	}
}

// times that a record may carry, whatever else it holds.
var times = map[string]pcommon.Timestamp{
	"unset": 0, "one": 1, "plausible": 1_772_442_000_000_000_000, "beyond 2262": math.MaxInt64 + 1, "largest": math.MaxUint64,
}

func marshalled(t *testing.T, ld plog.Logs) []byte {
	t.Helper()
	b, err := (&plog.ProtoMarshaler{}).MarshalLogs(ld)
	require.NoError(t, err)
	return b
}

func TestBadInputPassesUntouched(t *testing.T) {
	for name, fillBad := range badInput() {
		t.Run(name, func(t *testing.T) {
			sink := new(consumertest.LogsSink)
			p := started(t, newFake(), config(nil), sink)
			ld := plog.NewLogs()
			rl := ld.ResourceLogs().AppendEmpty()
			rl.SetSchemaUrl("https://example.com/resource")
			rl.Resource().Attributes().PutStr("service.name", "audit")
			rl.Resource().SetDroppedAttributesCount(3)
			sl := rl.ScopeLogs().AppendEmpty()
			sl.SetSchemaUrl("https://example.com/scope")
			sl.Scope().SetName("receiver")
			for _, at := range times {
				lr := sl.LogRecords().AppendEmpty()
				lr.SetTimestamp(at)
				lr.SetObservedTimestamp(at)
				lr.SetSeverityText("WEIRD")
				lr.SetSeverityNumber(99)
				lr.SetTraceID(pcommon.TraceID{1})
				lr.SetFlags(1)
				lr.SetDroppedAttributesCount(9)
				lr.Attributes().PutStr("log.file.name", "a\x00\xffb")
				fillBad(lr)
			}
			before := marshalled(t, ld)
			require.NoError(t, p.ConsumeLogs(t.Context(), ld))
			require.Len(t, sink.AllLogs(), 1)
			assert.Equal(t, before, marshalled(t, sink.AllLogs()[0]))
		})
	}
}

func TestBadInputIsDroppedInForward(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := started(t, newFake(), config(func(c *Config) { c.Mode = ModeForward }), sink)
	for _, fillBad := range badInput() {
		ld := plog.NewLogs()
		fillBad(ld.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty())
		require.NoError(t, p.ConsumeLogs(t.Context(), ld))
	}
	assert.Empty(t, sink.AllLogs())
}

func TestAnUnflaggedRecordPassesUntouched(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := started(t, newFake(), config(nil), sink)
	ld := batchOf("1:ok 2:ok,3:ok", "4:ok")
	before := marshalled(t, ld)
	require.NoError(t, p.ConsumeLogs(t.Context(), ld))
	assert.Equal(t, before, marshalled(t, sink.AllLogs()[0]))
}

func TestOnlyAttributesOfAFlaggedRecordChange(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := started(t, newFake(), config(nil), sink)
	ld := batchOf("1:review")
	before := plog.NewLogs()
	ld.CopyTo(before)
	require.NoError(t, p.ConsumeLogs(t.Context(), ld))
	got := sink.AllLogs()[0]
	attrs := got.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0).Attributes()
	assert.Greater(t, attrs.Len(), 1)
	attrs.RemoveIf(func(name string, _ pcommon.Value) bool { return strings.HasPrefix(name, "token_drift.") })
	assert.Equal(t, marshalled(t, before), marshalled(t, got))
}
