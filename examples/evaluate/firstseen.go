package main

import "time"

// lookBack is the window of the usual first-seen rule.
const lookBack = 14 * 24 * time.Hour

// firstSeen is the rule most products ship: alert when a token shows a value
// it has not shown in 14 days. It is silent in a token's own first 14 days,
// when everything would be new; the value is known from the alert on.
func firstSeen(e *estate, values ...func(*record) uint32) *detection {
	type key struct {
		token     int32
		dimension int
		value     uint32
	}
	d := &detection{alerts: true}
	last := map[key]time.Time{}
	since := map[int32]time.Time{}
	for n := range e.records {
		r := &e.records[n]
		if r.token < 0 {
			continue
		}
		if _, ok := since[r.token]; !ok {
			since[r.token] = r.time
		}
		grown, isNew := r.time.Sub(since[r.token]) >= lookBack, false
		for i, value := range values {
			k := key{r.token, i, value(r)}
			if k.value == 0 {
				continue
			}
			before, ok := last[k]
			if !ok || r.time.Sub(before) > lookBack {
				isNew = true
			}
			if !ok || r.time.After(before) {
				last[k] = r.time
			}
		}
		if grown && isNew {
			d.alert(e, int32(n))
		}
	}
	return d
}
