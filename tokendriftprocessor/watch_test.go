package tokendriftprocessor

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.opentelemetry.io/otel/metric/noop"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"
)

func TestNetworksReload(t *testing.T) {
	core, logs := observer.New(zap.InfoLevel)
	fake, host := newFake(), &statusHost{}
	path := filepath.Join(t.TempDir(), "ranges.yaml")
	write := func(text string) { // at once, or half a file might be read
		require.NoError(t, os.WriteFile(path+".new", []byte(text), 0o600))
		require.NoError(t, os.Rename(path+".new", path))
	}
	write("- {name: office/berlin, kind: office, cidrs: [203.0.113.0/24]}\n")
	cfg := config(func(c *Config) { c.Networks.Ranges = []string{path} })
	sources, err := cfg.Sources.load(component.TelemetrySettings{Logger: zap.NewNop()})
	require.NoError(t, err)
	networks, err := cfg.Networks.open()
	require.NoError(t, err)
	before, err := cfg.fingerprint(sources, networks)
	require.NoError(t, err)
	s := &shared{judge: fake, logger: zap.New(core), hosts: []component.Host{host}, sources: sources, networks: networks}
	s.watchNetworks(cfg, 5*time.Millisecond)
	defer s.places.Stop()
	soon := func(level zapcore.Level, count int) {
		require.Eventually(t, func() bool { return logs.FilterLevelExact(level).Len() == count }, 5*time.Second, time.Millisecond)
	}

	write("- {name: office/berlin, kind: ship, cidrs: [203.0.113.0/24]}\n")
	soon(zap.ErrorLevel, 1)
	write("- {name: office/paris, kind: office, cidrs: [203.0.113.0/24]}\n")
	soon(zap.InfoLevel, 1)
	s.places.Stop()

	assert.Same(t, s.networks, fake.options.Origin)
	assert.NotSame(t, networks, fake.options.Origin, "the new one judges")
	assert.NotEqual(t, before, fake.options.ConfigFingerprint, "and token_drift.policy says so")
	assert.Equal(t, []componentstatus.Status{componentstatus.StatusRecoverableError, componentstatus.StatusOK}, host.statuses, "said once")
	assert.Contains(t, logs.FilterLevelExact(zap.ErrorLevel).All()[0].ContextMap()["error"], path+":1")
	require.NoError(t, s.close(t.Context()))
}

func TestOneBadThingDoesNotHideAnother(t *testing.T) {
	host := &statusHost{}
	s := &shared{logger: zap.NewNop(), hosts: []component.Host{host}}
	s.inventoryFailed(errors.New("inventory"))
	s.networksFailed(errors.New("networks"))
	s.report("inventory", nil)
	s.report("networks", nil)
	bad, good := componentstatus.StatusRecoverableError, componentstatus.StatusOK
	assert.Equal(t, []componentstatus.Status{bad, bad, bad, good}, host.statuses)
}

func TestContradictionsAreLogged(t *testing.T) {
	core, logs := observer.New(zap.WarnLevel)
	s, fake := &shared{logger: zap.New(core)}, newFake()
	require.NoError(t, s.open(t.Context(), config(nil), component.TelemetrySettings{Logger: zap.NewNop(), MeterProvider: noop.NewMeterProvider()}, nil, fake.build))
	defer func() { require.NoError(t, s.close(t.Context())) }()
	logs.TakeAll()
	fake.options.Contradiction("inventory.yaml:7: exception is about no token that exists")
	require.Equal(t, 1, logs.Len())
	assert.Equal(t, "The inventory contradicts the records", logs.All()[0].Message)
	assert.Equal(t, "inventory.yaml:7: exception is about no token that exists", logs.All()[0].ContextMap()["where"])
}
