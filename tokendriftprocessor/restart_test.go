package tokendriftprocessor

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/metadata"
)

// estate is weeks of 40 API tokens, with thefts, leavers, late records,
// duplicates and tokens that come and go.
func estate(records int) (stream []string) {
	random := rand.New(rand.NewPCG(1, 2))
	for i := range records {
		at := monday.Add(time.Duration(i) * 15 * time.Minute)
		token, address, agent, operation := random.IntN(40), "198.51.100", "okta-sdk-golang/2.20.0", "user.account.update_profile"
		switch n := random.IntN(300); {
		case n == 0: // a thief takes a few calls
			address, agent := fmt.Sprintf("203.0.%d", random.IntN(200)), fmt.Sprintf("curl/%d", random.IntN(9))
			for j, operation := range thefts {
				stream = append(stream, oktaUse(100_000+10*i+j, at.Add(time.Duration(j)*time.Minute), token, address+".20", agent, operation))
			}
			continue
		case n == 1 && i%3 == 0:
			stream = append(stream, oktaLeaver(i, at, token))
			continue
		case n < 5:
			address = fmt.Sprintf("192.0.%d", random.IntN(100))
		case n < 10:
			at = at.Add(-time.Duration(random.IntN(90)) * time.Hour)
		case n < 15:
			token = 1000 + random.IntN(500) // rare ones
		case n < 20 && len(stream) > 10:
			stream = append(stream, stream[len(stream)-1-random.IntN(10)])
			continue
		}
		stream = append(stream, oktaUse(i, at, token, address+".20", agent, operation))
	}
	return stream
}

// thefts is what a thief does, in this order.
var thefts = [...]string{
	"system.api_token.create", "user.session.clear", "group.user_membership.add", "app.generic.unauth_app_access_attempt",
	"user.account.reset_password", "policy.rule.deactivate", "application.user_membership.add", "zone.delete",
}

func oktaUse(n int, at time.Time, token int, address, agent, operation string) string {
	return fmt.Sprintf(`{"uuid":"e-%d","published":%q,"eventType":%q,
		"actor":{"id":"00u1svc%d","type":"User","alternateId":"svc%d@acme.example"},
		"client":{"ipAddress":%q,"userAgent":{"rawUserAgent":%q}},
		"outcome":{"result":"SUCCESS"},"target":[{"id":"00u2","type":"User","alternateId":"x@acme.example"}],
		"transaction":{"type":"WEB","id":"t","detail":{"requestApiTokenId":"00Tcredential%d"}},
		"securityContext":{"asNumber":%d}}`, n, at.Format("2006-01-02T15:04:05.000Z"), operation, token, token, address, agent, token, len(address))
}

func oktaLeaver(n int, at time.Time, token int) string {
	return fmt.Sprintf(`{"uuid":"e-%d","published":%q,"eventType":"user.lifecycle.deactivate",
		"actor":{"id":"00u9admin","type":"User","alternateId":"admin@acme.example"},"outcome":{"result":"SUCCESS"},
		"target":[{"id":"00u1svc%d","type":"User","alternateId":"svc%d@acme.example"}]}`, n, at.Format("2006-01-02T15:04:05.000Z"), token, token)
}

func storing(change func(*Config)) *Config {
	return config(func(c *Config) {
		c.Storage = &diskID
		c.FingerprintKey = "a fingerprint key of at least thirty-two bytes"
		c.CheckpointInterval = 100 * time.Millisecond
		c.Incidents.Criteria = map[string]string{"new_client": "incident"} // so that the stream says much
		c.Baseline.LearningUses = 10
		if change != nil {
			change(c)
		}
	})
}

// process starts a processor over a disk, as a new process would.
func process(t *testing.T, d *disk, cfg *Config, next consumer.Logs) (processor.Logs, *diskHost) {
	t.Helper()
	host := &diskHost{disk: d}
	settings := processortest.NewNopSettings(metadata.Type)
	settings.ID = component.NewID(metadata.Type) // as of the process before
	core, logs := observer.New(zap.InfoLevel)
	settings.Logger, host.logs = zap.New(core), logs
	p, err := NewFactory().CreateLogs(t.Context(), settings, cfg, next)
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), host))
	return p, host
}

func stopped(t *testing.T, p processor.Logs) {
	t.Helper()
	require.NoError(t, p.Shutdown(context.WithoutCancel(t.Context())))
}

func feed(t *testing.T, p processor.Logs, records []string, size int) {
	t.Helper()
	for len(records) > 0 {
		n := min(size, len(records))
		require.NoError(t, p.ConsumeLogs(t.Context(), logsOf(records[:n]...)))
		records = records[n:]
	}
}

// uninterrupted is what one process says of a stream, without storage.
func uninterrupted(t *testing.T, stream []string, change func(*Config)) []string {
	t.Helper()
	sink := new(consumertest.LogsSink)
	cfg := storing(change)
	cfg.Storage = nil
	p, _ := process(t, nil, cfg, sink)
	feed(t, p, stream, 100)
	stopped(t, p)
	return texts(t, flat(sink))
}

func same(t *testing.T, want, got []string, what string) {
	t.Helper()
	for i := range min(len(want), len(got)) {
		require.Equal(t, want[i], got[i], "%s: record %d", what, i)
	}
	require.Len(t, got, len(want), what)
}

func TestARestartChangesNothing(t *testing.T) {
	stream := estate(6000)
	want := uninterrupted(t, stream, nil)
	said := 0
	for _, line := range want {
		if strings.Contains(line, "token_drift.incident ") {
			said++
		}
	}
	require.Greater(t, said, 10, "the stream must say something")
	for name, cuts := range map[string][]int{"one": {3000}, "many": {1, 500, 501, 2000, 2700, 4000, 5999}} {
		t.Run(name, func(t *testing.T) {
			d, sink, from := newDisk(), new(consumertest.LogsSink), 0
			for _, to := range append(cuts, len(stream)) {
				p, host := process(t, d, storing(nil), sink)
				feed(t, p, stream[from:to], 70)
				stopped(t, p)
				assert.Empty(t, host.seen(), "no problem")
				assert.Empty(t, host.lines())
				from = to
			}
			same(t, want, texts(t, flat(sink)), name)
		})
	}
}

func TestWhatLeavesMemoryComesBack(t *testing.T) {
	stream := estate(6000)
	want := uninterrupted(t, stream, nil)
	d, sink := newDisk(), new(consumertest.LogsSink)
	few := func(c *Config) { c.Baseline.MaxTokens = 12 }
	for _, part := range [][]string{stream[:2500], stream[2500:]} {
		p, host := process(t, d, storing(few), sink)
		feed(t, p, part, 70)
		stopped(t, p)
		assert.Empty(t, host.lines())
	}
	got := texts(t, flat(sink))
	policy := func(lines []string) (all []string) { // the configuration is another one
		for _, line := range lines {
			i := strings.Index(line, "token_drift.policy:")
			if i >= 0 {
				line = line[:i] + line[i+len("token_drift.policy:")+16:]
			}
			all = append(all, line)
		}
		return all
	}
	same(t, policy(want), policy(got), "with 12 places")
}
