package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestClosesInOrderOfDueTimeThenToken(t *testing.T) {
	t.Parallel()
	e := newEngine(t, defaults(t))
	at := origin0.Add(56*day + 9*time.Hour)
	for i := range 8 * 7 * 4 {
		for _, token := range []string{"a", "b", "c"} {
			judgeNow(e, plainUse(token, fmt.Sprint(token, i), origin0.Add(time.Duration(i/4)*day+time.Duration(9+i%4)*time.Hour)))
		}
	}
	for i, token := range []string{"a", "c", "b"} {
		v := judgeNow(e, stolen(token, "s"+token, at.Add([]time.Duration{2 * time.Second, 2 * time.Second, 0}[i]))).Verdict
		require.NotNil(t, v)
	}
	closed := judgeNow(e, plainUse("d", "d", at.Add(100*time.Hour))).Before
	require.Len(t, closed, 3)
	for i := range 2 {
		x, y := closed[i], closed[i+1]
		assert.True(t, x.Time < y.Time || x.Time == y.Time && x.Token.ID < y.Token.ID)
	}
	assert.Equal(t, at.Add(72*time.Hour).UnixNano(), closed[0].Time)
}
