package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/valyala/fastjson"
)

// judged is what the Collector wrote about an estate.
type judged struct {
	verdicts []verdict
	notices  []notice
	unknown  int // records that are none of the estate's
}

// verdict is a tagged record.
type verdict struct {
	record   int32
	incident string // its id; "" for a review
	tags
}

// notice is an incident record that opens an incident.
type notice struct {
	position int32 // how many of the estate's records came before it
	at       time.Time
	incident string
	action   string
	named    []uint64 // hashes of event ids
	all      []string // every token_drift attribute as "name: value"
	tags
}

// tags are the attributes both have.
type tags struct {
	token        string
	signals      []string
	score        float64
	reason       string
	actionReason string
}

// rule says whether a rule spoke, and not the statistics.
func (t *tags) rule() bool { return t.score >= 64 }

// readJudged reads the Collector's OTLP JSON, one request a line, and finds
// every record again in the estate by its body.
func readJudged(file string, e *estate) (*judged, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	j := &judgedReader{estate: e, out: new(judged)}
	in := bufio.NewReaderSize(f, 4<<20)
	for line := 1; ; line++ {
		content, err := readLine(in)
		if len(content) > 0 {
			v, parseErr := j.parser.ParseBytes(content)
			if parseErr != nil {
				return nil, fmt.Errorf("%s:%d: no OTLP JSON: %w", file, line, parseErr)
			}
			j.request(v)
		}
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
	}
	switch {
	case j.seen < len(e.records):
		return nil, fmt.Errorf("%s: the Collector wrote %d of %d records", file, j.seen, len(e.records))
	case j.out.unknown > 0:
		return nil, fmt.Errorf("%s: %d records are none of the estate's: it is from another run", file, j.out.unknown)
	}
	return j.out, nil
}

type judgedReader struct {
	estate *estate
	parser fastjson.Parser
	out    *judged
	next   int // the estate's record that comes next, if the order was kept
	seen   int
	byHash map[uint64][]int32 // built when the order was not kept
}

func (j *judgedReader) request(v *fastjson.Value) {
	for _, resource := range v.GetArray("resourceLogs") {
		for _, scope := range resource.GetArray("scopeLogs") {
			for _, r := range scope.GetArray("logRecords") {
				switch string(r.GetStringBytes("eventName")) {
				case "":
					j.record(r)
				case "token_drift.incident":
					j.notice(r)
				}
			}
		}
	}
}

func (j *judgedReader) record(r *fastjson.Value) {
	n := j.find(xxhash.Sum64(r.GetStringBytes("body", "stringValue")))
	if n < 0 {
		j.out.unknown++
		return
	}
	j.seen++
	attributes := r.GetArray("attributes")
	if len(attributes) == 0 {
		return
	}
	switch attribute(attributes, "token_drift.verdict") {
	case "incident":
		j.out.verdicts = append(j.out.verdicts, verdict{n, attribute(attributes, "token_drift.incident.id"), tagsOf(attributes)})
	case "review":
		j.out.verdicts = append(j.out.verdicts, verdict{n, "", tagsOf(attributes)})
	}
}

// find gives -1 for a body that is no record of the estate. Copies of one
// record are given out in order.
func (j *judgedReader) find(hash uint64) int32 {
	records := j.estate.records
	if j.byHash == nil && j.next < len(records) && records[j.next].hash == hash {
		j.next++
		return int32(j.next - 1)
	}
	if j.byHash == nil {
		j.byHash = map[uint64][]int32{}
		for n := j.next; n < len(records); n++ {
			j.byHash[records[n].hash] = append(j.byHash[records[n].hash], int32(n))
		}
	}
	list := j.byHash[hash]
	if len(list) == 0 {
		return -1
	}
	j.byHash[hash] = list[1:]
	return list[0]
}

func (j *judgedReader) notice(r *fastjson.Value) {
	attributes := r.GetArray("attributes")
	if attribute(attributes, "token_drift.incident.state") != "opened" {
		return // an escalation or a close is of an incident that is open already
	}
	n := notice{
		position: int32(j.seen), at: time.Unix(0, wholeNumber(text(r.Get("timeUnixNano")))).UTC(),
		incident: attribute(attributes, "token_drift.incident.id"), action: attribute(attributes, "token_drift.action.name"),
		tags: tagsOf(attributes), all: allOf(attributes),
	}
	for _, id := range attributeList(attributes, "token_drift.incident.records") {
		n.named = append(n.named, xxhash.Sum64String(id))
	}
	j.out.notices = append(j.out.notices, n)
}

func tagsOf(attributes []*fastjson.Value) tags {
	return tags{
		token: attribute(attributes, "token_drift.token.id"), signals: attributeList(attributes, "token_drift.signals"),
		score: number(find(attributes, "token_drift.score")), reason: attribute(attributes, "token_drift.reason"),
		actionReason: attribute(attributes, "token_drift.action.reason"),
	}
}
