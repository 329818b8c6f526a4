package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

func TestFirstDaysAreOneSummary(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.Inventory = loadInventory(t, declaredYAML)
	e := newEngine(t, o)
	for i := range 300 {
		out := judgeNow(e, plainUse(fmt.Sprint("early-", i), fmt.Sprint("e", i), origin0.Add(time.Duration(i)*time.Minute)))
		require.Nil(t, out.Verdict)
		require.Empty(t, out.Before)
	}
	out := judgeNow(e, plainUse("declared", "later", origin0.Add(7*day+time.Minute)))
	require.Len(t, out.Before, 1)
	n := out.Before[0]
	require.NotNil(t, n.Summary)
	assert.Equal(t, 300, n.Summary.Count)
	assert.Len(t, n.Summary.Tokens, 256, "the list is bounded, the count is not")
	assert.Contains(t, n.Summary.Tokens[0], "App early-0): no owner, no purpose")
	assert.Equal(t, origin0.Add(7*day).UnixNano(), n.Time)

	assert.Nil(t, judgeNow(e, plainUse("early-7", "again", origin0.Add(8*day))).Verdict, "listed, so not told one by one")
	assert.Empty(t, judgeNow(e, plainUse("early-7", "again2", origin0.Add(20*day))).Before, "once")
}

func TestRegistryFloodIsOneIncident(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.Inventory = loadInventory(t, declaredYAML)
	e := newEngine(t, o)
	at := warm(e, origin0).Truncate(time.Hour)
	opened := 0
	for i := range 250 {
		out := judgeNow(e, plainUse(fmt.Sprint("flood-", i), fmt.Sprint("f", i), at.Add(time.Duration(i)*time.Second)))
		opened += len(out.After)
	}
	assert.Equal(t, 100, opened)
	out := judgeNow(e, plainUse("declared", "next hour", at.Add(61*time.Minute)))
	require.Len(t, out.Before, 1)
	assert.EqualValues(t, 150, out.Before[0].RecordCount)
	assert.Equal(t, incident.StateOpened, out.Before[0].State)
	assert.Equal(t, at.Add(time.Hour).UnixNano(), out.Before[0].Time)
}
