package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// alertsOn are the records an anchor points at.
func alertsOn(e *estate, detect func(*estate) *detection) []int32 {
	d := detect(e)
	var list []int32
	for _, o := range d.openings {
		list = append(list, o.record)
	}
	return list
}

func TestFirstSeen(t *testing.T) {
	e := new(estate)
	e.records = []record{
		{token: 0, time: day(0), network: 1, client: 1},    // 0
		{token: 0, time: day(1), network: 2, client: 1},    // 1: too young
		{token: 0, time: day(14), network: 1, client: 2},   // 2: the client is new
		{token: 0, time: day(14.5), network: 1, client: 2}, // 3: known since
		{token: 0, time: day(15), network: 2, client: 2},   // 4: exactly 14 days ago
		{token: 0, time: day(29.1), network: 2, client: 2}, // 5: longer ago than 14 days
		{token: 1, time: day(29), network: 9, client: 9},   // 6: another token, too young
		{token: 0, time: day(30), client: 2},               // 7: no network
		{token: -1, time: day(30), network: 8, client: 8},  // 8: nobody's
		{token: 0, time: day(31), network: 3, client: 3},   // 9: both
	}
	network := func(r *record) uint32 { return r.network }
	client := func(r *record) uint32 { return r.client }
	for _, c := range []struct {
		name   string
		values []func(*record) uint32
		want   []int32
	}{
		{"network", []func(*record) uint32{network}, []int32{5, 9}},
		{"client", []func(*record) uint32{client}, []int32{2, 5, 9}},
		{"both", []func(*record) uint32{network, client}, []int32{2, 5, 9}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, alertsOn(e, func(e *estate) *detection { return firstSeen(e, c.values...) }))
		})
	}
}

func TestFixedVolume(t *testing.T) {
	e := new(estate)
	for range usesAnHour + 2 { // 0 to 1001: the 1001st is the first too many
		e.records = append(e.records, record{token: 0, time: day(1)})
	}
	e.records = append(e.records,
		record{token: 0, time: day(1.5), rows: rowsAnHour},    // 1002: not more
		record{token: 1, time: day(1.5), rows: 1},             // 1003: another token
		record{token: 0, time: day(1.51), rows: 1},            // 1004: one too many
		record{token: 0, time: day(1.52), rows: 1},            // 1005: said already
		record{token: -1, time: day(2), rows: 2 * rowsAnHour}, // 1006: nobody's
	)
	assert.Equal(t, []int32{1000, 1004}, alertsOn(e, fixedVolume))
}
