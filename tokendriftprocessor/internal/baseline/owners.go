package baseline

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

const (
	// mostOwners bounds the owners whose providers are known, at 100 bytes
	// each; an inventory declares them, so there are rarely as many.
	mostOwners = 65_536
	// mostProviders of one owner; whoever is at more is new nowhere.
	mostProviders = 16
)

// Owners is at which providers each declared owner's tokens were used: what is
// normal for a person, over all of their tokens. Providers and owners are
// hashes of their names.
type Owners struct {
	all  map[uint32]*owner
	Lost int64 // owners for whom there was no room
}

type owner struct {
	first uint32 // second of the first use
	later uint8  // providers that came after the first learning period
	at    []ownerAt
}

type ownerAt struct {
	provider uint32
	day      uint16 // the last that was counted, days of Unix time
	days     uint8  // on which it was used while it was new; earnDays and above: known
}

// Circle is what a use tells of its owner.
type Circle struct {
	New   bool
	First bool    // and it was never shown before
	Rate  float64 // a week, at which this owner comes to a provider
	At    []uint32
}

// ownerPrior is how often a week an owner is first seen at a provider: every
// second year; judged, as a person gets an account more often than a token of
// theirs turns up.
const ownerPrior = 0.01

// Seen asks at which providers an owner is known, and takes the use in: at
// once when settling is set (nobody can be new in a source's first days) or
// the owner is, and with the days otherwise. A use that failed teaches
// nothing.
func (o *Owners) Seen(id, provider, at uint32, learning uint32, settling, teaches bool) (c Circle) {
	w := o.all[id]
	if w == nil {
		if !teaches {
			return c
		}
		if o.all == nil {
			o.all = map[uint32]*owner{}
		}
		if len(o.all) >= mostOwners {
			o.Lost++
			return c
		}
		w = &owner{first: at}
		o.all[id] = w
	}
	w.first = min(w.first, at)
	i := slices.IndexFunc(w.at, func(x ownerAt) bool { return x.provider == provider })
	if i >= 0 && w.at[i].days >= earnDays {
		return c
	}
	young := settling || at < w.first+learning
	if i < 0 {
		if len(w.at) == mostProviders {
			return c
		}
		c.New, c.First = !young, !young
		c = w.circle(c, at)
		if !teaches {
			return c
		}
		w.at = append(w.at, ownerAt{provider: provider})
		i = len(w.at) - 1
	} else {
		c.New = !young
		c = w.circle(c, at)
	}
	p := &w.at[i]
	switch {
	case !teaches:
	case young:
		p.days = earnDays
	case day(at) != p.day:
		p.day = day(at)
		if p.days++; p.days == earnDays && w.later < 255 {
			w.later++
		}
	}
	return c
}

func (w *owner) circle(c Circle, at uint32) Circle {
	if !c.New {
		return Circle{}
	}
	weeks := float64(at-w.first) / (7 * 86400)
	c.Rate = (float64(w.later) + priorWeeks*ownerPrior) / (weeks + priorWeeks)
	for _, x := range w.at {
		if x.days >= earnDays {
			c.At = append(c.At, x.provider)
		}
	}
	return c
}

// Held is how many owners are known.
func (o *Owners) Held() int { return len(o.all) }

const ownersVersion = 1

// AppendBinary appends all that is known, in the order of the owners.
func (o *Owners) AppendBinary(b []byte) []byte {
	ids := make([]uint32, 0, len(o.all))
	for id := range o.all {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	b = binary.AppendUvarint(append(b, ownersVersion), uint64(len(ids)))
	for _, id := range ids {
		w := o.all[id]
		b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, id), w.first)
		b = append(b, w.later, byte(len(w.at)))
		for _, x := range w.at {
			b = binary.LittleEndian.AppendUint32(b, x.provider)
			b = append(binary.LittleEndian.AppendUint16(b, x.day), x.days)
		}
	}
	return b
}

// Load replaces what is known by what AppendBinary wrote. An error says what
// is wrong with the bytes; all is as it was then.
func (o *Owners) Load(b []byte) error {
	const fixed, each = 4 + 4 + 2, 4 + 2 + 1
	if len(b) == 0 || b[0] != ownersVersion {
		return fmt.Errorf("owners: not of version %d, which this program reads", ownersVersion)
	}
	short := errors.New("owners: it ends early")
	n, size := binary.Uvarint(b[1:])
	if size <= 0 || n > mostOwners || n*fixed > uint64(len(b)) {
		return short
	}
	b = b[1+size:]
	loaded := Owners{all: make(map[uint32]*owner, n), Lost: o.Lost}
	for range n {
		if len(b) < fixed {
			return short
		}
		id, w := binary.LittleEndian.Uint32(b), &owner{first: binary.LittleEndian.Uint32(b[4:]), later: b[8]}
		count := int(b[9])
		if b = b[fixed:]; count > mostProviders || len(b) < count*each {
			return short
		}
		for range count {
			w.at = append(w.at, ownerAt{binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint16(b[4:]), b[6]})
			b = b[each:]
		}
		if loaded.all[id] != nil {
			return errors.New("owners: one is there twice")
		}
		loaded.all[id] = w
	}
	if len(b) > 0 {
		return fmt.Errorf("owners: %d bytes too many", len(b))
	}
	*o = loaded
	return nil
}
