package baseline

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Minutes is how long after it was made the deletion of something is a
// clean-up, seconds; judged: Drift's jobs ran for minutes, and cleaning up
// after an hour is what scheduled jobs do.
const Minutes = 30 * 60

const (
	madeBuckets = 2048
	madeInOne   = 8 // things of all tokens of a bucket
	madeOfOne   = 4 // things of one token, where others need the room
	madeSize    = 8 + 4 + 4
)

// Made is what tokens have made in the last minutes: 256 KiB for all of them,
// since a token that makes something is rare. One that makes more than can be
// held displaces its own first.
type Made struct {
	things []madeThing // none before the first
	Lost   int64       // things forgotten within the minutes
}

type madeThing struct {
	token uint64 // 0: a free place
	thing uint32
	at    uint32
}

func (m *Made) bucket(token uint64) []madeThing {
	if m.things == nil {
		m.things = make([]madeThing, madeBuckets*madeInOne)
	}
	i := int(token%madeBuckets) * madeInOne
	return m.things[i : i+madeInOne]
}

func (t *madeThing) alive(at uint32) bool { return t.token != 0 && at <= t.at+Minutes }

// Note remembers that a token made something, or named it, at a time. What is
// named again was made when it was first named.
func (m *Made) Note(token uint64, thing, at uint32) {
	b := m.bucket(token)
	var free, own, oldest *madeThing
	owned := 0
	for i := range b {
		t := &b[i]
		switch {
		case t.token == token && t.thing == thing && t.alive(at):
			t.at = min(t.at, at)
			return
		case !t.alive(at):
			free = t
			continue
		}
		if oldest == nil || t.at < oldest.at {
			oldest = t
		}
		if t.token == token {
			if owned++; own == nil || t.at < own.at {
				own = t
			}
		}
	}
	place := free
	if place == nil {
		m.Lost++
		if place = oldest; owned >= madeOfOne {
			place = own
		}
	}
	*place = madeThing{token: token, thing: thing, at: at}
}

// Deleted gives how many seconds before its deletion a token made something;
// ok is false when it did not within the minutes. It is forgotten then.
func (m *Made) Deleted(token uint64, thing, at uint32) (age uint32, ok bool) {
	if m.things == nil {
		return 0, false
	}
	b := m.bucket(token)
	for i := range b {
		if t := &b[i]; t.token == token && t.thing == thing && t.alive(at) && t.at <= at {
			age = at - t.at
			*t = madeThing{}
			return age, true
		}
	}
	return 0, false
}

// Held is how many things are remembered.
func (m *Made) Held() (n int) {
	for i := range m.things {
		if m.things[i].token != 0 {
			n++
		}
	}
	return n
}

const madeVersion = 1

// AppendBinary appends all that is remembered, with its place.
func (m *Made) AppendBinary(b []byte) []byte {
	b = append(b, madeVersion)
	for i, t := range m.things {
		if t.token != 0 {
			b = binary.LittleEndian.AppendUint16(b, uint16(i))
			b = binary.LittleEndian.AppendUint64(b, t.token)
			b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, t.thing), t.at)
		}
	}
	return b
}

// Load replaces what is remembered by what AppendBinary wrote. An error says
// what is wrong with the bytes; all is as it was then.
func (m *Made) Load(b []byte) error {
	if len(b) == 0 || b[0] != madeVersion {
		return fmt.Errorf("things made: not of version %d, which this program reads", madeVersion)
	}
	if b = b[1:]; len(b)%(2+madeSize) != 0 {
		return errors.New("things made: it ends early")
	}
	loaded := Made{Lost: m.Lost}
	for ; len(b) > 0; b = b[2+madeSize:] {
		i, t := binary.LittleEndian.Uint16(b), binary.LittleEndian.Uint64(b[2:])
		bucket := loaded.bucket(t)
		if t == 0 || int(i)/madeInOne != int(t%madeBuckets) || bucket[i%madeInOne].token != 0 {
			return errors.New("things made: a place that is not its token's")
		}
		bucket[i%madeInOne] = madeThing{token: t, thing: binary.LittleEndian.Uint32(b[10:]), at: binary.LittleEndian.Uint32(b[14:])}
	}
	*m = loaded
	return nil
}
