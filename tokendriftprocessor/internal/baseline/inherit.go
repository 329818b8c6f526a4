package baseline

// Inherit gives a young token the baseline of the one it takes over from, on
// top of the little it has of its own: habits, peaks and values, those on
// probation on probation. What is about single uses (the visit that goes on,
// an open window, the place it was last elsewhere) stays with each.
func (s *Set) Inherit(h, before *Head, at uint32) {
	h.FirstSeen = min(h.FirstSeen, before.FirstSeen)
	h.LastQuiet = max(h.LastQuiet, before.LastQuiet)
	h.Uses += before.Uses
	h.Days += before.Days
	h.MostHarm = max(h.MostHarm, before.MostHarm)
	h.weeks += before.weeks
	h.singles = before.singles
	for bin := range 48 {
		h.hours.set(bin, max(h.hours.at(bin), before.hours.at(bin)))
	}
	v, w := &h.Volume, &before.Volume
	v.peakCount, v.peakRows, v.peakBytes = max(v.peakCount, w.peakCount), max(v.peakRows, w.peakRows), max(v.peakBytes, w.peakBytes)
	v.closed = max(v.closed, w.closed)
	h.drain.inherit(&before.drain)
	if h.share.total < before.share.total {
		h.share = before.share
	}
	own := h.age(at)
	for p := h.pages; p != 0; p = s.pages.At(p).next {
		for i := range s.pages.At(p).values {
			s.pages.At(p).values[i].born = own // it counts from the first use of both
		}
	}
	for p := before.pages; p != 0; p = s.pages.At(p).next {
		for i := range s.pages.At(p).values {
			if v := s.pages.At(p).values[i]; v.Dim() != DimNone {
				s.inherit(h, &v, at)
			}
		}
	}
}

func (s *Set) inherit(h *Head, v *Value, at uint32) {
	if own := s.FindValue(h, v.Dim(), v.FP); own != nil {
		if !v.Waiting() {
			own.setState(known)
		}
		last := max(own.Last(), v.Last())
		own.weight = countOf(s.weight(own, last) + s.weight(v, last))
		own.SetLast(last)
		own.setDays(max(own.Days(), v.Days()))
		own.born = v.born
		return
	}
	slot := s.slot(h, v.Dim(), at)
	if slot == nil {
		return
	}
	s.words.drop(slot)
	text := s.words.of(v)
	*slot = *v
	slot.setText(s.words.keep(v.Dim(), v.FP, text))
}

// inherit takes over what was moved in closed blocks. The blocks of both lie
// alike, since they are cut by the calendar.
func (w *drain) inherit(before *drain) {
	if w.blocks >= before.blocks {
		return
	}
	now := *w
	*w = *before
	w.said = 0
	if now.at > w.at {
		w.at = now.at
		w.rows.now, w.bytes.now = now.rows.now, now.bytes.now
	}
	if now.block > w.block {
		clean := before.said == 0
		w.rows.close(clean)
		w.bytes.close(clean)
		w.block = now.block
		w.rows.open, w.bytes.open = now.rows.open, now.bytes.open
	}
}
