package baseline

import "math/bits"

// volume is what a token moves per hour of event time. A window that held a
// flagged record is not learned, and peaks move only when a window has closed,
// so that a burst cannot raise its own bar.
type volume struct {
	window    uint32 // hours of Unix time
	count     uint32 // uses in it
	rows      float32
	bytes     float32
	peakCount float32 // the highest closed clean windows, faded
	peakRows  float32
	peakBytes float32
	closed    uint8 // clean windows closed, at most 255
	saidCount uint8 // octaves above the peak already told in this window
	saidRows  uint8
	saidBytes uint8
}

// Burst is a window above the token's own peak.
type Burst struct {
	What    string // uses, rows, bytes
	Seen    float64
	Peak    float64
	Octaves int   // 1: more than twice the peak, 2: more than four times, ...
	Calls   uint8 // octaves of the number of uses, which explain half of what they moved
}

// The least that can be a burst: below these a doubling is noise.
const (
	leastUses    = 20
	leastRows    = 1000
	leastBytes   = 10 << 20
	leastWindows = 12 // closed windows before a peak means anything
)

// add adds a use to its window, closing the one before it.
func (v *volume) add(at uint32, rows, size int64, dirty *bool) {
	if w := at / 3600; w > v.window {
		v.close(w, *dirty)
		*dirty = false
	} else if w < v.window {
		return // late: its window is closed
	}
	v.count++
	v.rows += float32(max(rows, 0))
	v.bytes += float32(max(size, 0))
}

func (v *volume) close(next uint32, dirty bool) {
	if v.window != 0 && !dirty {
		// A peak fades by a hundredth a clean window, so that a token that
		// has become quieter is measured by what it does now.
		v.peakCount = max(v.peakCount*0.99, float32(v.count))
		v.peakRows = max(v.peakRows*0.99, v.rows)
		v.peakBytes = max(v.peakBytes*0.99, v.bytes)
		if v.closed < 255 {
			v.closed++
		}
	}
	*v = volume{
		window: next, peakCount: v.peakCount, peakRows: v.peakRows, peakBytes: v.peakBytes, closed: v.closed,
	}
}

// burst tells of the strongest rise this use brought, once per octave.
func (v *volume) burst() (b Burst, ok bool) {
	if v.closed < leastWindows {
		return b, false
	}
	check := func(what string, seen, peak, least float64, said *uint8) {
		if seen < least || peak <= 0 || seen <= 2*peak {
			return
		}
		octaves := bits.Len64(uint64(seen/peak)) - 1
		if octaves > int(*said) {
			*said = uint8(octaves)
			if octaves > b.Octaves {
				b, ok = Burst{What: what, Seen: seen, Peak: peak, Octaves: octaves}, true
			}
		}
	}
	defer func() { b.Calls = v.saidCount }()
	check("uses", float64(v.count), float64(v.peakCount), leastUses, &v.saidCount)
	check("rows", float64(v.rows), float64(v.peakRows), leastRows, &v.saidRows)
	check("bytes", float64(v.bytes), float64(v.peakBytes), leastBytes, &v.saidBytes)
	return b, ok
}

// Count adds a use to the volume and returns a burst if this use
// made one.
func (h *Head) Count(at uint32, rows, size int64) (Burst, bool) {
	h.Volume.add(at, rows, size, &h.dirty)
	return h.Volume.burst()
}

// Soil marks the open window as flagged: it will not raise the peak.
func (h *Head) Soil() { h.dirty = true }

// LearnHour takes an unflagged use's hour in, once per window.
func (h *Head) LearnHour(at uint32) {
	if h.Volume.window == at/3600 && h.Volume.count == 1 || h.hours.at(HourOf(at)) == 0 {
		h.learnHour(at)
	}
}
