package tokendriftprocessor

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processortest"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
)

func TestWhatLeaves(t *testing.T) {
	for name, c := range map[string]struct {
		mode Mode
		in   []string
		want string // "" when nothing is passed on
	}{
		"tag: all pass":                 {ModeTag, []string{"1:ok 2:review|3:ok", "4:ok"}, "r0 a:1,2=review b:3; r1 a:4"},
		"tag: unreadable ones pass":     {ModeTag, []string{"?1 2:ok"}, "r0 a:?1,2"},
		"tag: opening after its cause":  {ModeTag, []string{"1:ok 2:incident 3:ok|4:ok"}, "r0 a:1,2=incident *:opened-2 a:3 b:4"},
		"tag: close before its cause":   {ModeTag, []string{"1:ok 2:due 3:ok"}, "r0 a:1 *:closed-2 a:2,3"},
		"tag: close and opening":        {ModeTag, []string{"1:due+incident"}, "r0 *:closed-1 a:1=incident *:opened-1"},
		"tag: at the ends":              {ModeTag, []string{"1:due 2:incident"}, "r0 *:closed-1 a:1,2=incident *:opened-2"},
		"tag: under their own resource": {ModeTag, []string{"1:ok", "2:incident", "3:ok"}, "r0 a:1; r1 a:2=incident *:opened-2; r2 a:3"},
		"tag: late truth":               {ModeTag, []string{"1:late"}, "r0 a:1 *:opened-1"},
		"tag: a fact goes":              {ModeTag, []string{"1:ok !2:ok 3:ok"}, "r0 a:1,3"},
		"tag: a fact's incident stays":  {ModeTag, []string{"1:ok !2:due+late 3:ok"}, "r0 a:1 *:closed-2,opened-2 a:3"},
		"tag: an unreadable fact goes":  {ModeTag, []string{"!?1 2:ok"}, "r0 a:2"},
		"tag: only facts":               {ModeTag, []string{"!1:ok|!2:ok"}, ""},
		"tag: scopes left empty go":     {ModeTag, []string{"!1:ok|2:ok", "!3:ok"}, "r0 b:2"},
		"tag: empty ones are no matter": {ModeTag, []string{"|1:ok", ""}, "r0 a: b:1; r1 a:"},

		"forward: only what is flagged":  {ModeForward, []string{"1:ok 2:review 3:ok|4:ok", "5:ok"}, "r0 a:2=review"},
		"forward: unreadable ones go":    {ModeForward, []string{"?1 2:review"}, "r0 a:2=review"},
		"forward: nothing left":          {ModeForward, []string{"1:ok", "?2"}, ""},
		"forward: incident records stay": {ModeForward, []string{"1:ok 2:due 3:ok 4:incident 5:review"}, "r0 *:closed-2 a:4=incident *:opened-4 a:5=review"},
		"forward: a notice alone":        {ModeForward, []string{"1:ok|2:due|3:ok"}, "r0 *:closed-2"},
		"forward: after a dropped one":   {ModeForward, []string{"1:review 2:late 3:review"}, "r0 a:1=review *:opened-2 a:3=review"},

		"identify judges nothing": {ModeIdentify, []string{"1:incident ?2 3:due !4:ok"}, "r0 a:1,?2,3,4"},

		"elements: worst verdict":                    {ModeTag, []string{"1:ok,2:review,3:incident,4:review"}, "r0 a:1=incident *:opened-3"},
		"elements: each has its notices":             {ModeTag, []string{"1:incident,2:incident"}, "r0 a:1=incident *:opened-1,opened-2"},
		"elements: due before, opened after":         {ModeTag, []string{"1:due,2:due+incident"}, "r0 *:closed-1,closed-2 a:1=incident *:opened-2"},
		"elements: a close never before its opening": {ModeTag, []string{"1:incident,2:due"}, "r0 a:1=incident *:opened-1,closed-2"},
		"elements: none flagged":                     {ModeForward, []string{"1:ok,2:ok"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			sink := new(consumertest.LogsSink)
			cfg := config(func(cfg *Config) {
				cfg.Mode = c.mode
				cfg.FingerprintKey = "0123456789abcdef0123456789abcdef"
			})
			p := started(t, newFake(), cfg, sink)
			require.NoError(t, p.ConsumeLogs(t.Context(), batchOf(c.in...)))
			if c.want == "" {
				assert.Empty(t, sink.AllLogs())
				return
			}
			require.Len(t, sink.AllLogs(), 1)
			assert.Equal(t, c.want, shape(sink.AllLogs()[0]))
		})
	}
}

func TestElementsCountsTheFlagged(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := started(t, newFake(), config(nil), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), batchOf("1:ok,2:review,3:incident 4:review 5:ok,6:ok")))
	records := sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs()
	first := records.At(0).LogRecords().At(0).Attributes().AsRaw()
	assert.Equal(t, int64(2), first["token_drift.elements"])
	assert.Equal(t, "incident 3", first["token_drift.reason"])
	rest := records.At(2).LogRecords()
	assert.NotContains(t, rest.At(0).Attributes().AsRaw(), "token_drift.elements", "a record with one event")
	assert.Equal(t, map[string]any{"id": "5"}, rest.At(1).Attributes().AsRaw())
}

