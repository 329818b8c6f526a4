package baseline

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTextsOfOneHashAreToldApart(t *testing.T) {
	t.Parallel()
	s := newSet(10)
	var values []Value
	keep := func(d Dim, text string) {
		v := newValue(d, 7, monday, true)
		v.setText(s.words.keep(d, v.FP, text))
		values = append(values, v)
	}
	keep(Action, "files.get")
	keep(Action, "files.get")
	keep(Action, "files.list")
	keep(Object, "files.get")
	keep(Action, "")
	want := []string{"files.get", "files.get", "files.list", "files.get", ""}
	for i := range values {
		assert.Equal(t, want[i], s.words.of(&values[i]), i)
		assert.True(t, values[i].Waiting())
	}
	assert.Equal(t, 2, s.Texts.Held(), "each text is kept once")
	s.words.drop(&values[0])
	assert.Equal(t, "files.get", s.words.of(&values[1]), "somebody else has it still")
	s.words.drop(&values[1])
	assert.Equal(t, "files.list", s.words.of(&values[2]))
	for i := 2; i < len(values); i++ {
		s.words.drop(&values[i])
	}
	assert.Zero(t, s.Texts.Held())
	assert.Zero(t, s.words.all.Held())

	values = nil
	for i := range 7 {
		keep(Action, fmt.Sprint("text ", i))
	}
	assert.Equal(t, "text 5", s.words.of(&values[5]), "the sixth")
	assert.Empty(t, s.words.of(&values[6]), "there is no number for the seventh")
	require.Equal(t, 6, s.Texts.Held())
	s.words.drop(&values[3])
	s.words.drop(&values[6])
	keep(Action, "another")
	assert.Equal(t, "another", s.words.of(&values[7]), "a number is used again")
}
