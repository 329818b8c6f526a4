package tokendriftprocessor

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/storagetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

func create(t *testing.T, f processor.Factory, cfg *Config, next consumer.Logs) processor.Logs {
	t.Helper()
	p, err := f.CreateLogs(t.Context(), processortest.NewNopSettings(metadata.Type), cfg, next)
	require.NoError(t, err)
	return p
}

func TestTwoPipelinesShareOneEngine(t *testing.T) {
	for _, firstStops := range []bool{true, false} {
		built := 0
		f := newFactory(func(o engine.Options) (judge, error) {
			built++
			return newFake().build(o)
		})
		cfg := config(nil)
		sinks := [2]consumertest.LogsSink{}
		one, two := create(t, f, cfg, &sinks[0]), create(t, f, cfg, &sinks[1])
		for _, p := range []processor.Logs{one, two} {
			require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
		}
		require.NoError(t, one.ConsumeLogs(t.Context(), batchOf("1:incident")))
		require.NoError(t, two.ConsumeLogs(t.Context(), batchOf("1:incident 2:review")))
		assert.Equal(t, 1, built)
		assert.Equal(t, "r0 a:1=incident *:opened-1", shape(sinks[0].AllLogs()[0]))
		assert.Equal(t, "r0 a:1=incident,2=review", shape(sinks[1].AllLogs()[0]), "the same tags and no second incident")

		stops := []processor.Logs{one, two}
		if !firstStops {
			stops[0], stops[1] = two, one
		}
		require.NoError(t, stops[0].Shutdown(t.Context()))
		require.NoError(t, stops[1].ConsumeLogs(t.Context(), batchOf("3:review")), "the other still runs")
		require.NoError(t, stops[1].Shutdown(t.Context()))
		require.NoError(t, stops[1].Shutdown(t.Context()), "twice does no harm")

		// After a full stop it begins anew.
		require.NoError(t, one.Start(t.Context(), componenttest.NewNopHost()))
		assert.Equal(t, 2, built)
		require.NoError(t, one.Shutdown(t.Context()))
	}
}

func TestConfigurationsDoNotShare(t *testing.T) {
	built := 0
	f := newFactory(func(o engine.Options) (judge, error) {
		built++
		return newFake().build(o)
	})
	for range 2 {
		p := create(t, f, config(nil), consumertest.NewNop())
		require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
		t.Cleanup(func() { require.NoError(t, p.Shutdown(context.WithoutCancel(t.Context()))) })
	}
	assert.Equal(t, 2, built)
}

func TestShutdownWithoutStart(t *testing.T) {
	f := newFactory(newFake().build)
	cfg := config(nil)
	one, two := create(t, f, cfg, consumertest.NewNop()), create(t, f, cfg, consumertest.NewNop())
	require.NoError(t, one.Start(t.Context(), componenttest.NewNopHost()))
	require.NoError(t, two.Shutdown(t.Context()), "was never started")
	require.NoError(t, one.ConsumeLogs(t.Context(), batchOf("1:ok")))
	require.NoError(t, one.Shutdown(t.Context()))
}

func TestAnEngineThatCannotStart(t *testing.T) {
	f := newFactory(func(engine.Options) (judge, error) { return nil, errors.New("no memory") })
	p := create(t, f, config(nil), consumertest.NewNop())
	require.ErrorContains(t, p.Start(t.Context(), componenttest.NewNopHost()), "no memory")
	require.NoError(t, p.Shutdown(t.Context()))
}

func TestTheEngineGetsTheConfiguration(t *testing.T) {
	fake := newFake()
	started(t, fake, config(func(c *Config) {
		c.Baseline.MaxTokens = 7
		c.Incidents.Criteria = map[string]string{"new_network": "ignore"}
		c.FingerprintKey = "0123456789abcdef0123456789abcdef"
	}), consumertest.NewNop())
	o := fake.options
	assert.Equal(t, 168*time.Hour, o.LearningPeriod)
	assert.Equal(t, 50, o.LearningUses)
	assert.Equal(t, 336*time.Hour, o.HalfLife)
	assert.Equal(t, 7, o.MaxTokens)
	assert.InDelta(t, 0.001, o.Budget, 0)
	assert.Equal(t, map[string]string{"new_network": "ignore"}, o.Criteria)
	assert.Equal(t, 24*time.Hour, o.QuietPeriod)
	assert.Equal(t, 72*time.Hour, o.ClearAfter)
	assert.Equal(t, 72*time.Hour, o.MaxLateness)
	assert.Equal(t, 1_000_000, o.DuplicateWindow)
	assert.Equal(t, "0123456789abcdef0123456789abcdef", string(o.FingerprintKey))
	assert.NotNil(t, o.Origin)
	assert.False(t, o.Inventory.Declared())
	assert.Contains(t, o.Step("okta", "okta_system_log", "verify"), "System Log")
}

