package engine

import (
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"testing"

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

// collect is the CPU time of a full collection, milliseconds.
func collect(e *Engine) float64 {
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

// BenchmarkFullCollection is the CPU time of a full collection over the state,
// without that of an empty engine's.
func BenchmarkFullCollection(b *testing.B) {
	n := benchPopulation(b)
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
