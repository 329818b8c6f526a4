package main

import (
	"io"
	"net"
	"net/http"
	"sync"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/tokendrift/tokendrift/examples/internal/replay"
)

// sink is where the Collector sends what it has judged. It outlives every
// Collector.
type sink struct {
	port   int
	server *http.Server

	mu     sync.Mutex
	opened map[string]string // incident id -> token id
}

func newSink() (*sink, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &sink{port: l.Addr().(*net.TCPAddr).Port, opened: map[string]string{}}
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
				if record.EventName() == "token_drift.incident" && replay.Text(record, "token_drift.incident.state") == "opened" {
					s.opened[replay.Text(record, "token_drift.incident.id")] = replay.Text(record, "token_drift.token.id")
				}
			}
		}
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
}

// take gives the incidents that have opened since the last time.
func (s *sink) take() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	opened := s.opened
	s.opened = map[string]string{}
	return opened
}
