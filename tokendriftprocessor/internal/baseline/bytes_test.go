package baseline

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
)

// TestTheByteTable holds the table in the package's documentation: whoever
// makes one of these longer takes it from every token.
func TestTheByteTable(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ is, documented uintptr }{
		"head":     {unsafe.Sizeof(Head{}), 416},
		"evidence": {unsafe.Sizeof(Head{}.Recent), 96},
		"counts":   {unsafe.Sizeof(Habits{}), 68},
		"value":    {unsafe.Sizeof(Value{}), 16},
		"page":     {unsafe.Sizeof(page{}), 64},
		"word":     {unsafe.Sizeof(word{}), 20},
	} {
		assert.Equal(t, row.documented, row.is, name)
	}
}

func TestBytesCountsWhatIsHeld(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	// 16 places of the index, 64 buckets of words and 65,536 of texts.
	const tables = 4 * (16 + 64 + 65_536)
	assert.EqualValues(t, tables, s.Bytes())
	h := s.At(s.Admit(keyOf(1), monday))
	assert.EqualValues(t, tables+416, s.Bytes())
	s.shown(h, Network, "AS64500", monday)
	assert.EqualValues(t, tables+416+68+64+20, s.Bytes(), "a page with its link, a text and a word")
	for _, action := range []string{"a", "b", "c", "d"} {
		s.shown(h, Action, action, monday)
	}
	assert.EqualValues(t, tables+416+2*68+5*(64+20), s.Bytes())
	s.Forget(s.Find(keyOf(1)))
	assert.EqualValues(t, tables, s.Bytes())
}
