package app

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

func livedTable() *Table {
	apps := tableOf(3)
	apps.Join(store.Key{Hash: 7, Check: 2}, noon)
	for i := range uint32(5) {
		apps.Show(crm, network, i, noon+i*hour)
		apps.Show(crm, baseline.Country, i%2, noon+i*hour/2)
	}
	apps.Opened(crm, noon+3*hour)
	return apps
}

func livedRates() *Rates {
	rates := NewRates()
	for i := range uint32(20) {
		rates.Of(i%2 == 0).Weeks(float64(i) / 7)
		rates.Of(i%3 == 0).Move(0, strengthOf(int(i)%Families, 1+int(i)%15))
	}
	rates.At(noon)
	rates.Of(true).Move(0, strengthOf(3, 2))
	rates.Of(true).Weeks(1)
	return rates
}

func TestSnapshotsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	apps, again := livedTable(), NewTable()
	b := apps.AppendBinary(nil)
	require.NoError(t, again.Load(b))
	assert.Equal(t, b, again.AppendBinary(nil))
	assert.Equal(t, append([]byte("x"), b...), apps.AppendBinary([]byte("x")), "it appends")
	require.NoError(t, again.Load(NewTable().AppendBinary(nil)))
	assert.Zero(t, again.Held(), "replaced, not joined")

	rates, other := livedRates(), NewRates()
	b = rates.AppendBinary(nil)
	require.NoError(t, other.Load(b))
	assert.Equal(t, rates, other)
	assert.Equal(t, b, other.AppendBinary(nil))
}

// TestDamagedSnapshots: cut anywhere, too long, of another version, with more
// than there may be, or with figures that are no numbers.
func TestDamagedSnapshots(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]struct {
		good []byte
		load func([]byte) ([]byte, error) // and what is held after it
	}{
		"apps": {livedTable().AppendBinary(nil), func(b []byte) ([]byte, error) {
			t := NewTable()
			err := t.Load(b)
			return t.AppendBinary(nil), err
		}},
		"rates": {livedRates().AppendBinary(nil), func(b []byte) ([]byte, error) {
			r := NewRates()
			err := r.Load(b)
			return r.AppendBinary(nil), err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			empty := [...][]byte{NewTable().AppendBinary(nil), NewRates().AppendBinary(nil)}
			bad := func(b []byte, what string) {
				held, err := s.load(b)
				require.Error(t, err, what)
				require.Contains(t, empty, held, "as it was")
			}
			for n := range s.good {
				bad(s.good[:n], "cut")
			}
			bad(append(slices.Clone(s.good), 0), "too long")
			_, err := s.load(append([]byte{9}, s.good[1:]...))
			require.ErrorContains(t, err, "version 9, this program reads version 1")
			many := slices.Clone(s.good)
			binary.LittleEndian.PutUint32(many[1:], math.MaxUint32)
			bad(many, "more than there are bytes")
		})
	}
	b := livedTable().AppendBinary(nil)
	b[5+appSize] = byte(baseline.NDims)
	require.Error(t, NewTable().Load(b), "a dimension there is not")
	for _, weeks := range []float64{math.NaN(), math.Inf(1), -1} {
		b := livedRates().AppendBinary(nil)
		binary.LittleEndian.PutUint64(b[5:], math.Float64bits(weeks))
		require.Error(t, NewRates().Load(b), weeks)
	}
}

// FuzzSnapshots: whatever the bytes, loading gives an error or a state that
// can be gone on with and written again.
func FuzzSnapshots(f *testing.F) {
	f.Add(livedTable().AppendBinary(nil))
	f.Add(livedRates().AppendBinary(nil))
	f.Add(NewTable().AppendBinary(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		apps := NewTable()
		if apps.Load(b) == nil {
			apps.Join(crm, noon)
			apps.Show(crm, network, value1, noon)
			apps.Opened(crm, noon)
			apps.Closed(crm)
			assert.GreaterOrEqual(t, apps.Lent(crm, network, value1, noon), 0)
			assert.LessOrEqual(t, apps.Held(), apps.Limit())
			require.NoError(t, NewTable().Load(apps.AppendBinary(nil)))
		}
		rates := NewRates()
		if rates.Load(b) == nil {
			s := strengthOf(0, 1, 3, 2)
			rates.Of(false).Move(0, s)
			rates.At(math.MaxUint32)
			floor := rates.Floor(s, false)
			assert.False(t, math.IsNaN(floor) || floor <= 0, floor)
			require.NoError(t, NewRates().Load(rates.AppendBinary(nil)))
		}
	})
}
