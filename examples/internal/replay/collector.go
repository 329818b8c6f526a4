// Package replay runs a Collector over a file of records until it has taken in
// all of them, and reads what it wrote.
package replay

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

// Options say what to run.
type Options struct {
	Binary  string        // the Collector
	Config  string        // its configuration
	Out     string        // folder of its results and of collector.log
	Results []string      // files it writes into Out; those of an earlier run are removed
	Args    []string      // further arguments of the Collector
	Env     []string      // variables of the configuration, "NAME=value"
	PortEnv string        // name of the variable that gives the port of its own metrics
	Stall   time.Duration // give up when nothing moves for so long
}

// collector is a running Collector.
type collector struct {
	logFile string
	options Options
	cmd     *exec.Cmd
	metrics string        // URL of its own metrics
	ended   chan struct{} // closed when the process has ended ...
	result  error         // ... with this
}

// Run replays until the given number of records is in and the results stand
// still. An error carries the end of the Collector's log.
func Run(ctx context.Context, o Options, records int, taken func(records int)) error {
	c, err := start(ctx, o)
	if err != nil {
		return err
	}
	err = c.waitForAll(ctx, records, taken)
	if stopped := c.stop(); err == nil {
		err = stopped
	}
	if err != nil {
		return fmt.Errorf("%w\nThe end of %s:\n%s", err, c.logFile, c.lastLines(20))
	}
	return nil
}

// start starts the binary with its output in collector.log.
func start(ctx context.Context, o Options) (*collector, error) {
	for _, name := range o.Results {
		if err := os.Remove(filepath.Join(o.Out, name)); err != nil && !os.IsNotExist(err) {
			return nil, err
		}
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	c := &collector{
		logFile: filepath.Join(o.Out, "collector.log"), options: o,
		metrics: fmt.Sprintf("http://127.0.0.1:%d/metrics", port), ended: make(chan struct{}),
	}
	log, err := os.Create(c.logFile)
	if err != nil {
		return nil, err
	}
	defer log.Close() // the child has its own
	// Not CommandContext: an interrupt must reach the Collector as one, so that
	// it writes what it holds.
	c.cmd = exec.Command(o.Binary, append([]string{"--config", o.Config}, o.Args...)...)
	c.cmd.Stdout, c.cmd.Stderr = log, log
	c.cmd.Env = append(append(os.Environ(), o.Env...), fmt.Sprintf("%s=%d", o.PortEnv, port))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", o.Binary, err)
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
func (c *collector) waitForAll(ctx context.Context, records int, taken func(int)) error {
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
			taken(n)
			continue
		}
		switch still := time.Since(lastChange); {
		case n >= records && s > 0 && still > time.Second:
			return nil
		case still > c.options.Stall:
			return fmt.Errorf("no progress for %s: %d of %d records", c.options.Stall, n, records)
		}
	}
}

// written is the size of all results.
func (c *collector) written() (size int64) {
	for _, name := range c.options.Results {
		if info, err := os.Stat(filepath.Join(c.options.Out, name)); err == nil {
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
