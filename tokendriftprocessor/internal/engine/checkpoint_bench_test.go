package engine

import (
	"fmt"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// BenchmarkCheckpoint copies 100,000 changed tokens (TOKENDRIFT_BENCH_TOKENS:
// others) and everything beside them, full tables of facts, apps and last uses,
// while batches of 1000 are judged: how long a
// batch waits for the lock in all, and what the copying costs. The wait includes that for a place on a processor: on a busy machine
// it says more than is true.
func BenchmarkCheckpoint(b *testing.B) {
	n := 100_000
	if given := benchPopulation(b); given != 20_000 {
		n = given
	}
	o := defaults(b)
	o.MaxTokens, o.DuplicateWindow = n, 100_000
	e := keeping(b, o)
	fillFacts(e, 200_000)
	names := numbered("token-", n)
	ev := plainUse("", "", origin0)
	use := 0
	judge := func() {
		i := use % n
		ev.ID, ev.Subject.Parts[0], ev.App.ID, ev.Actor.ID = fmt.Sprint("e-", use), names[i], names[i%4096], names[i]
		ev.Time = origin0.Add(time.Duration(use) * 100 * time.Millisecond).UnixNano()
		e.Judge(&ev, Arrival{Observed: ev.Time})
		use++
	}
	for range 4 * n {
		judge()
	}
	change := func() {
		for range n {
			judge()
		}
	}
	var waits []time.Duration
	var cpu time.Duration
	generation := uint32(0)
	for b.Loop() {
		change()
		start := cpuTime()
		require.GreaterOrEqual(b, checkpointed(e, generation+1, generation), n)
		cpu += cpuTime() - start
		generation++

		change()
		var over atomic.Bool
		done := make(chan int)
		go func() {
			tokens := checkpointed(e, generation+1, generation)
			over.Store(true)
			done <- tokens
		}()
		for !over.Load() {
			var waited time.Duration
			for range 1000 {
				asked := time.Now()
				e.mu.Lock()
				waited += time.Since(asked)
				e.mu.Unlock()
				judge()
			}
			waits = append(waits, waited)
		}
		require.GreaterOrEqual(b, <-done, n)
		generation++
	}
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)*999/1000].Microseconds())/1000, "ms-wait-p99.9")
	b.ReportMetric(float64(waits[len(waits)-1].Microseconds())/1000, "ms-wait-max")
	b.ReportMetric(cpu.Seconds()/float64(b.N), "cpu-s/checkpoint")
	b.ReportMetric(float64(len(waits)), "batches")
}

// checkpointed does what the keeper does with an engine, without a storage.
func checkpointed(e *Engine, generation, committed uint32) (tokens int) {
	f := e.Freeze(generation, committed)
	for _, s := range f.Sections {
		if s.Rest != nil {
			s.Rest()
		}
	}
	for {
		records := e.Copy(copiedAtOnce)
		if len(records) == 0 {
			return tokens + len(f.Spilled)
		}
		tokens += len(records)
		time.Sleep(500 * time.Microsecond)
	}
}

// copiedAtOnce is how many tokens the keeper asks for at once.
const copiedAtOnce = 256

func fillFacts(e *Engine, n int) {
	for i := range n {
		fact := func(kind event.FactKind, target event.Target, ids ...string) {
			f := event.Fact{Kind: kind, Target: target, IDs: ids}
			e.life.Apply("files", "acme", nil, &f, origin0.UnixNano()+int64(i))
		}
		fact(event.FactOffboarded, event.TargetUser, fmt.Sprint("u", i), fmt.Sprint("m", i, "@acme.example"))
		fact(event.FactRevoked, event.TargetCredential, fmt.Sprint("k", i))
		fact(event.FactSessionEnd, event.TargetSession, fmt.Sprint("s", i))
	}
}

// cpuTime is what the process has taken of all processors.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
