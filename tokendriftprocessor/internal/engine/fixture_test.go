package engine

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

const day = 24 * time.Hour

// origin0 is when every made-up history begins: a Monday.
var origin0 = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)

// defaults are the documented ones, with a small memory.
func defaults(tb testing.TB) Options {
	return Options{
		LearningPeriod: 168 * time.Hour, LearningUses: 50, HalfLife: 336 * time.Hour, MaxTokens: 1000, Budget: 0.001,
		QuietPeriod: day, ClearAfter: 72 * time.Hour, MaxLateness: 72 * time.Hour, DuplicateWindow: 10_000,
		FingerprintKey: []byte("a key of at least thirty-two bytes"), Origin: openOrigin(tb, origin.Options{}),
	}
}

func openOrigin(tb testing.TB, o origin.Options) *origin.Resolver {
	tb.Helper()
	r, err := origin.Open(o)
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, r.Close()) })
	return r
}

func writeFile(tb testing.TB, name, content string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	require.NoError(tb, os.WriteFile(path, []byte(content), 0o600))
	return path
}

func loadInventory(tb testing.TB, content string) *inventory.Inventory {
	tb.Helper()
	inv, err := inventory.Load([]string{writeFile(tb, "inventory.yaml", content)}, signal.Known)
	require.NoError(tb, err)
	return inv
}

func newEngine(tb testing.TB, o Options) *Engine {
	tb.Helper()
	e, err := New(o)
	require.NoError(tb, err)
	return e
}

// world is an engine that is fed raw records, and what it said.
type world struct {
	testing.TB
	*Engine
	reader  *source.Reader
	serial  int
	notices []*incident.Notice
}

func newWorld(tb testing.TB, e *Engine, sources ...string) *world {
	tb.Helper()
	set, err := source.Load(source.Options{Paths: sources})
	require.NoError(tb, err)
	return &world{TB: tb, Engine: e, reader: set.NewReader()}
}

func rawRecord(body string) source.Record {
	return source.Record{Body: pcommon.NewValueStr(body), Attributes: pcommon.NewMap(), Resource: pcommon.NewMap()}
}

// feed reads and judges one raw record, which arrives a second after its time,
// and gives the worst verdict of its elements.
func (w *world) feed(body string, at time.Time) (worst *incident.Verdict) {
	w.Helper()
	events, why := w.reader.Read(rawRecord(body))
	require.Equal(w, source.None, why, body)
	for i := range events {
		out := w.Judge(&events[i], Arrival{Observed: at.Add(time.Second).UnixNano()})
		w.notices = append(append(w.notices, out.Before...), out.After...)
		if v := out.Verdict; v != nil && (worst == nil || v.Level > worst.Level) {
			worst = v
		}
	}
	return worst
}

// show makes a record of a vendor at a time, with changes, and feeds it.
func (w *world) show(v vendor, at time.Time, changes ...change) *incident.Verdict {
	w.Helper()
	w.serial++
	record := v.record(at, w.serial)
	for _, c := range changes {
		for path, value := range c {
			record.set(path, value)
		}
	}
	return w.feed(marshal(w, record), at)
}

func marshal(tb testing.TB, f fields) string {
	tb.Helper()
	body, err := json.Marshal(f)
	require.NoError(tb, err)
	return string(body)
}

// play shows weeks of a steady token: eight uses a day, from nine to four,
// going through its habits in turn. It gives the day after.
func (w *world) play(v vendor, weeks int, habits ...change) time.Time {
	w.Helper()
	if len(habits) == 0 {
		habits = []change{nil}
	}
	uses := 0
	for d := range weeks * 7 {
		for hour := 9; hour < 17; hour++ {
			w.show(v, origin0.Add(time.Duration(d)*day+time.Duration(hour)*time.Hour), habits[uses%len(habits)])
			uses++
		}
	}
	return origin0.Add(time.Duration(weeks*7) * day)
}

func shows(v *incident.Verdict, name string) bool {
	return v != nil && slices.Contains(v.Signals, name)
}

// use is a plain use of a made-up grant, for what needs no raw record.
func plainUse(token, id string, at time.Time) event.Event {
	return event.Event{
		Provider: "acme", Tenant: "t", ID: id, Time: at.UnixNano(), Kind: event.KindUse,
		Subject: event.Subject{Grade: event.GradeToken, Kind: "token", Parts: [3]string{token}},
		App:     event.App{ID: "app-" + token, Name: "App " + token}, Actor: event.Actor{ID: "svc-" + token, Nature: event.NatureService},
		Action: "files.get", Class: event.ClassRead, System: "files", Outcome: event.OutcomeSuccess,
		Origin: event.Origin{Address: "192.0.2.10", UserAgent: "acme-sync/1.0"},
	}
}

// judge judges an event that arrives a second after its time.
func judgeNow(e *Engine, ev event.Event) incident.Output {
	return e.Judge(&ev, Arrival{Observed: ev.Time + int64(time.Second)})
}
