package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// entry is one record and the moment it reaches the Collector.
type entry struct {
	provider string
	event    time.Time
	arrives  time.Time
	line     []byte
}

// month collects the records of all providers.
type month struct {
	entries []entry
	jitter  dice
}

// delays are how long after the event a record arrives, at least and at most.
// Salesforce's hourly files, Google's lag and CloudTrail's disorder
// are the vendors' own in kind, made small.
var delays = map[string][2]time.Duration{
	"github":           {8 * time.Second, 8 * time.Second},
	"okta":             {4 * time.Second, 4 * time.Second},
	"salesforce":       {40 * time.Minute, 40 * time.Minute},
	"google_workspace": {12 * time.Minute, 17 * time.Minute},
	"entra":            {3 * time.Minute, 5 * time.Minute},
	"aws":              {3 * time.Minute, 9 * time.Minute},
}

// add takes one generated record.
func (m *month) add(provider string, event time.Time, record object) {
	if !within(event, monthStart, monthEnd) {
		return // the last jitter of the last day
	}
	delay, ok := delays[provider]
	if !ok {
		panic("no delay for " + provider)
	}
	arrives := event.Add(delay[0])
	if delay[1] > delay[0] {
		arrives = arrives.Add(m.jitter.upTo(delay[1] - delay[0]))
	}
	m.entries = append(m.entries, entry{provider, event, arrives, rawjson.Append(nil, record)})
}

// addStories takes the hand-written records as they are. They come after the
// least delay, so that a story's records stay in the order they were written in.
func (m *month) addStories(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.ndjson"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no stories (*.ndjson) in %s", folder)
	}
	slices.Sort(files)
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for i, line := range bytes.Split(bytes.TrimSpace(content), []byte("\n")) {
			provider, event, err := recognise(line)
			if err != nil {
				return fmt.Errorf("%s:%d: %w", file, i+1, err)
			}
			m.entries = append(m.entries, entry{provider, event, event.Add(delays[provider][0]), line})
		}
	}
	return nil
}

// write puts all records into one file, in the order of their arrival.
func (m *month) write(file string) error {
	slices.SortStableFunc(m.entries, func(a, b entry) int {
		return cmp.Or(a.arrives.Compare(b.arrives), a.event.Compare(b.event))
	})
	var out bytes.Buffer
	for _, e := range m.entries {
		out.Write(e.line)
		out.WriteByte('\n')
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}
