package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
)

// collector is one Collector after another over the same storage.
type collector struct {
	binary, config, dir string
	port, metrics       int
	cmd                 *exec.Cmd
	ended               chan error
}

const collectorConfig = `# Written by examples/soak; written over by its next run.
receivers:
  otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}
extensions:
  file_storage: {directory: %q}
processors:
  token_drift:
    mode: %s
    fingerprint_key: a made-up key, of at least thirty-two bytes
    duplicate_window: 100000 # full early, so that what grows is something else
    checkpoint_interval: %s
%s
exporters:
  otlp_http:
    endpoint: "http://127.0.0.1:%d"
    compression: none
    sending_queue: {enabled: false}
    retry_on_failure: {enabled: false}
service:
  extensions: [file_storage]
  telemetry:
    metrics: {level: normal, readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %d}}}}]}
  pipelines:
    logs: {receivers: [otlp], processors: [token_drift], exporters: [otlp_http]}
`

// settings of one run.
type settings struct {
	mode     string // empty: forward; what is not judged would only cost this program time
	tokens   int    // in memory
	learning string // keys that let a baseline of a few uses count
	interval time.Duration
	storage  bool
	estate   string // folder of the inventory and the networks; empty: none
}

// lines are the processor's keys that differ from run to run.
func (s settings) lines() string {
	text := fmt.Sprintf("    baseline: {max_tokens: %d, max_stored_tokens: 20000000%s}\n", s.tokens, s.learning)
	if s.learning != "" {
		text += "    incidents: {criteria: {new_client: incident}}\n" // of a few uses nothing else can be said
	}
	if s.storage {
		text += "    storage: file_storage\n"
	}
	if s.estate != "" {
		in := func(name string) string { return filepath.Join(s.estate, name) }
		text += fmt.Sprintf("    inventory: {paths: [%q]}\n    networks: {ranges: [%q], asn_database: %q, country_database: %q}\n",
			in("inventory.yaml"), in("ranges.yaml"), in("asn.mmdb"), in("country.mmdb"))
	}
	return text
}

func newCollector(o options, name string, s settings, sink int) (*collector, error) {
	dir, err := filepath.Abs(filepath.Join(o.out, name))
	if err != nil {
		return nil, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	stored := filepath.Join(dir, "storage")
	if err := os.MkdirAll(stored, 0o700); err != nil {
		return nil, err
	}
	c := &collector{binary: o.collector, config: filepath.Join(dir, "collector.yaml"), dir: dir}
	for _, port := range []*int{&c.port, &c.metrics} {
		if *port, err = freePort(); err != nil {
			return nil, err
		}
	}
	if s.estate != "" {
		if s.estate, err = filepath.Abs(s.estate); err != nil {
			return nil, err
		}
	}
	text := fmt.Sprintf(collectorConfig, c.port, stored, cmp.Or(s.mode, "forward"), s.interval, s.lines(), sink, c.metrics)
	return c, os.WriteFile(c.config, []byte(text), 0o600)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// start starts the Collector and waits until it takes records.
func (c *collector) start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(c.dir, "collector.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close() // the child has its own
	c.cmd = exec.Command(c.binary, "--config", c.config)
	c.cmd.Stdout, c.cmd.Stderr = log, log
	if err := c.cmd.Start(); err != nil {
		return err
	}
	c.ended = make(chan error, 1)
	go func(cmd *exec.Cmd, ended chan error) { ended <- cmd.Wait() }(c.cmd, c.ended)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if err := ctx.Err(); err != nil {
			return errors.Join(err, c.stop())
		}
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", c.port))
		if err == nil {
			return conn.Close()
		}
		select {
		case err := <-c.ended:
			return fmt.Errorf("the Collector ended by itself, see %s: %w", log.Name(), err)
		default:
		}
	}
	return errors.New("the Collector took no records within a minute")
}

// kill ends it as kill -9 does.
func (c *collector) kill() {
	_ = c.cmd.Process.Signal(syscall.SIGKILL) // it may have ended by itself
	if err := <-c.ended; err == nil {
		fmt.Fprintln(os.Stderr, "the Collector ended by itself before it was killed")
	}
}

func (c *collector) stop() error {
	if err := c.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	select {
	case err := <-c.ended:
		return err
	case <-time.After(2 * time.Minute):
		c.kill()
		return errors.New("the Collector did not stop within two minutes of an interrupt")
	}
}

// resident is the memory of the process as the system counts it, MiB, without
// mapped files: file_storage maps its own, and the system may take that back.
func (c *collector) resident() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kib, _ := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kib) / 1024
		}
	}
	return 0
}

// send sends records as one request; it is done when they have left at the
// other end.
func (c *collector) send(records []string) error {
	logs := plog.NewLogs()
	list := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for _, r := range records {
		list.AppendEmpty().Body().SetStr(r)
	}
	body, err := (&plog.ProtoMarshaler{}).MarshalLogs(logs)
	if err != nil {
		return err
	}
	answer, err := http.Post(fmt.Sprintf("http://127.0.0.1:%d/v1/logs", c.port), "application/x-protobuf", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the Collector answered %s", answer.Status)
	}
	return nil
}

// metric sums the values of a metric of the processor, as its own endpoint
// gives them.
func (c *collector) metric(name string) (sum float64, err error) {
	answer, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/metrics", c.metrics))
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err
	}
	found := false
	for line := range strings.Lines(string(text)) {
		rest, ok := strings.CutPrefix(line, "otelcol_processor_token_drift_"+name)
		if !ok || !strings.ContainsAny(rest[:1], "{ ") {
			continue
		}
		words := strings.Fields(line)
		n, err := strconv.ParseFloat(words[len(words)-1], 64)
		if err != nil {
			return 0, fmt.Errorf("metric %s: %w", name, err)
		}
		sum, found = sum+n, true
	}
	if !found {
		return 0, fmt.Errorf("the Collector has no metric %s", name)
	}
	return sum, nil
}
