package baseline

// Woke is the end of a token's long silence.
type Woke struct {
	At    uint32 // seconds; 0 never
	After uint16 // days of silence
	Usual uint16 // days of the longest one before
}

// A token is dormant after 30 days without a use, and after three times its
// own longest silence: a quarterly job is no revival.
const dormantDays, dormantTimes = 30, 3

// awakeDays is for how many days after it woke a token is watched.
const awakeDays = 7

// Waking is the silence that ended with a use at this time or within the week
// before it.
func (h *Head) Waking(at uint32) (w Woke, ok bool) {
	if at > h.LastSeen {
		if quiet := at - h.LastSeen; quiet >= dormantDays*86400 && quiet/dormantTimes >= h.LastQuiet {
			return Woke{at, uint16(min(quiet/86400, 1<<16-1)), uint16(h.LastQuiet / 86400)}, true
		}
	}
	w = h.Woke
	return w, w.At != 0 && at >= w.At && at-w.At <= awakeDays*86400
}

func (h *Head) wake(at uint32) {
	if w, ok := h.Waking(at); ok {
		h.Woke = w
	}
}
