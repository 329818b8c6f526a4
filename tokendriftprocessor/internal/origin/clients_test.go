package origin

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestClassDoesNotDependOnCacheOrSeed(t *testing.T) {
	small, large := NewClients(1, [16]byte{1}), NewClients(4096, [16]byte{2})
	for range 3 {
		for _, a := range agents {
			assert.Equal(t, large.Class(a.agent), small.Class(a.agent))
		}
	}
}

func TestClassOwnsItsStrings(t *testing.T) {
	c := NewClients(0, [16]byte{})
	record := []byte("Vendor-Agent/1.0 (linux)")
	view := viewOf(record)
	got := c.Class(view)
	copy(record, strings.Repeat("#", len(record)))
	assert.Equal(t, "Vendor-Agent/1 (linux)", got.Class)
	assert.Equal(t, "Vendor-Agent/1 (linux)", c.Class("Vendor-Agent/1.0 (linux)").Class)
}

func TestClientCacheIsBounded(t *testing.T) {
	c := NewClients(1000, [16]byte{3})
	for i := range 100_000 {
		c.Class(fmt.Sprintf("made-up %d", i))
	}
	assert.LessOrEqual(t, c.cached.held(), 1000)
	assert.GreaterOrEqual(t, c.cached.held(), 500)
	assert.Len(t, NewClients(0, [16]byte{}).cached.slots, 4096)
}

func TestFloodDoesNotPushOutAgentsInUse(t *testing.T) {
	c := NewClients(4096, [16]byte{4})
	used := make([]string, 200)
	for i := range used {
		used[i] = fmt.Sprintf("Product-%c%c/1", 'a'+i%26, 'a'+i/26)
		for range 4 {
			c.Class(used[i])
		}
	}
	for i := range 200_000 {
		c.Class(fmt.Sprintf("flood %d", i))
	}
	kept := 0
	for _, agent := range used {
		if c.cached.get(c.hash(agent), agent) != nil {
			kept++
		}
	}
	assert.GreaterOrEqual(t, kept, 190)
}

func TestClassAllocatesNothingOnHit(t *testing.T) {
	c := NewClients(0, [16]byte{5})
	for _, a := range agents {
		c.Class(a.agent)
		c.Class(a.agent)
	}
	var got Client
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for _, a := range agents {
			got = c.Class(a.agent)
		}
	}))
	assert.Equal(t, KindTool, got.Kind)
}

func TestClientsInParallel(t *testing.T) {
	c := NewClients(16, [16]byte{6})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				for _, a := range agents {
					if got := c.Class(a.agent); got.Class != a.class {
						t.Errorf("%q: %q", a.agent, got.Class)
					}
				}
			}
		})
	}
	wg.Wait()
}

func TestKindString(t *testing.T) {
	require.Equal(t, "none browser cli sdk runner service tool", strings.Join([]string{
		KindNone.String(), KindBrowser.String(), KindCLI.String(), KindSDK.String(),
		KindRunner.String(), KindService.String(), KindTool.String(),
	}, " "))
}

func TestRunnerLikeAndWorkstation(t *testing.T) {
	c := NewClients(0, [16]byte{})
	office, cloud := &Place{Office: "office/berlin"}, &Place{Region: "aws/us-east-1"}
	hosted := &Place{Runner: "github-hosted", Region: "azure/eastus"}
	for _, tt := range []struct {
		name, agent         string
		place               *Place
		runner, workstation bool
	}{
		{"browser", onMac + "Chrome/131.0.0.0 Safari/537.36", office, false, true},
		{"browser, no place", onWindows + "Chrome/131.0.0.0 Safari/537.36", nil, false, true},
		{"git on a Mac", "git/2.39.3 (Apple Git-146)", &Place{}, false, true},
		{"git without a system", "git/2.43.0", office, false, false},
		{"git in CI", "git/2.43.0 (github-actions-checkout)", nil, true, false},
		{"git from a runner", "git/2.43.0", hosted, true, false},
		{"git on a Mac runner", "git/2.39.3 (Apple Git-146)", hosted, true, false},
		{"CLI on Windows", "git/2.43.0.windows.1", office, false, true},
		{"CLI on Windows in a cloud", "git/2.43.0.windows.1", cloud, false, false},
		{"CLI on Linux", "aws-cli/2.13.0 Python/3.11.4 Linux/5.10", nil, false, false},
		{"library on a Mac", "aws-sdk-go/1.4.14 (go1.11.4; darwin; amd64)", nil, false, true},
		{"library on Windows", "Boto3/1.26.0 Windows/10", nil, false, false},
		{"service", "Salesloft-Sync/2.1", nil, false, false},
		{"none", "", nil, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			client := c.Class(tt.agent)
			assert.Equal(t, tt.runner, RunnerLike(client, tt.place), "runner")
			assert.Equal(t, tt.workstation, Workstation(client, tt.place), "workstation")
		})
	}
}

// TestFloodDoesNotStall: agents that never repeat, of the most expensive
// shapes known, cost a few microseconds each. The bound is some twenty times
// that, for slow machines and the race detector.
func TestFloodDoesNotStall(t *testing.T) {
	const distinct, bound = 2000, 200 * time.Microsecond
	for name, format := range floods {
		t.Run(name, func(t *testing.T) {
			c := NewClients(64, [16]byte{11})
			start := time.Now()
			for i := range distinct {
				c.Class(fmt.Sprintf(strings.ReplaceAll(format, "%08x", "%08[1]x"), i))
			}
			assert.Less(t, time.Since(start)/distinct, bound)
			assert.LessOrEqual(t, c.cached.held(), 64)
		})
	}
}
