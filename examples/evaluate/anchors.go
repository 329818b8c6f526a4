package main

import "time"

// anchor is a detector to compare with, on the same records and the same
// counting.
type anchor struct {
	name   string
	detect func(*estate) *detection
}

// The anchor that the estate's difficulty is judged by.
const firstSeenAll = "first-seen, all three"

func anchors() []anchor {
	network := func(r *record) uint32 { return r.network }
	client := func(r *record) uint32 { return r.client }
	action := func(r *record) uint32 { return r.action }
	seen := func(values ...func(*record) uint32) func(*estate) *detection {
		return func(e *estate) *detection { return firstSeen(e, values...) }
	}
	return []anchor{
		{"first-seen network", seen(network)},
		{"first-seen client", seen(client)},
		{"first-seen action", seen(action)},
		{firstSeenAll, seen(network, client, action)},
		{"fixed volume", fixedVolume},
	}
}

// alert makes an opening of a record an anchor points at.
func (d *detection) alert(e *estate, n int32) {
	r := &e.records[n]
	d.tagged = append(d.tagged, n)
	d.openings = append(d.openings, opening{record: n, token: r.token, position: n + 1, at: r.time})
}

// hourOf is an hour of event time.
func hourOf(t time.Time) int64 { return t.Unix() / 3600 }
