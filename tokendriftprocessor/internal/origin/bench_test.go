package origin

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

var (
	sinkClient Client
	sinkPlace  Place
)

func BenchmarkClassHit(b *testing.B) {
	c := NewClients(0, [16]byte{8})
	b.ReportAllocs()
	for i := range b.N {
		sinkClient = c.Class(agents[i%len(agents)].agent)
	}
}

// floods are agents that never repeat, aimed at what costs most.
var floods = map[string]string{
	"plain":   "agent-%08x/%[1]d",
	"words":   strings.Repeat("made up words %08x ", 25),
	"pieces":  strings.Repeat("a1-b2_c3.%08x-", 30),
	"tokens":  strings.Repeat("Tool-Name_%08x/1 ", 24),
	"comment": "x (" + strings.Repeat("compatible; %08x; ", 25) + ")",
	"browser": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
	"mozilla": "Mozilla/5.0 (iPhone; " + strings.Repeat("OSx %08x;", 40),
	"slashes": "Mozilla/5.0 " + strings.Repeat("k%08x/1 ", 40),
}

func BenchmarkClassFlood(b *testing.B) {
	for name, format := range floods {
		b.Run(name, func(b *testing.B) {
			const distinct = 1_000_000
			c := NewClients(0, [16]byte{9})
			made := make([]string, min(b.N, distinct))
			for i := range made {
				made[i] = fmt.Sprintf(strings.ReplaceAll(format, "%08x", "%08[1]x"), i)
				made[i] = made[i][:min(len(made[i]), maxAgent)]
			}
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				sinkClient = c.Class(made[i%len(made)])
			}
		})
	}
}

func BenchmarkPlace(b *testing.B) {
	r := placed(b)
	run := func(name string, distinct int) {
		origins := make([]event.Origin, distinct)
		for i := range origins {
			origins[i].Address = fmt.Sprintf("203.%d.%d.%d", i>>16&255, i>>8&255, i&255)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				r.Place(&origins[i%distinct], &sinkPlace)
			}
		})
	}
	run("hit", 1000)
	run("miss", 500_000)
}
