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

// PreviousAction is the hash of the last operation.
func (h *Head) PreviousAction() uint32 { return h.prevAction }

// Step makes this operation the last one.
func (h *Head) Step(action, at uint32, class uint8) {
	if at >= h.prevAt {
		h.prevAction, h.prevAt, h.prevClass = action, at, class
	}
}
