package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress writes lines from several estates at once.
type progress struct {
	mu   sync.Mutex
	out  io.Writer
	last map[string]time.Time
}

func newProgress(out io.Writer) *progress { return &progress{out: out, last: map[string]time.Time{}} }

func (p *progress) line(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.out, format+"\n", args...)
}

// replayed says how far a replay is, every three seconds.
func (p *progress) replayed(name string, n, all int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n == 0 || time.Since(p.last[name]) < 3*time.Second {
		return
	}
	p.last[name] = time.Now()
	fmt.Fprintf(p.out, "%s: replayed %d of %d records\n", name, min(n, all), all)
}
