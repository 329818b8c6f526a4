package baseline

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheHashOfAPrefixSpellsIt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"0.0.0.0/24", "203.0.113.0/24", "10.200.3.0/24", "255.255.255.0/24"} {
		fp := Hash(text)
		assert.Equal(t, fp, HashPrefix(netip.MustParsePrefix(text)), text)
		got, ok := spelling(fp)
		assert.True(t, ok, text)
		assert.Equal(t, text, got)
	}
	for _, text := range []string{
		"AS64500", ".0/24", "1.2.0/24", "1.2.3.4.0/24", "256.1.1.0/24", "01.2.3.0/24", "1..3.0/24", "1.2..0/24",
		"new_network\x00203.0.113.0/24", "203.0.113.0/25", "2001:db8:1::/48", "1.2.3x.0/24",
	} {
		_, ok := prefixOf(text)
		assert.False(t, ok, text)
		got, _ := spelling(Hash(text))
		assert.NotEqual(t, text, got)
	}
	assert.NotEqual(t, HashPrefix(netip.MustParsePrefix("2001:db8:1::/48")), HashPrefix(netip.MustParsePrefix("2001:db8:2::/48")))
}

func TestASpelledTextIsNotHeld(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	h := s.At(s.Admit(keyOf(1), monday))
	for _, text := range []string{"203.0.113.0/24", "AS64500"} {
		s.shown(h, Network, text, monday)
		v := s.FindValue(h, Network, Hash(text))
		assert.Equal(t, text, s.words.of(v))
	}
	assert.Equal(t, 1, s.Texts.Held())
	s.Forget(s.Find(keyOf(1)))
	assert.Zero(t, s.Texts.Held())

	v := newValue(Action, Hash("203.0.113.0/24"), monday, false)
	v.setText(s.words.keep(Action, v.FP, "files.get")) // of the same hash, which is made up
	assert.Equal(t, "files.get", s.words.of(&v))
}
