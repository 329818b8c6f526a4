package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// resultFiles are the files the Collector writes; those of an earlier run go first.
var resultFiles = []string{"tagged.jsonl", "flagged.jsonl", "incidents.jsonl"}

// collector is a running Collector.
type collector struct {
	cmd     *exec.Cmd
	logFile string
	out     string
	metrics string        // URL of its own metrics
	ended   chan struct{} // closed when the process has ended ...
	result  error         // ... with this
}

// startCollector starts the binary with its output in collector.log.
func startCollector(ctx context.Context, o options) (*collector, error) {
	out, err := filepath.Abs(o.out)
	if err != nil {
		return nil, err
	}
	for _, name := range resultFiles {
		if err := os.Remove(filepath.Join(out, name)); err != nil && !os.IsNotExist(err) {
			return nil, err
		}
	}
	dir, err := filepath.Abs(quickstartDir)
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	c := &collector{
		logFile: filepath.Join(out, "collector.log"), out: out,
		metrics: fmt.Sprintf("http://127.0.0.1:%d/metrics", port), ended: make(chan struct{}),
	}
	log, err := os.Create(c.logFile)
	if err != nil {
		return nil, err
	}
	defer log.Close() // the child has its own
	// Not CommandContext: an interrupt must reach the Collector as one, so that
	// it writes what it holds.
	c.cmd = exec.Command(o.collector, "--config", o.config)
	c.cmd.Stdout, c.cmd.Stderr = log, log
	c.cmd.Env = append(os.Environ(),
		"QUICKSTART_INPUT="+filepath.Join(out, "month.ndjson"), "QUICKSTART_OUT="+out,
		"QUICKSTART_DIR="+dir, fmt.Sprintf("QUICKSTART_METRICS_PORT=%d", port))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", o.collector, err)
	}
	go func() {
		c.result = c.cmd.Wait()
		close(c.ended)
	}()
	return c, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// waitForAll waits until all records are in and the results stand still.
func (c *collector) waitForAll(ctx context.Context, records int, stall time.Duration, say *progress) error {
	ticker := time.NewTicker(250 * time.Millisecond)
	defer ticker.Stop()
	lastChange, seen, size := time.Now(), -1, int64(-1)
	for {
		select {
		case <-ctx.Done():
			return errors.New("interrupted")
		case <-c.ended:
			return fmt.Errorf("the Collector ended by itself: %w", c.result)
		case <-ticker.C:
		}
		n, s := acceptedRecords(ctx, c.metrics), c.written()
		if n != seen || s != size {
			lastChange, seen, size = time.Now(), n, s
			say.bar(n, records)
			continue
		}
		switch still := time.Since(lastChange); {
		case n >= records && s > 0 && still > time.Second:
			return nil
		case still > stall:
			return fmt.Errorf("no progress for %s: %d of %d records", stall, n, records)
		}
	}
}

// written is the size of all results.
func (c *collector) written() (size int64) {
	for _, name := range resultFiles {
		if info, err := os.Stat(filepath.Join(c.out, name)); err == nil {
			size += info.Size()
		}
	}
	return size
}

// stop interrupts the Collector, waits up to half a minute for it to write what
// it holds, and says how it ended.
func (c *collector) stop() error {
	select {
	case <-c.ended:
		return c.result
	default:
	}
	if err := c.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	select {
	case <-c.ended:
		return c.result
	case <-time.After(30 * time.Second):
		_ = c.cmd.Process.Kill()
		<-c.ended
		return errors.New("the Collector did not stop within 30 s of an interrupt")
	}
}

// lastLines are the last n lines of the Collector's log.
func (c *collector) lastLines(n int) string {
	content, err := os.ReadFile(c.logFile)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(content), "\n"), "\n")
	return "  " + strings.Join(all[max(0, len(all)-n):], "\n  ")
}
