package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progress tells how far it is: on a terminal in one line that is written
// over, elsewhere in a line a second.
type progress struct {
	out      io.Writer
	terminal bool
	open     bool // a bar stands on the terminal's last line
	last     time.Time
}

func newProgress(out io.Writer) *progress {
	p := &progress{out: out}
	if f, ok := out.(*os.File); ok {
		info, err := f.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

func (p *progress) line(format string, args ...any) {
	p.done()
	fmt.Fprintf(p.out, format+"\n", args...)
}

// bar shows n of all.
func (p *progress) bar(n, all int) {
	n = min(n, all)
	if p.terminal {
		const width = 40
		full := width * n / max(all, 1)
		fmt.Fprintf(p.out, "\rReplaying  [%s%s]  %d of %d records", strings.Repeat("=", full), strings.Repeat(" ", width-full), n, all)
		p.open = true
		return
	}
	if n < all && time.Since(p.last) < time.Second {
		return
	}
	if n == all && p.open {
		return // said so already
	}
	p.open, p.last = n == all, time.Now()
	fmt.Fprintf(p.out, "Replaying: %d of %d records\n", n, all)
}

// done ends the bar's line.
func (p *progress) done() {
	if p.open && p.terminal {
		fmt.Fprintln(p.out)
	}
	p.open = false
}
