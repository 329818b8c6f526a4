package engine

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
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

// population is 70 % steady, 20 % bursty and 10 % rotating tokens of 200 uses
// in eight weeks each.
func population(e *Engine, tokens int) {
	random := rand.New(rand.NewPCG(8, 9))
	ev := plainUse("", "", origin0)
	ev.ID = ""
	names, apps := make([]string, tokens), make([]string, tokens/10+1)
	for i := range names {
		names[i] = fmt.Sprint("token-", i)
	}
	for i := range apps {
		apps[i] = fmt.Sprint("app-", i)
	}
	for use := range 200 {
		for i, name := range names {
			at := origin0.Add(time.Duration(use)*(8*7*day/200) + time.Duration(i)*time.Millisecond)
			ev.Subject.Parts[0], ev.App.ID, ev.App.Name, ev.Actor.ID = name, apps[i/10], "", apps[i/10]
			ev.Time, ev.Rows = at.UnixNano(), 100
			ev.Action, ev.Object, ev.System = actions[(i+use%4)%len(actions)], objects[(i+use%3)%len(objects)], "files"
			ev.Origin.Address = fmt.Sprintf("10.%d.%d.7", i/250%250, i%250)
			ev.Origin.UserAgent = "acme-sync/1.0"
			switch i % 10 {
			case 7, 8:
				ev.Action, ev.Rows = actions[(i+use%12)%len(actions)], int64(random.IntN(5000))
			case 9:
				ev.Origin.Address = fmt.Sprintf("11.%d.%d.7", random.IntN(250), random.IntN(250))
				ev.Object = objects[random.IntN(len(objects))]
			}
			e.Judge(&ev, Arrival{Observed: ev.Time})
		}
	}
}

var actions, objects = numbered("files.op", 40), numbered("folder-", 2000)

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
