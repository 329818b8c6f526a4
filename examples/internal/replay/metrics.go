package replay

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

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
