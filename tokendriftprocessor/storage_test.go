package tokendriftprocessor

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// filled is a disk after one process, and what is said of the rest of its
// stream by one that goes on with what it left, or begins anew.
func filled(t *testing.T) (d *disk, rest, goesOn, anew []string) {
	t.Helper()
	stream := estate(3000)
	whole := uninterrupted(t, stream, nil)
	d = newDisk()
	sink := new(consumertest.LogsSink)
	p, _ := process(t, d, storing(nil), sink)
	feed(t, p, stream[:2000], 100)
	stopped(t, p)
	rest = stream[2000:]
	return d, rest, whole[len(flat(sink)):], uninterrupted(t, rest, nil)
}

// one value of the disk whose key holds all of some words, the last of them in
// order.
func (d *disk) one(t *testing.T, words ...string) (found string) {
	t.Helper()
	for key := range d.values {
		all := true
		for _, word := range words {
			all = all && strings.Contains(key, word)
		}
		if all && key > found {
			found = key
		}
	}
	require.NotEmpty(t, found, "a key with %v", words)
	return found
}

func (d *disk) manifests() (keys []string) {
	for key := range d.values {
		if strings.Contains(key, "/manifest/") {
			keys = append(keys, key)
		}
	}
	return keys
}

// TestWhatCannotBeReadIsSetAside: whatever is wrong with a checkpoint, records
// pass, the status and one line say so, and learning begins anew.
func TestWhatCannotBeReadIsSetAside(t *testing.T) {
	good, rest, goesOn, anew := filled(t)
	require.NotEqual(t, goesOn, anew)
	flip := func(b []byte) []byte { b[len(b)/2] ^= 4; return b }
	each := func(change func([]byte) []byte) func(*testing.T, *disk) {
		return func(_ *testing.T, d *disk) {
			for _, key := range d.manifests() {
				d.values[key] = change(bytes.Clone(d.values[key]))
			}
		}
	}
	at := func(change func([]byte) []byte, words ...string) func(*testing.T, *disk) {
		return func(t *testing.T, d *disk) {
			key := d.one(t, words...)
			d.values[key] = change(bytes.Clone(d.values[key]))
		}
	}
	for name, c := range map[string]struct {
		harm func(*testing.T, *disk)
		says string
	}{
		"truncated":           {each(func(b []byte) []byte { return b[:len(b)-7] }), "checksum"},
		"bit flipped":         {each(flip), "checksum"},
		"empty":               {each(func([]byte) []byte { return []byte{} }), "empty"},
		"foreign":             {each(func([]byte) []byte { return []byte("{\"some\": \"other program's\"}") }), "none of this program's"},
		"foreign, text":       {each(func([]byte) []byte { return []byte("\x00 other bytes") }), "none of this program's"},
		"of a future version": {each(func(b []byte) []byte { b[3] = 3; return b }), "newer version"},
		"gone": {func(_ *testing.T, d *disk) {
			for _, key := range d.manifests() {
				delete(d.values, key)
			}
		}, "no manifest"},
		"entry damaged":          {at(flip, "era"), "entry is damaged"},
		"entry empty":            {at(func([]byte) []byte { return []byte{} }, "era"), "entry is damaged"},
		"page of the list":       {at(flip, "/list/0/"), "list of tokens"},
		"page of the list, gone": {func(t *testing.T, d *disk) { delete(d.values, d.one(t, "/list/0/")) }, "list of tokens"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := good.copied()
			c.harm(t, d)
			before := d.copied()
			sink := new(consumertest.LogsSink)
			p, host := process(t, d, storing(nil), sink)
			feed(t, p, rest, 100)
			require.Eventually(t, func() bool { return len(host.lines()) > 1 }, 5*time.Second, time.Millisecond)
			stopped(t, p)
			same(t, anew, texts(t, flat(sink)), name)
			lines := strings.Join(host.lines(), "\n")
			assert.Equal(t, 1, strings.Count(lines, "set aside"), lines)
			assert.Contains(t, lines, c.says)
			assert.Contains(t, lines, "works again")
			seen := host.seen()
			require.NotEmpty(t, seen)
			assert.Equal(t, componentstatus.StatusRecoverableError, seen[0])
			assert.Equal(t, componentstatus.StatusOK, seen[len(seen)-1])
			for key, value := range before.values {
				if key != "era" {
					assert.Equal(t, value, d.values[key], "what is set aside stays: %s", key)
				}
			}
		})
	}
}

// TestOneOfTwoManifestsIsEnough: the checkpoint before the last one still
// holds together.
func TestOneOfTwoManifestsIsEnough(t *testing.T) {
	good, rest, _, _ := filled(t)
	keys := good.manifests()
	require.Len(t, keys, 2)
	for _, key := range keys {
		d := good.copied()
		d.values[key] = []byte("damaged")
		p, host := process(t, d, storing(nil), consumertest.NewNop())
		feed(t, p, rest[:100], 100)
		stopped(t, p)
		lines := strings.Join(host.lines(), "\n")
		assert.NotContains(t, lines, "set aside")
		assert.Contains(t, lines, "damaged")
	}
}

