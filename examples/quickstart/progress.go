package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
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

// acceptedRecords asks the Collector how many log records its receivers took
// in; 0 while it does not answer.
func acceptedRecords(ctx context.Context, url string) int {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	return sumOf(answer.Body, "otelcol_receiver_accepted_log_records")
}

// sumOf adds up a counter in Prometheus' text form. Its name may have the
// suffixes that depend on the exporter's settings (_total, a unit).
func sumOf(text io.Reader, name string) int {
	sum := 0.0
	for s := bufio.NewScanner(text); s.Scan(); {
		if line := s.Text(); strings.HasPrefix(line, name) {
			if v, err := strconv.ParseFloat(line[strings.LastIndexByte(line, ' ')+1:], 64); err == nil {
				sum += v
			}
		}
	}
	return int(sum)
}
