package baseline

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAValueIsYoungForAWeek(t *testing.T) {
	t.Parallel()
	h := Head{FirstSeen: monday}
	for name, row := range map[string]struct {
		v    *Value
		day  uint32
		want bool
	}{
		"never shown":           {nil, 400, true},
		"on its first day":      {&Value{}, 0, true},
		"after seven days":      {&Value{}, 7, true},
		"after eight":           {&Value{}, 8, false},
		"shown on day 20":       {&Value{born: 10}, 27, true},
		"eight days after that": {&Value{born: 10}, 28, false},
		"waiting for long":      {&Value{seen: uint32(waiting) << stateShift}, 100, true},
		"a late use":            {&Value{born: 10}, 5, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, row.want, h.Young(row.v, monday+row.day*aDay))
		})
	}
	assert.False(t, h.Grown(monday+12*aDay-1))
	assert.True(t, h.Grown(monday+12*aDay))
}

func TestGoingToAndFroIsToldAtEveryDoubling(t *testing.T) {
	t.Parallel()
	var h Head
	at, told := monday, []int(nil)
	assert.Zero(t, h.Switches(9, at), "a move is no going to and fro")
	assert.Zero(t, h.Switches(9, at+1), "staying is none either")
	for range 8 {
		assert.Zero(t, h.Switches(0, at+60), "home")
		told = append(told, h.Switches(9, at+120))
		at += 120
	}
	assert.Equal(t, []int{1, 2, 0, 4, 0, 0, 0, 8}, told)

	assert.Zero(t, h.Switches(0, at+60))
	assert.Zero(t, h.Switches(10, at+120), "another young place")
	assert.Zero(t, h.Switches(0, at+60), "a late use at home, from before")
	assert.Zero(t, h.Switches(10, at+180))
	h.Switches(0, at+240)
	assert.Equal(t, 1, h.Switches(10, at+300), "begins anew")

	h.Switches(0, at+360)
	assert.Zero(t, h.Switches(10, at+300+7*aDay+1), "after a week away the place is forgotten")
}