func TestADamagedBaselineCostsOneToken(t *testing.T) {
	good, rest, goesOn, _ := filled(t)
	d, n := good.copied(), 0
	for key, value := range d.values {
		if strings.Contains(key, "/t/") && n < 4 {
			value = bytes.Clone(value)
			value[len(value)-3] ^= 1
			d.values[key] = value
			n++
		}
	}
	sink := new(consumertest.LogsSink)
	p, host := process(t, d, storing(nil), sink)
	feed(t, p, rest, 100)
	stopped(t, p)
	got := texts(t, flat(sink))
	differ := 0
	for i := range min(len(got), len(goesOn)) {
		if got[i] != goesOn[i] {
			differ++
		}
	}
	assert.Less(t, differ, len(goesOn)/2)
	assert.LessOrEqual(t, len(host.lines()), 1)
}

func TestAChangedKeyBeginsAnewAndSaysSo(t *testing.T) {
	good, rest, _, _ := filled(t)
	p, host := process(t, good.copied(), storing(func(c *Config) { c.FingerprintKey += "x" }), consumertest.NewNop())
	feed(t, p, rest[:100], 100)
	stopped(t, p)
	assert.Contains(t, strings.Join(host.lines(), "\n"), "another fingerprint_key")
}

// TestAChangedConfigurationKeepsTheBaselines, and so does one changed back.
func TestAChangedConfigurationKeepsTheBaselines(t *testing.T) {
	good, rest, _, _ := filled(t)
	for name, change := range map[string]func(*Config){
		"budget":   func(c *Config) { c.Incidents.FalseIncidentBudget = 0.01 },
		"fewer":    func(c *Config) { c.Baseline.MaxTokens = 20 },
		"windows":  func(c *Config) { c.DuplicateWindow = 10; c.Incidents.ClearAfter = time.Hour },
		"learning": func(c *Config) { c.Baseline.LearningUses = 5; c.Mode = ModeForward },
	} {
		sink := new(consumertest.LogsSink)
		p, host := process(t, good.copied(), storing(change), sink)
		feed(t, p, rest, 100)
		stopped(t, p)
		assert.Empty(t, host.lines(), name)
		old := 0
		for _, lr := range flat(sink) {
			if since := said(lr, "baseline.since"); since != "" && since < "2026-03-05" {
				old++
			}
		}
		assert.Positive(t, old, name)
	}
}

var errDisk = errors.New("the disk is gone")

// TestAStorageThatFailsStopsNothing: whenever it begins to fail and however,
// records pass, are judged and learned from, and what was learned reaches
// the storage once it works again.
func TestAStorageThatFailsStopsNothing(t *testing.T) {
	stream := estate(3000)
	want := uninterrupted(t, stream, nil)
	for name, err := range map[string]error{"fails": errDisk, "full": storage.ErrStorageFull} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, sink := newDisk(), new(consumertest.LogsSink)
			d.fails = err // from the start
			p, host := process(t, d, storing(nil), sink)
			feed(t, p, stream[:1000], 100)
			require.Eventually(t, func() bool { return len(host.lines()) == 1 }, 5*time.Second, time.Millisecond)
			d.change(func(d *disk) { d.fails = nil })
			require.Eventually(t, func() bool { return len(host.lines()) == 2 }, 5*time.Second, time.Millisecond)
			feed(t, p, stream[1000:1500], 100)
			d.change(func(d *disk) { d.fails = err })
			feed(t, p, stream[1500:2000], 100)
			require.Eventually(t, func() bool { return len(host.lines()) == 3 }, 5*time.Second, time.Millisecond)
			d.change(func(d *disk) { d.fails = nil })
			stopped(t, p)
			assert.Len(t, host.lines(), 4, "told once each time, and its end: %v", host.lines())
			p, host = process(t, d, storing(nil), sink)
			feed(t, p, stream[2000:], 100)
			stopped(t, p)
			assert.Empty(t, host.lines())
			same(t, want, texts(t, flat(sink)), name)
		})
	}
}

func TestASlowStorageStopsNothing(t *testing.T) {
	t.Parallel()
	good, rest, goesOn, _ := filled(t)
	d, sink := good.copied(), new(consumertest.LogsSink)
	p, host := process(t, d, storing(nil), sink)
	d.change(func(d *disk) { d.slow = 300 * time.Millisecond })
	start := time.Now()
	feed(t, p, rest[:200], 100)
	assert.Less(t, time.Since(start), 4*time.Second)
	d.change(func(d *disk) { d.slow = 0 })
	feed(t, p, rest[200:], 100)
	stopped(t, p)
	assert.Empty(t, host.lines())
	same(t, goesOn, texts(t, flat(sink)), "slow")
}

