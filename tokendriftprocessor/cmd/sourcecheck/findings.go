package main

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// What findings hold at most; what exceeds it is counted under "(others)".
const (
	maxTypes = 10_000
	maxKeys  = 40 // of one record that is not read
	others   = "(others)"
)

// findings count what a reader makes of records.
type findings struct {
	reader              *source.Reader
	records, recognised int
	events              int
	types               map[[2]string]*recordType // by source and action
	unread              map[string]*unreadType    // by reason and keys
}

func newFindings(set *source.Set) *findings {
	return &findings{reader: set.NewReader(), types: map[[2]string]*recordType{}, unread: map[string]*unreadType{}}
}

// add reads one record as the processor would read it from a body.
func (f *findings) add(text string) {
	f.records++
	events, why := f.reader.Read(source.Record{Body: pcommon.NewValueStr(text)})
	if why != source.None {
		f.addUnread(text, why)
		return
	}
	f.recognised++
	f.events += len(events)
	for i := range events {
		f.addEvent(&events[i])
	}
}

func (f *findings) addEvent(e *event.Event) {
	key := [2]string{e.Source, e.Action}
	t := f.types[key]
	if t == nil {
		key = [2]string{strings.Clone(e.Source), strings.Clone(e.Action)} // an event's strings end with the next record
		if len(f.types) >= maxTypes {
			key = [2]string{others, others}
		}
		if t = f.types[key]; t == nil {
			t = &recordType{
				Source: key[0], Action: key[1], Provider: strings.Clone(e.Provider),
				Kinds: map[string]int{}, Grades: map[string]int{}, Facts: map[string]int{}, Outcomes: map[string]int{}, Missing: map[string]int{},
			}
			f.types[key] = t
		}
	}
	t.Events++
	t.Kinds[e.Kind.String()]++
	t.Grades[cmp.Or(e.Subject.Grade.String(), "none")]++
	t.Outcomes[e.Outcome.String()]++
	for i := range e.Facts {
		t.Facts[e.Facts[i].Kind.String()]++
	}
	for name, absent := range map[string]bool{
		"time": e.Time == 0, "tenant": e.Tenant == "",
		"address": e.Kind&event.KindUse != 0 && e.Origin.Address == "" && !e.Origin.Internal,
	} {
		if absent {
			t.Missing[name]++
		}
	}
}

func (f *findings) addUnread(text string, why source.Unread) {
	keys := topLevelKeys(text)
	key := why.String() + "\n" + strings.Join(keys, "\n")
	u := f.unread[key]
	if u == nil {
		if len(f.unread) >= maxTypes {
			key, keys = why.String(), []string{others}
		}
		if u = f.unread[key]; u == nil {
			u = &unreadType{Reason: why.String(), Meaning: meanings[why], Keys: keys}
			f.unread[key] = u
		}
	}
	u.Records++
}

// topLevelKeys are the names of a record's own keys, in order; none when it is
// no object.
func topLevelKeys(text string) []string {
	var record map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &record) != nil {
		return nil
	}
	keys := make([]string, 0, len(record))
	for key := range record {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	if len(keys) > maxKeys {
		keys = append(keys[:maxKeys], others)
	}
	return keys
}

// meanings say what a reason asks of the person who reads it.
var meanings = map[source.Unread]string{
	source.NotJSON:     "the text is not JSON, or JSON that breaks off",
	source.TooDeep:     "nested deeper than 300 levels",
	source.Empty:       "nothing in it",
	source.UnknownKind: "no source file's match holds; if a provider of SOURCES.md wrote it, compare its keys with the file's match",
	source.NoSubject:   "a source file matches, but the record names no identity and no fact",
	source.NoAction:    "a source file matches, but the record names no operation",
	source.BadShape:    "no object, or its list of events is none",
	source.TooLarge:    "more than 16 MiB, 1,048,576 JSON values or 16,384 events",
}
