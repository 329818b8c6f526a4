package engine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// TestLastUsesAreWrittenInPages of which only those with changes are written
// again; joined they are what they would be without pages.
func TestLastUsesAreWrittenInPages(t *testing.T) {
	t.Parallel()
	o := defaults(t)
	o.MaxTokens = 4000
	e := keeping(t, o)
	n := 0
	use := func(token int) {
		n++
		judgeNow(e, plainUse(fmt.Sprint("token-", token), fmt.Sprint("e-", n), origin0.Add(time.Duration(n)*time.Minute)))
	}
	stored := map[string][]byte{} // as a storage has them
	freeze := func(generation, committed uint32) (written int, all []store.Section) {
		f := e.Freeze(generation, committed)
		for _, s := range f.Sections {
			if s.Rest != nil {
				use(0) // the moment is over
				s.Bytes = s.Rest()
			}
			if !s.Same {
				stored[s.Name] = s.Bytes
			}
			if strings.HasPrefix(s.Name, "last_uses_") && !s.Same {
				written++
			}
			all = append(all, store.Section{Name: s.Name, Bytes: stored[s.Name]})
		}
		assert.Nil(t, e.late.before)
		return written, all
	}
	for token := range 100 * blockLen {
		use(token)
	}
	written, _ := freeze(1, 0)
	assert.Equal(t, 100, written)
	use(0) // page 0, and what is used while page 0 is written
	use(90 * blockLen)
	want := e.appendLate(nil)
	written, sections := freeze(2, 1)
	assert.Equal(t, 2, written)
	assert.Equal(t, want, joinPages("last_uses", sections))
	written, _ = freeze(3, 1)
	assert.Equal(t, 100, written, "the second was not committed")

	again := keeping(t, o)
	require.NoError(t, again.Restore(store.Loaded{Sections: sections}))
	assert.Equal(t, want, again.appendLate(nil))
	lacking := sections[:0:0]
	for _, s := range sections {
		if s.Name != pageName("last_uses", 27) {
			lacking = append(lacking, s)
		}
	}
	assert.ErrorContains(t, keeping(t, o).Restore(store.Loaded{Sections: lacking}), `section "last_uses"`)
	whole := []store.Section{sections[0], {Name: "last_uses", Bytes: want}} // of before there were pages
	again = keeping(t, o)
	require.NoError(t, again.Restore(store.Loaded{Sections: whole}))
	assert.Equal(t, want, again.appendLate(nil))
}

func TestPagesHaveNames(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "s_aaa", pageName("s", 0))
	assert.Equal(t, "s_aba", pageName("s", 26))
	assert.Equal(t, "s_cat", pageName("s", 2*26*26+19))
}
