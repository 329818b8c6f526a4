package main

import (
	"io"
	"net"
	"net/http"
	"sync"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/examples/internal/replay"
)

// sink is where the Collector sends what it has judged. It outlives every
// Collector.
type sink struct {
	port   int
	server *http.Server

	mu     sync.Mutex
	opened incidents
	seen   map[uint64]struct{} // hashes of the records that arrived; nil: not counted
}

// incidents that opened: what is said of each by its id, which is a function of
// the token and the opening record. One that was told twice counts once.
type incidents map[string]opened

type opened struct{ token, tenant, at, reason string }

func newSink() (*sink, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &sink{port: l.Addr().(*net.TCPAddr).Port, opened: incidents{}}
	s.server = &http.Server{Handler: s} //nolint:gosec // G112: it serves one client, on this machine
	go func() { _ = s.server.Serve(l) }()
	return s, nil
}

func (s *sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	logs, err := (&plog.ProtoUnmarshaler{}).UnmarshalLogs(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, resource := range logs.ResourceLogs().All() {
		for _, scope := range resource.ScopeLogs().All() {
			for _, record := range scope.LogRecords().All() {
				if s.seen != nil {
					s.seen[xxhash.Sum64String(record.Body().AsString())] = struct{}{}
				}
				if record.EventName() == "token_drift.incident" && replay.Text(record, "token_drift.incident.state") == "opened" {
					s.opened[replay.Text(record, "token_drift.incident.id")] = opened{
						token: replay.Text(record, "token_drift.token.id"), at: replay.Text(record, "token_drift.incident.first_seen"),
						tenant: replay.Text(record, "token_drift.token.tenant"), reason: record.Body().AsString(),
					}
				}
			}
		}
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
}

// count begins to count which records arrive.
func (s *sink) count() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = map[uint64]struct{}{}
}

// lost is how many of the records have not arrived, and ends counting.
func (s *sink) lost(records []string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range records {
		if _, arrived := s.seen[xxhash.Sum64String(r)]; !arrived {
			n++
		}
	}
	s.seen = nil
	return n
}

// take gives the incidents that have opened since the last time.
func (s *sink) take() incidents {
	s.mu.Lock()
	defer s.mu.Unlock()
	opened := s.opened
	s.opened = incidents{}
	return opened
}
