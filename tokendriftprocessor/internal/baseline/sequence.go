package baseline

// edgeGap is how long an operation is the last one: after an hour the next
// begins anew.
const edgeGap = 3600

// EdgeOf is the transition from the token's last operation to this one, or 0
// when there was none lately or it is the same again.
func (h *Head) EdgeOf(action, at uint32) uint32 {
	if h.prevAction == 0 || h.prevAction == action || at < h.prevAt || at-h.prevAt > edgeGap {
		return 0
	}
	return (h.prevAction*0x9E3779B1 ^ action*0x85EBCA77) | 1
}

// Chain says the transition from the token's last operation to action; "" when
// the last one is no longer held.
func (s *Set) Chain(h *Head, action string) string {
	v := s.FindValue(h, Action, h.prevAction)
	if v == nil {
		return ""
	}
	return s.words.of(v) + " > " + action
}

// Step makes this operation the last one.
func (h *Head) Step(action, at uint32) {
	if at >= h.prevAt {
		h.prevAction, h.prevAt = action, at
	}
}
