package main

import (
	"slices"
	"time"

	"github.com/cespare/xxhash/v2"
)

// detection is what one detector said about an estate, ours or an anchor.
type detection struct {
	openings []opening // in delivery order
	tagged   []int32   // records tagged incident
	reviews  []reviewed
	alerts   bool // an anchor: it names no signals, and its alerts are not joined to incidents
}

// opening is an incident that opens.
type opening struct {
	record   int32   // on which it opens; -1: by late truth, on none
	named    []int32 // records that it names, where it opens on none
	position int32   // how many records had come
	token    int32   // of the truth; -1: none
	subject  string  // the detector's own name of the token
	at       time.Time
	signals  []string
	action   string
	rule     bool
	incident string // its id
	reason   string
	why      string   // of the action
	all      []string // every attribute of ours
}

// reviewed is a record tagged review.
type reviewed struct {
	record  int32
	subject string
	signals []string
}

// detectionOf joins incident records to the records they opened on. An
// incident opens on the first record tagged with its id if it names that
// record; otherwise late truth opened it, and speaks through the records named.
func detectionOf(e *estate, j *judged) *detection {
	d := new(detection)
	opened := map[string]*verdict{} // by incident
	tokens := map[string]int32{}    // the truth's token of a subject
	for n := range j.verdicts {
		v := &j.verdicts[n]
		if token := e.records[v.record].token; token >= 0 {
			if _, ok := tokens[v.token]; !ok {
				tokens[v.token] = token
			}
		}
		if v.incident == "" {
			d.reviews = append(d.reviews, reviewed{v.record, v.token, v.signals})
			continue
		}
		d.tagged = append(d.tagged, v.record)
		if opened[v.incident] == nil {
			opened[v.incident] = v
		}
	}
	byID := recordsWithIDs(e, j.notices)
	for _, n := range j.notices {
		o := opening{
			record: -1, token: -1, position: n.position, subject: n.token, at: n.at,
			signals: n.signals, action: n.action, rule: n.rule(), incident: n.incident, reason: n.reason, why: n.actionReason, all: n.all,
		}
		for _, id := range n.named {
			o.named = append(o.named, byID[id]...)
		}
		if v := opened[n.incident]; v != nil && (len(o.named) == 0 || slices.Contains(o.named, v.record)) {
			o.record, o.position = v.record, v.record+1
			o.token = e.records[v.record].token
		} else if len(o.named) > 0 {
			o.token = e.records[o.named[0]].token
		} else if token, ok := tokens[n.token]; ok {
			o.token = token
		}
		d.openings = append(d.openings, o)
	}
	return d
}

// recordsWithIDs finds the records that notices name.
func recordsWithIDs(e *estate, notices []notice) map[uint64][]int32 {
	byID := map[uint64][]int32{}
	for _, n := range notices {
		for _, id := range n.named {
			byID[id] = nil
		}
	}
	delete(byID, xxhash.Sum64String(""))
	for n, r := range e.records {
		if r.id == 0 {
			continue
		}
		if list, wanted := byID[r.id]; wanted {
			byID[r.id] = append(list, int32(n))
		}
	}
	return byID
}