func TestTheFingerprintIsOfWhatJudges(t *testing.T) {
	of := func(change func(*Config)) [32]byte {
		fake := newFake()
		started(t, fake, config(change), consumertest.NewNop())
		return fake.options.ConfigFingerprint
	}
	plain := of(nil)
	for name, c := range map[string]struct {
		change func(*Config)
		same   bool
	}{
		"nothing":    {func(*Config) {}, true},
		"mode":       {func(c *Config) { c.Mode = ModeForward }, true},
		"format":     {func(c *Config) { c.Incidents.Format = "ocsf" }, true},
		"checkpoint": {func(c *Config) { c.CheckpointInterval = time.Hour }, true},
		"key":        {func(c *Config) { c.FingerprintKey = "0123456789abcdef0123456789abcdef" }, true},
		"budget":     {func(c *Config) { c.Incidents.FalseIncidentBudget = 0.01 }, false},
		"criteria":   {func(c *Config) { c.Incidents.Criteria = map[string]string{"new_network": "ignore"} }, false},
		"half life":  {func(c *Config) { c.Baseline.HalfLife = time.Hour }, false},
		"sources":    {func(c *Config) { c.Sources.Include = []string{"okta"} }, false},
		"ranges":     {func(c *Config) { c.Networks.Ranges = []string{"testdata/ranges.yaml"} }, false},
	} {
		assert.Equal(t, c.same, plain == of(c.change), name)
	}
}

func TestWarningsAtStart(t *testing.T) {
	start := func(host component.Host, change func(*Config)) ([]string, error) {
		core, logs := observer.New(zap.WarnLevel)
		settings := processortest.NewNopSettings(metadata.Type)
		settings.Logger = zap.New(core)
		f := newFactory(newFake().build)
		cfg := config(change)
		var err error
		for range 2 { // two pipelines, one warning
			p, createErr := f.CreateLogs(t.Context(), settings, cfg, consumertest.NewNop())
			require.NoError(t, createErr)
			err = errors.Join(err, p.Start(t.Context(), host))
			t.Cleanup(func() { require.NoError(t, p.Shutdown(context.WithoutCancel(t.Context()))) })
		}
		var messages []string
		for _, entry := range logs.All() {
			messages = append(messages, entry.Message)
		}
		return messages, err
	}
	withKey := func(change func(*Config)) func(*Config) {
		return func(c *Config) {
			c.FingerprintKey = "0123456789abcdef0123456789abcdef"
			change(c)
		}
	}
	messages, err := start(componenttest.NewNopHost(), nil)
	require.NoError(t, err)
	require.Len(t, messages, 1)
	assert.Contains(t, messages[0], "fixed public key")

	messages, err = start(componenttest.NewNopHost(), withKey(func(*Config) {}))
	require.NoError(t, err)
	assert.Empty(t, messages)

	host := storagetest.NewStorageHost().WithInMemoryStorageExtension("state").WithNonStorageExtension("other")
	stores, other, missing := storagetest.NewStorageID("state"), storagetest.NewNonStorageID("other"), component.MustNewID("absent")
	messages, err = start(host, withKey(func(c *Config) { c.Storage = &stores }))
	require.NoError(t, err)
	assert.Empty(t, messages)

	_, err = start(host, withKey(func(c *Config) { c.Storage = &missing }))
	require.ErrorContains(t, err, `storage: extension "absent" not found`)
	_, err = start(host, withKey(func(c *Config) { c.Storage = &other }))
	require.ErrorContains(t, err, "cannot store")
}

// statusHost keeps the statuses that a component reports.
type statusHost struct {
	mu       sync.Mutex
	statuses []componentstatus.Status
}

func (*statusHost) GetExtensions() map[component.ID]component.Component { return nil }

func (h *statusHost) Report(e *componentstatus.Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.statuses = append(h.statuses, e.Status())
}

func TestInventoryReload(t *testing.T) {
	core, logs := observer.New(zap.InfoLevel)
	fake, host := newFake(), &statusHost{}
	s := &shared{judge: fake, logger: zap.New(core), hosts: []component.Host{host}}
	path := filepath.Join(t.TempDir(), "inventory.yaml")
	write := func(text string) { require.NoError(t, os.WriteFile(path, []byte(text), 0o600)) }
	write("owners: []\n")
	current, err := inventory.Load([]string{path}, signal.Known)
	require.NoError(t, err)
	w := inventory.NewWatcher([]string{path}, signal.Known, 5*time.Millisecond, current, s.inventoryLoaded, s.inventoryFailed)
	w.Start()
	defer w.Stop()
	soon := func(done func() bool) { require.Eventually(t, done, 5*time.Second, time.Millisecond) }

	write("owners:\n  - {id: gus@example.com, status: gone}\n")
	soon(func() bool { return s.reloadFailures.Load() == 1 })
	write("owners:\n  - {id: gus@example.com, status: offboarded}\n")
	soon(func() bool { return s.reloads.Load() == 1 })
	write("owners:\n  - {id: gus@example.com, status: active}\n")
	soon(func() bool { return s.reloads.Load() == 2 })
	w.Stop()

	assert.Len(t, fake.inventories, 2, "the bad one changed nothing")
	assert.Equal(t, []componentstatus.Status{componentstatus.StatusRecoverableError, componentstatus.StatusOK}, host.statuses, "said once")
	failures := logs.FilterLevelExact(zap.ErrorLevel).All()
	require.Len(t, failures, 1)
	assert.Contains(t, failures[0].ContextMap()["error"], path+":2")
	assert.Contains(t, failures[0].ContextMap()["error"], "gone")
	assert.Equal(t, 2, logs.FilterLevelExact(zap.InfoLevel).Len())
}