func TestWhatArrivesOfOursIsRemoved(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := started(t, newFake(), config(nil), sink)
	ld := batchOf("1:ok 2:review ?3")
	for _, lr := range ld.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().All() {
		lr.Attributes().PutStr("token_drift.verdict", "incident")
		lr.Attributes().PutStr("token_drift.incident.id", "forged")
	}
	require.NoError(t, p.ConsumeLogs(t.Context(), ld))
	records := sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords()
	assert.Equal(t, map[string]any{"id": "1"}, records.At(0).Attributes().AsRaw())
	assert.NotContains(t, records.At(1).Attributes().AsRaw(), "token_drift.incident.id")
	assert.Equal(t, "review", records.At(1).Attributes().AsRaw()["token_drift.verdict"])
	assert.Equal(t, map[string]any{"id": "?3"}, records.At(2).Attributes().AsRaw())
}

func TestAFactIsJudgedAsLifecycleOnly(t *testing.T) {
	fake := newFake()
	p := started(t, fake, config(nil), consumertest.NewNop())
	require.NoError(t, p.ConsumeLogs(t.Context(), batchOf("!1:user.lifecycle.create 2:ok")))
	assert.Equal(t, []event.Kind{event.KindLifecycle, event.KindUse}, fake.kinds)
}

func TestIdentify(t *testing.T) {
	for name, c := range map[string]struct {
		record string
		want   map[string]any
	}{
		"one":            {"1:ok@t.1", map[string]any{"id": "1", "token_drift.token.id": "t.1", "token_drift.partition": "t", "token_drift.kind": "use"}},
		"all of a token": {"1:ok@t.1,2:ok@t.1", map[string]any{"id": "1", "token_drift.token.id": "t.1", "token_drift.partition": "t", "token_drift.kind": "use"}},
		"kinds together": {"1:ok@t.1,2:user.session.end@t.1", map[string]any{"id": "1", "token_drift.token.id": "t.1", "token_drift.partition": "t", "token_drift.kind": "both"}},
		"several tokens": {"1:ok@t.1,2:ok@t.2", map[string]any{"id": "1"}},
		"unreadable":     {"?1", map[string]any{"id": "?1"}},
		"a fact":         {"!1:ok@t.1", map[string]any{"id": "1", "token_drift.kind": "fact"}},
	} {
		t.Run(name, func(t *testing.T) {
			sink := new(consumertest.LogsSink)
			p := started(t, newFake(), config(func(c *Config) { c.Mode = ModeIdentify }), sink)
			require.NoError(t, p.ConsumeLogs(t.Context(), batchOf(c.record)))
			lr := sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
			assert.Equal(t, c.want, lr.Attributes().AsRaw())
		})
	}
}

func TestAPanicCostsOneJudgement(t *testing.T) {
	core, logs := observer.New(zap.DebugLevel)
	settings := processortest.NewNopSettings(metadata.Type)
	settings.Logger = zap.New(core)
	sink := new(consumertest.LogsSink)
	p, err := newFactory(newFake().build).CreateLogs(t.Context(), settings, config(nil), sink)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	require.NoError(t, p.ConsumeLogs(t.Context(), batchOf("1:incident 2:panic 3:panic 4:review")))
	require.NoError(t, p.Shutdown(t.Context()))

	assert.Equal(t, "r0 a:1=incident *:opened-1 a:2,3,4=review", shape(sink.AllLogs()[0]))
	mistakes := logs.FilterLevelExact(zap.ErrorLevel).All()
	require.Len(t, mistakes, 1, "logged once")
	for _, field := range mistakes[0].Context {
		assert.NotContains(t, field.String, "secret")
	}
}

func TestNoticesNameTheirCause(t *testing.T) {
	sink := new(consumertest.LogsSink)
	settings := processortest.NewNopSettings(metadata.Type)
	settings.BuildInfo.Version = "7.8.9"
	p, err := newFactory(newFake().build).CreateLogs(t.Context(), settings, config(nil), sink)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	defer func() { require.NoError(t, p.Shutdown(t.Context())) }()
	require.NoError(t, p.ConsumeLogs(t.Context(), batchOf("1:incident")))
	own := sink.AllLogs()[0].ResourceLogs().At(0).ScopeLogs().At(1)
	assert.Equal(t, "github.com/tokendrift/tokendrift/tokendriftprocessor", own.Scope().Name())
	assert.Equal(t, "7.8.9", own.Scope().Version())
	lr := own.LogRecords().At(0)
	assert.EqualValues(t, 42, lr.ObservedTimestamp())
	assert.Equal(t, "token_drift.incident", lr.EventName())
}

func TestItSaysThatItWrites(t *testing.T) {
	p := started(t, newFake(), config(nil), consumertest.NewNop())
	assert.True(t, p.Capabilities().MutatesData)
}

func TestAnEmptyBatchPasses(t *testing.T) {
	sink := new(consumertest.LogsSink)
	p := started(t, newFake(), config(nil), sink)
	require.NoError(t, p.ConsumeLogs(t.Context(), plog.NewLogs()))
	assert.Len(t, sink.AllLogs(), 1)
}
