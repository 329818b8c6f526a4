package baseline

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAWalkIsToldFromTheThirdYoungUse(t *testing.T) {
	t.Parallel()
	var h Head
	for range 200 {
		h.Walk(false, monday)
	}
	// 138 of them are left after 30 days, so a young use is expected once in
	// 278: k of k are k x (ln 278 - 1 + 1/278) / ln 2 = 6.681 k bits.
	at := monday + 30*aDay
	for k, want := range []float64{0, 0, 20.04, 0} {
		assert.InDelta(t, want, h.Walk(true, at), 0.02, "use %d", k+1)
	}
	assert.Positive(t, h.Walk(true, at+3600), "three count in an hour, and more in the next")
	assert.Zero(t, h.Walk(false, at+3600), "a use of old values is no step")
}

// TestNobodyKnowsWhatIsUsualAtFirst: a token that names another object with
// every use has walked nowhere when its uses begin to be counted.
func TestNobodyKnowsWhatIsUsualAtFirst(t *testing.T) {
	t.Parallel()
	for _, each := range []uint32{3600, 6 * 3600, aDay} {
		var h Head
		for use := range uint32(200) {
			assert.Zero(t, h.Walk(true, monday+use*each), "use %d, one in %d s", use, each)
		}
	}
}

func TestAWalkIsToldAgainWhenItHasGrown(t *testing.T) {
	t.Parallel()
	var h Head
	for range 400 {
		assert.Zero(t, h.Walk(false, monday), "never anything young")
	}
	told := 0
	for i := range uint32(12) {
		at := monday + 30*aDay + i*3600
		if h.Walk(true, at) > 0 {
			told++
		}
		before := h
		assert.Zero(t, before.Walk(false, at))
		for range 3 {
			h.Walk(false, at)
		}
	}
	assert.Positive(t, told)
	assert.Less(t, told, 12, "a share that stays where it is brings no more news")
}

func TestAShareThatWasAlwaysThereIsNoWalk(t *testing.T) {
	t.Parallel()
	var h Head
	told := 0
	for use := range uint32(120 * 4) {
		if h.Walk(use%2 == 0, monday+use*aDay/4) > 0 && use >= 60*4 {
			told++
		}
	}
	assert.Zero(t, told, "half of its uses always showed something young")
}

// TestYoungShare: of these days, and of what was usual before them.
func TestYoungShare(t *testing.T) {
	t.Parallel()
	var h Head
	for d := range uint32(30) {
		for i := range uint32(10) {
			h.Walk(d >= 28 && i > 0, monday+d*aDay+i*3600)
		}
	}
	now, usual := h.YoungShare()
	assert.InDelta(t, 0.45, now, 0.01, "nine in ten of the last two days, in days that fade in two")
	assert.Less(t, usual, 0.1)
	now, usual = new(Head).YoungShare()
	assert.Zero(t, now+usual)
}
