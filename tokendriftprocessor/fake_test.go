package tokendriftprocessor

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
)

// fakeJudge does what an event's action says: "review", "incident" (a verdict
// and an opening), "due" (an earlier incident closes), "late" (an opening and
// no verdict), "panic", or nothing. A known id is a duplicate.
type fakeJudge struct {
	mu          sync.Mutex
	verdicts    map[string]*incident.Verdict
	kinds       []event.Kind
	inventories []*inventory.Inventory
	options     engine.Options
	stats       engine.Stats
}

func (f *fakeJudge) Judge(ev *event.Event, _ engine.Arrival) (out incident.Output) {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := strings.Clone(ev.ID)
	if v, held := f.verdicts[id]; held {
		return incident.Output{Verdict: v}
	}
	f.kinds = append(f.kinds, ev.Kind)
	notice := func(state incident.State) []*incident.Notice {
		return []*incident.Notice{{State: state, Body: string(state) + "-" + id, Verdict: incident.Verdict{Level: incident.LevelIncident, IncidentID: "td-" + id}}}
	}
	for action := range strings.SplitSeq(ev.Action, "+") {
		switch action {
		case "review":
			out.Verdict = &incident.Verdict{Level: incident.LevelReview, Score: 1, Reason: "review " + id}
		case "incident":
			out.Verdict = &incident.Verdict{Level: incident.LevelIncident, Score: 2, IncidentID: "td-" + id, Severity: incident.SeverityHigh, Reason: "incident " + id}
			out.After = notice(incident.StateOpened)
		case "late":
			out.After = notice(incident.StateOpened)
		case "due":
			out.Before = notice(incident.StateClosed)
		case "panic":
			panic("secret content of " + id)
		}
	}
	f.verdicts[id] = out.Verdict
	return out
}

// Identify gives the actor as token, and what stands before a dot in it as
// partition.
func (f *fakeJudge) Identify(ev *event.Event) engine.Identity {
	partition, _, _ := strings.Cut(ev.Actor.ID, ".")
	return engine.Identity{TokenID: strings.Clone(ev.Actor.ID), Partition: strings.Clone(partition), Kind: ev.Kind.String()}
}

func (f *fakeJudge) SetInventory(inv *inventory.Inventory) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.inventories = append(f.inventories, inv)
}

func (f *fakeJudge) SetOrigin(r *origin.Resolver, config [32]byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.options.Origin, f.options.ConfigFingerprint = r, config
}

func (f *fakeJudge) Stats() engine.Stats { return f.stats }

func newFake() *fakeJudge { return &fakeJudge{verdicts: map[string]*incident.Verdict{}} }

func (f *fakeJudge) build(o engine.Options) (judge, error) {
	f.options = o
	return f, nil
}

func config(change func(*Config)) *Config {
	cfg := createDefaultConfig().(*Config)
	if change != nil {
		change(cfg)
	}
	return cfg
}

// started makes a processor with the fake and starts it.
func started(t *testing.T, fake *fakeJudge, cfg *Config, next consumer.Logs) processor.Logs {
	t.Helper()
	p, err := newFactory(fake.build).CreateLogs(t.Context(), processortest.NewNopSettings(metadata.Type), cfg, next)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	t.Cleanup(func() { require.NoError(t, p.Shutdown(context.WithoutCancel(t.Context()))) })
	return p
}

// element is an Okta record from "id:action" or "id:action@actor".
func element(s string) string {
	s, actor, _ := strings.Cut(s, "@")
	id, action, _ := strings.Cut(s, ":")
	if actor == "" {
		actor = "a"
	}
	return fmt.Sprintf(`{"uuid":%q,"published":"2026-03-02T09:00:00Z","eventType":%q,"actor":{"id":%q},"target":[]}`, id, action, actor)
}

// batchOf makes a resource per argument, with scopes between bars, and records
// between spaces: "1:ok 2:review|3:ok". Elements of one record are joined by
// commas, "!" before a record marks a fact, and "?" one that is unreadable.
func batchOf(resources ...string) plog.Logs {
	ld := plog.NewLogs()
	for i, scopes := range resources {
		rl := ld.ResourceLogs().AppendEmpty()
		rl.Resource().Attributes().PutStr("service.name", fmt.Sprintf("r%d", i))
		for j, records := range strings.Split(scopes, "|") {
			sl := rl.ScopeLogs().AppendEmpty()
			sl.Scope().SetName(string(rune('a' + j)))
			for record := range strings.FieldsSeq(records) {
				fill(sl.LogRecords().AppendEmpty(), record)
			}
		}
	}
	return ld
}

func fill(lr plog.LogRecord, record string) {
	lr.SetObservedTimestamp(42)
	if rest, ok := strings.CutPrefix(record, "!"); ok {
		lr.Attributes().PutStr("token_drift.kind", "fact")
		record = rest
	}
	id, _, _ := strings.Cut(record, ":")
	lr.Attributes().PutStr("id", id)
	if strings.HasPrefix(record, "?") {
		lr.Body().SetStr("not a record")
		return
	}
	parts := strings.Split(record, ",")
	for i := range parts {
		parts[i] = element(parts[i])
	}
	if len(parts) == 1 {
		lr.Body().SetStr(parts[0])
		return
	}
	lr.Body().SetStr("[" + strings.Join(parts, ",") + "]")
}

// shape is what a batch looks like: "r0 a:1 2 *:opened-2 a:3; r1 ...", where *
// is our scope and a record's verdict stands after its id.
func shape(ld plog.Logs) string {
	var resources []string
	for _, rl := range ld.ResourceLogs().All() {
		name, _ := rl.Resource().Attributes().Get("service.name")
		parts := []string{name.Str()}
		for _, sl := range rl.ScopeLogs().All() {
			scope := sl.Scope().Name()
			if scope == metadata.ScopeName {
				scope = "*"
			}
			var records []string
			for _, lr := range sl.LogRecords().All() {
				records = append(records, recordShape(lr))
			}
			parts = append(parts, scope+":"+strings.Join(records, ","))
		}
		resources = append(resources, strings.Join(parts, " "))
	}
	return strings.Join(resources, "; ")
}

func recordShape(lr plog.LogRecord) string {
	if lr.EventName() != "" {
		return lr.Body().Str()
	}
	id, _ := lr.Attributes().Get("id")
	verdict, ok := lr.Attributes().Get("token_drift.verdict")
	if !ok {
		return id.Str()
	}
	return id.Str() + "=" + verdict.Str()
}
