package engine

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func mallocs() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// What the tokens of the population are like.
const (
	populationDays = 8 * 7
	perTenant      = 5000 // tokens; tenants have clocks of their own, so one can follow the other
	perApp         = 10
	perNetwork     = 4
)

// population is 70 % steady, 20 % bursty and 10 % rotating tokens of 224 uses
// in eight weeks each; one in fifty has two consumers.
func population(e *Engine, tokens int) {
	for first := 0; first < tokens; first += perTenant {
		last := min(first+perTenant, tokens)
		ev := plainUse("", "", origin0)
		ev.ID, ev.Tenant = "", fmt.Sprint("tenant-", first/perTenant)
		names := make([]habits, last-first)
		for i := range names {
			names[i] = habitsOf(first + i)
		}
		random := rand.New(rand.NewPCG(8, uint64(first)))
		for d := range populationDays {
			for i := range names {
				names[i].visit(e, &ev, first+i, d, random)
			}
		}
	}
}

// habits are the words a token uses over and over.
type habits struct{ name, app, actor, address, other string }

func habitsOf(i int) habits {
	n := i / perNetwork
	return habits{
		name: fmt.Sprint("token-", i), app: fmt.Sprint("app-", i/perApp), actor: fmt.Sprintf("svc-%d@acme.example", i/perApp),
		address: fmt.Sprintf("%d.%d.%d.7", 20+n>>16, n>>8&255, n&255), other: fmt.Sprintf("198.18.%d.9", i%200),
	}
}

// visit is what a token does on a day: four operations within minutes, or,
// when it is a bursty one, sixteen on every fourth day.
func (n *habits) visit(e *Engine, ev *event.Event, i, d int, random *rand.Rand) {
	ev.Subject.Parts[0], ev.App.ID, ev.App.Name, ev.Actor.ID = n.name, n.app, "", n.actor
	ev.Origin.Address, ev.Origin.UserAgent = n.address, clients[i/perApp%len(clients)]
	uses, burst, rotates := 4, false, i%10 == 9
	if i%10 == 7 || i%10 == 8 {
		if d%4 != i/10%4 {
			return
		}
		uses, burst = 16, true
	}
	if rotates {
		ev.Origin.Address = fmt.Sprintf("11.%d.%d.7", random.IntN(40), random.IntN(250))
	}
	if i%50 == 0 && d%2 == 1 { // the other consumer
		ev.Origin.Address, ev.Origin.UserAgent = n.other, "acme-report/2.1"
	}
	begin := origin0.Add(time.Duration(d)*day + time.Duration(9+i%8)*time.Hour)
	for use := range uses {
		ev.Time = begin.Add(time.Duration(use) * time.Minute).UnixNano()
		ev.Action, ev.Object, ev.Rows = actions[(i/perApp+use)%len(actions)], objects[(i+d%3)%len(objects)], 100
		switch {
		case burst:
			ev.Action = actions[(i/perApp+random.IntN(12))%len(actions)]
			ev.Object, ev.Rows = objects[(i+random.IntN(6))%len(objects)], int64(random.IntN(5000))
		case rotates:
			ev.Object = objects[(i/perApp*100+random.IntN(150))%len(objects)]
		}
		ev.Class = event.ClassRead
		if use%4 == 3 {
			ev.Class = event.ClassWrite
		}
		e.Judge(ev, Arrival{Observed: ev.Time})
	}
}

var (
	actions, objects = numbered("files.op", 40), numbered("folder-", 2000)
	clients          = []string{"acme-sync/1.0", "python-requests/2.32.3", "axios/1.7.4", "Go-http-client/2.0", "okhttp/4.12.0"}
)

func numbered(prefix string, n int) (list []string) {
	for i := range n {
		list = append(list, prefix+strconv.Itoa(i))
	}
	return list
}

// benchPopulation is how many tokens the state's benchmarks hold:
// TOKENDRIFT_BENCH_TOKENS, or 20,000.
func benchPopulation(b *testing.B) int {
	b.Helper()
	text := os.Getenv("TOKENDRIFT_BENCH_TOKENS")
	if text == "" {
		return 20_000
	}
	n, err := strconv.Atoi(text)
	require.NoError(b, err, "TOKENDRIFT_BENCH_TOKENS")
	return n
}

