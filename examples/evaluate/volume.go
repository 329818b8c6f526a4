package main

// The fixed threshold, in uses and in rows of one token in one hour of event
// time: round numbers as shipped rules have them (Panther's Salesforce bulk
// rules step at 10,000, 50,000 and 100,000).
const (
	usesAnHour = 1000
	rowsAnHour = 100_000
)

// fixedVolume alerts once an hour, on the record that passes the threshold.
func fixedVolume(e *estate) *detection {
	type hour struct {
		token int32
		hour  int64
	}
	type volume struct {
		uses, rows int64
		said       bool
	}
	d := &detection{alerts: true}
	volumes := map[hour]*volume{}
	for n := range e.records {
		r := &e.records[n]
		if r.token < 0 {
			continue
		}
		k := hour{r.token, hourOf(r.time)}
		v := volumes[k]
		if v == nil {
			v = new(volume)
			volumes[k] = v
		}
		v.uses++
		v.rows += r.rows
		if !v.said && (v.uses > usesAnHour || v.rows > rowsAnHour) {
			v.said = true
			d.alert(e, int32(n))
		}
	}
	return d
}
