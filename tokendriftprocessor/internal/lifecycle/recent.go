package lifecycle

import (
	"cmp"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// kept is how many of a target's last facts are known one by one.
const kept = 4

// started marks a start among the kinds of ends.
const started = event.FactIssued

// recent is the latest facts of one target, oldest first, empty places in
// front. It answers for a use that is judged after something was issued again
// but happened before: keeping the latest of all facts is the same in any
// order of facts.
type recent struct {
	times [kept]int64
	kinds [kept]event.FactKind
}

func (r *recent) note(at int64, kind event.FactKind) {
	if at <= 0 {
		return
	}
	i := kept
	for i > 0 {
		c := cmp.Or(cmp.Compare(r.times[i-1], at), cmp.Compare(rank(r.kinds[i-1]), rank(kind)), cmp.Compare(r.kinds[i-1], kind))
		if c == 0 {
			return
		}
		if c < 0 {
			break
		}
		i--
	}
	if i == 0 {
		return
	}
	copy(r.times[:i-1], r.times[1:i])
	copy(r.kinds[:i-1], r.kinds[1:i])
	r.times[i-1], r.kinds[i-1] = at, kind
}

// at is the life of the target as it was at a moment, as far as the latest
// facts tell; 0 is now. When all of them are later, what was before is not
// known, and the use has the benefit of the doubt.
func (l *lapse) at(moment int64) lapse {
	if moment == 0 || l.start <= moment && l.last < moment {
		return *l
	}
	var was lapse
	known := l.times[0] == 0 || l.start <= moment
	if l.start <= moment {
		was.begin(l.start)
		if l.first != 0 && l.first < moment {
			was.end(l.first, l.how)
		}
	}
	for i, at := range l.times {
		switch {
		case at == 0 || at > moment || at == moment && l.kinds[i] != started:
		case l.kinds[i] == started:
			was.begin(at)
			known = true
		default:
			was.end(at, l.kinds[i])
			if at == was.last {
				was.how = l.kinds[i] // it is known better than that of the first
			}
			known = true
		}
	}
	if !known {
		return lapse{start: l.start}
	}
	return was
}
