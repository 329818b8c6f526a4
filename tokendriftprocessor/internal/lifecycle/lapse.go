package lifecycle

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// lapse is the life of one target: when it last began and when it ended. Times
// are Unix nanoseconds, 0 is "never". It is merged field by field with max and
// min only, which is what makes the order of facts irrelevant.
type lapse struct {
	start int64 // latest start
	last  int64 // latest end
	first int64 // earliest known end that is not before start
	how   event.FactKind
	recent
}

func (l *lapse) begin(at int64) {
	l.note(at, started)
	if at <= l.start {
		return
	}
	l.start = at
	if l.first >= at {
		return
	}
	// The end the outage was counted from lies before this start.
	l.first = 0
	if l.last >= at {
		l.first = l.last
	}
}

func (l *lapse) end(at int64, how event.FactKind) {
	l.note(at, how)
	if at > l.last || at == l.last && rank(how) > rank(l.how) {
		l.last, l.how = at, how
	}
	if at >= l.start && (l.first == 0 || at < l.first) {
		l.first = at
	}
}

// ended is whether the latest word is an end. An end at the same moment as a
// start wins: a use after it is then looked at, not waved through.
func (l *lapse) ended() bool { return l.last != 0 && l.last >= l.start }

// merge makes l the life that both facts of l and of o tell.
func (l *lapse) merge(o lapse) {
	if o == (lapse{}) {
		return // most of what is looked up never ended
	}
	l.begin(o.start)
	if o.last != 0 {
		l.end(o.last, o.how)
	}
	if o.first != 0 && o.first >= l.start && (l.first == 0 || o.first < l.first) {
		l.first = o.first
	}
	for i, at := range o.times {
		l.note(at, o.kinds[i])
	}
}

// latest is the time of the last fact, by which eviction goes.
func (l *lapse) latest() int64 { return max(l.start, l.last) }

// rank orders two ends of the same moment, so that arrival order cannot.
func rank(k event.FactKind) int {
	switch k {
	case event.FactRevoked:
		return 3
	case event.FactSessionEnd:
		return 2
	case event.FactRotated:
		return 1
	}
	return 0
}