// BenchmarkStatePerToken is the growth of the heap per token.
func BenchmarkStatePerToken(b *testing.B) {
	n := benchPopulation(b)
	for b.Loop() {
		o := defaults(b)
		o.MaxTokens, o.DuplicateWindow = n, 0
		before := heap()
		e := newEngine(b, o)
		population(e, n)
		after := heap()
		b.ReportMetric(float64(after-before)/float64(n), "B/token")
		b.ReportMetric(float64(e.Stats().StateBytes)/float64(n), "stats-B/token")
		runtime.KeepAlive(e)
	}
}

// BenchmarkFullCollection is the CPU time of a full collection over the state,
// without that of an empty engine's.
func BenchmarkFullCollection(b *testing.B) {
	n := benchPopulation(b)
	collect := func(e *Engine) float64 {
		runtime.GC()
		sample := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}}
		metrics.Read(sample)
		before := sample[0].Value.Float64()
		for range 10 {
			runtime.GC()
		}
		metrics.Read(sample)
		runtime.KeepAlive(e)
		return (sample[0].Value.Float64() - before) / 10 * 1000
	}
	o := defaults(b)
	o.MaxTokens, o.DuplicateWindow = n, 0
	empty := collect(newEngine(b, o))
	e := newEngine(b, o)
	population(e, n)
	for b.Loop() {
		b.ReportMetric(collect(e), "cpu-ms/gc")
		b.ReportMetric(empty, "empty-cpu-ms/gc")
	}
}

// memoryTokens says in a child process how many tokens to hold; memoryRun asks
// for the measurement.
const memoryTokens, memoryRun = "TOKENDRIFT_MEMORY_TOKENS", "TOKENDRIFT_MEMORY"

// TestMemoryPerToken holds the growth of resident memory from a small to a
// large population to 1 KiB a token. The memory is read by another process than
// the one that holds the tokens, and each process is made for just as many
// tokens as it gets, so that tables which are sized at once count as well.
// TOKENDRIFT_MEMORY=100000,1000000 says how many tokens; `make memory` runs it.
func TestMemoryPerToken(t *testing.T) {
	if text := os.Getenv(memoryTokens); text != "" {
		holdPopulation(t, text)
		return
	}
	run := os.Getenv(memoryRun)
	if run == "" {
		t.Skip("takes many minutes: make memory")
	}
	var fewer, more int
	_, err := fmt.Sscanf(run, "%d,%d", &fewer, &more)
	require.NoError(t, err, memoryRun+" must be two numbers of tokens, such as 100000,1000000")
	require.Less(t, fewer, more, memoryRun)
	small, large := resident(t, fewer), resident(t, more)
	perToken := (large - small) / float64(more-fewer)
	t.Logf("%d tokens %.1f MiB, %d tokens %.1f MiB: %.0f bytes a token", fewer, small/(1<<20), more, large/(1<<20), perToken)
	require.LessOrEqual(t, perToken, 1024.0)
}

// holdPopulation builds a population, says so and waits to be measured.
func holdPopulation(t *testing.T, tokens string) {
	t.Helper()
	n, err := strconv.Atoi(tokens)
	require.NoError(t, err, memoryTokens)
	o := defaults(t)
	o.MaxTokens = n
	e := newEngine(t, o)
	population(e, n)
	debug.FreeOSMemory()
	s := e.Stats()
	require.EqualValues(t, n, s.Tokens, "all are held")
	fmt.Printf("held: %d tokens, %d of them mature; state %.0f bytes a token by its own account\n",
		s.Tokens, s.Mature, float64(s.StateBytes)/float64(n))
	_, err = io.Copy(io.Discard, os.Stdin)
	require.NoError(t, err)
	runtime.KeepAlive(e)
}

// resident is the anonymous resident memory, in bytes, of a process that holds
// so many tokens.
func resident(t *testing.T, tokens int) float64 {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMemoryPerToken$", "-test.timeout=0")
	child.Env = append(os.Environ(), fmt.Sprint(memoryTokens, "=", tokens))
	child.Stderr = os.Stderr
	in, err := child.StdinPipe()
	require.NoError(t, err)
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err, "the child ended early: %s", line)
	t.Log(strings.TrimSpace(line))
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", child.Process.Pid))
	require.NoError(t, err, "Linux tells of memory here")
	require.NoError(t, in.Close())
	for line := range strings.Lines(string(status)) {
		var kib float64
		if _, err := fmt.Sscanf(line, "RssAnon: %f kB", &kib); err == nil {
			return kib * 1024
		}
	}
	t.Fatal("no RssAnon in the status of the process")
	return 0
}
