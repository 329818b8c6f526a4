package app

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

const snapshotVersion = 1

// The sizes of one app without its values, of a value and of a strength.
const (
	appSize      = 8 + 8 + 5*4
	valueSize    = 1 + 4 + 4 + 4 + 2 + 2
	strengthSize = 4 + 4
)

var errShort = errors.New("apps: the snapshot is damaged")

// AppendBinary appends the table, in the order of keys: equal tables give
// equal bytes.
func (t *Table) AppendBinary(b []byte) []byte { return t.Freeze()(b, store.NoLock{}) }

func (t *Table) appendBinary(b []byte, a *shared) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(le.AppendUint64(b, a.key.Hash), a.key.Check)
	for _, n := range [...]uint32{a.tokens, a.used, a.open, a.frozen, a.held} {
		b = le.AppendUint32(b, n)
	}
	var room [mostValues]*value
	list := t.values.of(a, room[:0])
	slices.SortFunc(list, func(x, y *value) int { return cmp.Or(cmp.Compare(x.dim, y.dim), cmp.Compare(x.fp, y.fp)) })
	for _, v := range list {
		b = le.AppendUint32(append(b, byte(v.dim)), v.fp)
		b = le.AppendUint32(le.AppendUint32(b, v.first), v.at)
		b = le.AppendUint16(le.AppendUint16(b, v.before), v.now)
	}
	return b
}

// Load replaces the table by what AppendBinary wrote; on an error it is as it
// was.
func (t *Table) Load(b []byte) error {
	le, loaded := binary.LittleEndian, NewTable()
	n, b, err := header(b, appSize)
	if err != nil {
		return err
	}
	for range n {
		if len(b) < appSize {
			return errShort
		}
		k := store.Key{Hash: le.Uint64(b), Check: le.Uint64(b[8:])}
		if loaded.apps.Held() >= mostApps || loaded.index.Find(k) != 0 {
			return errShort
		}
		place, a := loaded.admit(k)
		a.tokens, a.used, a.open, a.frozen = le.Uint32(b[16:]), le.Uint32(b[20:]), le.Uint32(b[24:]), le.Uint32(b[28:])
		values := le.Uint32(b[32:])
		if b = b[appSize:]; values > mostValues || len(b) < int(values)*valueSize {
			return errShort
		}
		for range values {
			v := value{dim: baseline.Dim(b[0]), fp: le.Uint32(b[1:])}
			if v.dim >= baseline.NDims || loaded.values.find(place, v.dim, v.fp) != nil {
				return errShort
			}
			v.first, v.at, v.before, v.now = le.Uint32(b[5:]), le.Uint32(b[9:]), le.Uint16(b[13:]), le.Uint16(b[15:])
			loaded.values.put(place, a, v)
			b = b[valueSize:]
		}
	}
	if len(b) != 0 {
		return errShort
	}
	*t = *loaded
	return nil
}

func header(b []byte, least int) (n int, rest []byte, err error) {
	if len(b) < 5 {
		return 0, nil, errShort
	}
	if b[0] != snapshotVersion {
		return 0, nil, fmt.Errorf("apps: version %d, this program reads version %d", b[0], snapshotVersion)
	}
	n = int(binary.LittleEndian.Uint32(b[1:]))
	if n > len(b)/least {
		return 0, nil, errShort
	}
	return n, b[5:], nil
}

// AppendBinary appends both pools.
func (r *Rates) AppendBinary(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(append(b, snapshotVersion), uint32(len(r.pools)))
	for _, p := range r.pools {
		b = p.appendBinary(b)
	}
	return b
}

func (p *Pool) appendBinary(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(le.AppendUint64(b, math.Float64bits(p.weeks)), math.Float64bits(p.seen))
	b = le.AppendUint32(b, p.asOf)
	for _, list := range [...][]counted{p.counted(), p.visible} {
		b = le.AppendUint32(b, uint32(len(list)))
		for _, c := range list {
			b = le.AppendUint32(le.AppendUint32(b, uint32(c.strength)), math.Float32bits(c.n))
		}
	}
	return b
}

// Load replaces both pools by what AppendBinary wrote; on an error they are as
// they were.
func (r *Rates) Load(b []byte) error {
	n, b, err := header(b, 1)
	if err != nil {
		return err
	}
	loaded := NewRates()
	if n != len(loaded.pools) {
		return errShort
	}
	for _, p := range loaded.pools {
		if b, err = p.load(b); err != nil {
			return err
		}
	}
	if len(b) != 0 {
		return errShort
	}
	*r = *loaded
	return nil
}

func (p *Pool) load(b []byte) (rest []byte, err error) {
	le := binary.LittleEndian
	if len(b) < 20 {
		return nil, errShort
	}
	p.weeks, p.seen, p.asOf = math.Float64frombits(le.Uint64(b)), math.Float64frombits(le.Uint64(b[8:])), le.Uint32(b[16:])
	if !(p.weeks >= 0 && p.seen >= 0) || math.IsInf(p.weeks, 0) || math.IsInf(p.seen, 0) {
		return nil, errShort
	}
	b = b[20:]
	var lists [2][]counted
	for i := range lists {
		if len(b) < 4 {
			return nil, errShort
		}
		n := int(le.Uint32(b))
		if b = b[4:]; n > mostStrengths || len(b) < n*strengthSize {
			return nil, errShort
		}
		for range n {
			c := counted{Strength(le.Uint32(b)), math.Float32frombits(le.Uint32(b[4:]))}
			if !(c.n >= 0) || math.IsInf(float64(c.n), 0) {
				return nil, errShort
			}
			lists[i] = append(lists[i], c)
			b = b[strengthSize:]
		}
	}
	for _, c := range lists[0] {
		p.episodes[c.strength] = c.n
	}
	p.visible = lists[1]
	return b, nil
}
