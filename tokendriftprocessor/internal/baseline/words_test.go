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
		v := Value{FP: 7, Dim: d, Marks: Waiting}
		v.Marks |= s.words.keep(d, v.FP, text)
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
		assert.Equal(t, Waiting, values[i].Marks&^textMask)
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
	for i := range 16 {
		keep(Action, fmt.Sprint("text ", i))
	}
	assert.Equal(t, "text 14", s.words.of(&values[14]), "the fifteenth")
	assert.Empty(t, s.words.of(&values[15]), "there is no number for the sixteenth")
	require.Equal(t, 15, s.Texts.Held())
	s.words.drop(&values[3])
	s.words.drop(&values[15])
	keep(Action, "another")
	assert.Equal(t, "another", s.words.of(&values[16]), "a number is used again")
}
