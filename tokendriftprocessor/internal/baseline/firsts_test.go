package baseline

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSeveralFirstsInAFewDaysAreTold(t *testing.T) {
	t.Parallel()
	var h Head
	// 0.1 a week are 0.1 x 3/7 / ln 2 = 0.0618 in the faded sum. The third first
	// within the hour makes 3: (3 ln(3/0.0618) - 3 + 0.0618) / ln 2 = 12.56 bits,
	// the fourth (4 ln(4/0.0618) - 4 + 0.0618) / ln 2 = 18.38.
	for i, want := range []float64{0, 0, 12.56, 18.38} {
		assert.InDelta(t, want, h.Firsts(0.1, monday), 0.01, "first %d", i+1)
	}
}

func TestFirstsThatAreFarApartAreSingleNews(t *testing.T) {
	t.Parallel()
	var h Head
	for i := range uint32(20) {
		assert.Zero(t, h.Firsts(0.1, monday+i*14*aDay), "one in two weeks, number %d", i+1)
	}
}

func TestATokenThatShowsFirstsEveryDayTellsNothing(t *testing.T) {
	t.Parallel()
	var h Head
	for i := range uint32(60) {
		assert.Zero(t, h.Firsts(7, monday+i*aDay), "day %d", i+1)
	}
}

func TestFirstsAreToldAgainWhenTheyHaveGrown(t *testing.T) {
	t.Parallel()
	var h Head
	early, late := 0, 0
	for i := range uint32(200) {
		switch told := h.Firsts(0.1, monday+i*aDay/4) > 0; {
		case told && i < 30:
			early++
		case told && i >= 100:
			late++
		}
	}
	assert.Greater(t, early, 2)
	assert.Zero(t, late, "a pace that goes on brings no more news")
}
