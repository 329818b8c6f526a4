package store

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestZerosArePacked(t *testing.T) {
	t.Parallel()
	long := append([]byte{1}, make([]byte, 300)...)
	for name, c := range map[string]struct{ token, packed []byte }{
		"nothing":             {nil, nil},
		"no zeros":            {[]byte{1, 2, 3}, []byte{1, 2, 3}},
		"too few to be worth": {[]byte{1, 0, 0, 2}, []byte{1, 0, 0, 2}},
		"a run":               {[]byte{1, 0, 0, 0, 0, 2}, []byte{0, 1, 0, 4, 2}},
		"a run at the end":    {[]byte{1, 7, 0, 0, 0, 0}, []byte{0, 1, 7, 0, 4}},
		"ones":                {[]byte{1, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128}, []byte{0, 1, 0, 0, 0, 0, 0, 2, 128}},
		"more than a run":     {long, []byte{0, 1, 0, 255, 0, 45}},
	} {
		got := pack([]byte("before"), c.token)
		assert.Equal(t, append([]byte("before"), c.packed...), got, name)
		back, ok := unpack(got[len("before"):])
		assert.True(t, ok, name)
		assert.True(t, bytes.Equal(c.token, back), "%s: %v", name, back)
	}
	_, ok := unpack([]byte{0, 1, 0})
	assert.False(t, ok, "a run without its length")
}

// TestCopiesOfBeforeAreRead: they are not packed.
func TestCopiesOfBeforeAreRead(t *testing.T) {
	t.Parallel()
	token := append([]byte{1}, make([]byte, 40)...)
	packed := sealedCopy(9, token)
	assert.Less(t, len(packed), 20)
	raw := append([]byte{0x8a, 0xf7, 0xd2, 0xa6, 9, 0, 0, 0}, token...)
	for _, stored := range [][]byte{packed, raw} {
		v, got, ok := unsealCopy(stored)
		assert.True(t, ok)
		assert.Equal(t, Version(9), v)
		assert.Equal(t, token, got)
	}
}