// TestTwoPipelinesShareOneClient, whoever starts or stops first.
func TestTwoPipelinesShareOneClient(t *testing.T) {
	for _, firstStops := range []bool{true, false} {
		d := newDisk()
		host := &diskHost{disk: d}
		f, cfg := NewFactory(), storing(nil)
		one, two := create(t, f, cfg, consumertest.NewNop()), create(t, f, cfg, consumertest.NewNop())
		require.NoError(t, two.Start(t.Context(), host))
		require.NoError(t, one.Start(t.Context(), host))
		feed(t, one, estate(100), 10)
		if firstStops {
			one, two = two, one
		}
		stopped(t, two)
		assert.Equal(t, 1, d.open)
		feed(t, one, estate(200), 10)
		stopped(t, one)
		assert.Equal(t, 0, d.open)
		assert.Equal(t, 1, d.clients)
	}
}

func TestNoCredentialIsStored(t *testing.T) {
	d := newDisk()
	stream := estate(1500)
	for i := range stream {
		stream[i] = strings.ReplaceAll(stream[i], `"transaction":{`, `"authenticationContext":{"externalSessionId":"SESSIONcredential`+string(rune('a'+i%20))+`"},"transaction":{`)
	}
	core := &diskHost{}
	for _, part := range [][]string{stream[:700], stream[700:]} {
		p, host := process(t, d, storing(func(c *Config) { c.Baseline.MaxTokens = 30 }), consumertest.NewNop())
		feed(t, p, part, 50)
		if len(part) == 800 { // what a crash leaves behind
			require.Eventually(t, func() bool { return len(d.copied().values) > 50 }, 5*time.Second, time.Millisecond)
		}
		stopped(t, p)
		core = host
	}
	require.Greater(t, len(d.values), 100)
	for key, value := range d.values {
		for _, secret := range []string{"credential", "SESSION"} {
			assert.NotContains(t, key, secret)
			assert.False(t, bytes.Contains(value, []byte(secret)), "in %s", key)
		}
	}
	assert.NotContains(t, strings.Join(core.lines(), ""), "credential")
}

// TestStorageIsBounded floods a storage that may hold 300 tokens: those that
// have learned stay.
func TestStorageIsBounded(t *testing.T) {
	d, sink := newDisk(), new(consumertest.LogsSink)
	few := func(c *Config) {
		c.Baseline.MaxTokens, c.Baseline.MaxStoredTokens, c.Baseline.LearningUses = 50, 2000, 5
	}
	p, _ := process(t, d, storing(few), sink)
	var stream, flood []string
	for i := range 1000 {
		stream = append(stream, oktaUse(i, monday.Add(time.Duration(i)*time.Hour), i%10, "198.51.100.20", "okta-sdk-golang/2.20.0", "user.account.update_profile"))
	}
	end := monday.Add(1000 * time.Hour)
	for i := range 8000 { // so few that all find room to wait in, however slow the disk is
		flood = append(flood, oktaUse(10_000+i, end.Add(time.Duration(i)*time.Second), 50_000+i, "198.51.100.20", "okta-sdk-golang/2.20.0", "user.account.update_profile"))
	}
	feed(t, p, stream, 100)
	feed(t, p, flood, 1000)
	stopped(t, p)
	tokens := map[string]bool{}
	for key := range d.values {
		if _, token, ok := strings.Cut(key, "/t/"); ok {
			tokens[token[:32]] = true
		}
	}
	assert.Less(t, len(tokens), 2000+1024+2, "a page more at most")
	p, host := process(t, d, storing(few), sink)
	from := len(flat(sink))
	for i := range 10 {
		feed(t, p, []string{oktaUse(40_000+i, end.Add(6*time.Hour), i, "203.0.113.9", "curl/8", "system.api_token.create")}, 1)
	}
	require.NoError(t, p.Shutdown(context.WithoutCancel(t.Context())))
	assert.Empty(t, host.lines())
	known := 0
	for _, lr := range flat(sink)[from:] {
		if said(lr, "baseline.uses") == "100" {
			known++
		}
	}
	assert.GreaterOrEqual(t, known, 10)
}

// TestAnEndThatIsToldLateFindsATokenInStorage: its person had left before its
// last use, and by the time that is told it has left memory.
func TestAnEndThatIsToldLateFindsATokenInStorage(t *testing.T) {
	d, sink := newDisk(), new(consumertest.LogsSink)
	p, _ := process(t, d, storing(func(c *Config) { c.Baseline.MaxTokens = 10 }), sink)
	use := func(n, token int) {
		feed(t, p, []string{oktaUse(n, monday.Add(time.Duration(n)*time.Hour), token, "198.51.100.20", "okta-sdk-golang/2.20.0", "user.account.update_profile")}, 1)
	}
	for n := range 10 {
		use(n, 1)
	}
	for n := range 40 {
		use(10+n, 100+n)
	}
	require.Eventually(t, func() bool { return len(d.copied().values) > 30 }, 5*time.Second, time.Millisecond)
	before := len(flat(sink))
	feed(t, p, []string{oktaLeaver(1000, monday.Add(8*time.Hour+30*time.Minute), 1)}, 1)
	stopped(t, p)
	var told []string
	for _, lr := range flat(sink)[before:] {
		if lr.EventName() == "token_drift.incident" {
			told = append(told, said(lr, "token.actor")+said(lr, "reason"))
		}
	}
	require.Len(t, told, 1)
	assert.Contains(t, told[0], "svc1@acme.example")
}
