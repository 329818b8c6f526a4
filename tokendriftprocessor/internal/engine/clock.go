package engine

import (
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// ahead is how far after its own arrival an event's time is still believed.
const ahead = int64(15 * time.Minute)

// firstDays is how long a new source's unregistered tokens are gathered into
// one summary.
const firstDays = int64(7 * 24 * time.Hour)

// mostFeeds bounds the sources that have a watermark of their own; records
// of further ones share the last.
const mostFeeds = 10_000

type feedKey struct{ provider, tenant string }

// feed is one provider's feed of one tenant.
type feed struct {
	feedKey
	number    uint32
	watermark int64 // greatest believed event time, Unix nanoseconds
	first     int64 // least believed event time at the start
	jobs      bool  // it tells of CI jobs
	summed    bool  // the summary of the first days was told or not needed
	registry  registryFlood
}

type feeds struct {
	byKey map[feedKey]*feed
	all   []*feed
}

func newFeeds() feeds { return feeds{byKey: map[feedKey]*feed{}} }

func (s *feeds) of(provider, tenant string) *feed {
	tenant = event.Identifying(provider, tenant)
	if src := s.byKey[feedKey{provider, tenant}]; src != nil {
		return src
	}
	if len(s.all) >= mostFeeds {
		return s.all[len(s.all)-1]
	}
	src := &feed{feedKey: feedKey{strings.Clone(provider), strings.Clone(tenant)}, number: uint32(len(s.all))}
	s.byKey[src.feedKey] = src
	s.all = append(s.all, src)
	return src
}

// believe is an event's time. One that lies more than 15 minutes after its
// arrival is not believed and moves no watermark: a provider that sends the
// year 57000 must not close every incident.
func (e *Engine) believe(ev *event.Event, at Arrival) (t int64, believed bool) {
	observed := at.Observed
	if observed <= 0 {
		observed = e.now()
	}
	if ev.Time > 0 && ev.Time <= observed+ahead {
		return ev.Time, true
	}
	if ev.Time > 0 {
		e.stats.DistrustedTimes++
	}
	if at.Timestamp > 0 && at.Timestamp <= observed+ahead {
		return at.Timestamp, ev.Time == 0
	}
	return observed, false
}

// advance moves a source's watermark and tells what fell due: closes in order
// of due time, the flood of the hour before, the summary of the first days.
func (e *Engine) advance(src *feed, t int64) (due []*incident.Notice) {
	if src.first == 0 {
		src.first = t
	}
	if t <= src.watermark {
		if t < src.first && src.watermark-t <= int64(e.o.MaxLateness) {
			src.first = t // the first days do not depend on what arrived first
		}
		return nil
	}
	due = e.hours(src, src.watermark, t)
	src.watermark = t
	e.lookAround(t)
	if len(e.accounts.due) > 0 {
		due = append(due, e.decideDue(src, t)...)
	}
	due = append(due, e.closeDue(src, t)...)
	if n := src.registry.due(src, t, e.policy); n != nil {
		e.stats.Opened++
		due = append(due, n)
	}
	if !src.summed && t > src.first+firstDays {
		src.summed = true
		if n := e.summary(src); n != nil {
			due = append(due, n)
		}
	}
	return due
}

// seconds is an event time as baselines keep it.
func seconds(nano int64) uint32 {
	return uint32(min(max(nano/int64(time.Second), 1), 1<<32-1))
}
