package baseline

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestATokenWakesAfterThirtyDaysAndThreeOfItsOwnSilences(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		longest, quiet uint32 // days
		want           bool
	}{
		"a month":                            {5, 30, true},
		"a day short of it":                  {5, 29, false},
		"less than three times its longest":  {11, 32, false},
		"three times its longest":            {11, 33, true},
		"a quarterly job":                    {92, 92, false},
		"a quarterly job that was forgotten": {92, 276, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, h := newSet(1), &Head{LastSeen: monday, LastQuiet: row.longest * aDay}
			at := monday + row.quiet*aDay
			w, ok := h.Waking(at)
			assert.Equal(t, row.want, ok)
			if !ok {
				return
			}
			want := Woke{At: at, After: uint16(row.quiet), Usual: uint16(row.longest)}
			assert.Equal(t, want, w)
			s.Use(h, at)
			assert.Equal(t, want, h.Woke)
			w, ok = h.Waking(at + 7*aDay)
			assert.True(t, ok, "it is watched for a week")
			assert.Equal(t, want, w)
			_, ok = h.Waking(at + 7*aDay + 1)
			assert.False(t, ok)
			_, ok = h.Waking(at - 1)
			assert.False(t, ok, "a use from before it woke")
		})
	}
}
