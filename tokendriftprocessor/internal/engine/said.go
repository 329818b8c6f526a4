package engine

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// again is after how long the same evidence is told again, seconds.
const again = 30 * 86400

// openedMark tells "opened an incident" from "was a review" among the marks.
const openedMark = 0x5bd1e995

// said is whether all of the evidence was told within 30 days, or ever opened
// an incident: after that it is a review at most. What was taken back (Last is
// 0) was never said.
func (e *Engine) said(u *use, keys []uint32, mark uint32) bool {
	for _, k := range keys {
		v := e.tokens.FindValue(u.head, baseline.Said, k^mark|1)
		if v == nil || v.Last() == 0 || mark != openedMark && u.at > v.Last()+again {
			return false
		}
	}
	return len(keys) > 0
}

func (e *Engine) say(u *use, keys []uint32, mark uint32) {
	if u.head == nil {
		return
	}
	for _, k := range keys {
		if v := e.tokens.FindValue(u.head, baseline.Said, k^mark|1); v != nil {
			if u.at > v.Last()+again {
				v.SetLast(u.at)
			}
			continue
		}
		e.tokens.Insert(u.head, baseline.Said, k^mark|1, "", u.at, false)
	}
}

// evidenceKeys identify pieces of evidence: the signal and its value, and for
// rules what they rest on, so that a second revocation is news.
func evidenceKeys(a *incident.Assessment) []uint32 {
	if a.Newcomer != nil {
		return []uint32{baseline.Hash("newcomer\x00" + a.Newcomer.Name)}
	}
	keys := make([]uint32, 0, len(a.Evidence))
	for i := range a.Evidence {
		f := &a.Evidence[i]
		if f.Says == signal.SaysNothing || a.ByRule && f.Says == signal.SaysRate && f.Own > incident.NewValue {
			continue // what merely happens beside a rule is no second piece of news
		}
		s := f.Signal.Name + "\x00" + f.Value
		if f.Says != signal.SaysRate {
			s += "\x00" + f.Normal
		}
		keys = append(keys, baseline.Hash(s))
	}
	return keys
}
