package baseline

import "math"

// drain is what a token moves over days: a slow theft stays below every hour's
// peak and shows in their sum.
type drain struct {
	at     uint32
	rows   flow
	bytes  flow
	block  uint16 // of four days, the one that is open
	blocks uint8  // closed, at most 255
	said   uint8  // steps told of a rise that goes on
}

// flow is one measure: its faded sum, and the greatest of the closed blocks.
// A block counts as history when the next one is over too, so that a slow rise
// is not its own measure.
type flow struct{ now, open, last, peak float32 }

const (
	drainHalf   = 86400     // the sum fades by half in a day
	drainBlock  = 4 * 86400 // length of a block
	leastBlocks = 3         // closed ones before a peak means anything
	leastDrain  = 1.3       // times the peak from where on it is told
	drainStep   = 1.26      // and again when it has grown by so much: a third of an octave
)

// Drain is a token that moves more over days than it ever did.
type Drain struct {
	What  string // rows, bytes
	Times float64
}

// Flow adds what a use moved. It returns a drain when this use made a step.
func (h *Head) Flow(at uint32, rows, size int64) (d Drain, ok bool) {
	w := &h.drain
	if at > w.at {
		f := float32(math.Exp2(-float64(at-w.at) / drainHalf))
		w.rows.now, w.bytes.now = w.rows.now*f, w.bytes.now*f
		w.at = at
	}
	if b := uint16(at / drainBlock); b != w.block {
		clean := w.said == 0
		w.rows.close(clean)
		w.bytes.close(clean)
		w.block = b
		w.blocks = min(w.blocks, 254) + 1
	}
	w.rows.add(float32(max(rows, 0)))
	w.bytes.add(float32(max(size, 0)))
	if w.blocks < leastBlocks+1 {
		return d, false
	}
	if t := w.rows.times(leastRows); t > d.Times {
		d = Drain{"rows", t}
	}
	if t := w.bytes.times(leastBytes); t > d.Times {
		d = Drain{"bytes", t}
	}
	if d.Times < leastDrain {
		w.said = 0
		return d, false
	}
	step := uint8(min(1+math.Log(d.Times/leastDrain)/math.Log(drainStep), 255))
	if step <= w.said {
		return d, false
	}
	w.said = step
	return d, true
}

func (f *flow) add(n float32) {
	f.now += n
	f.open = max(f.open, f.now)
}

func (f *flow) close(clean bool) {
	if clean {
		f.peak = max(f.peak*0.97, f.last)
		f.last = f.open
	}
	f.open = f.now
}

func (f *flow) times(least float64) float64 {
	if f.peak <= 0 || float64(f.now) < least {
		return 0
	}
	return float64(f.now / max(f.peak, f.last*0.5))
}
