package baseline

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

const consumersVersion = 1

// The sizes of a token without its clusters, and of a cluster.
const (
	sharingSize = 8 + 8 + 7*4 + 3
	clusterSize = 5*4 + 2*2 + clusterPrefixes*4 + clusterOperations*6 + 2
)

var errConsumers = errors.New("consumers: the snapshot is damaged")

// Changes is a number that grows with every change.
func (t *Consumers) Changes() uint64 { return t.changes }

// AppendBinary appends the table in the order of its places, which decides who
// is let go: equal tables give equal bytes.
func (t *Consumers) AppendBinary(b []byte) []byte { return t.Freeze()(b, store.NoLock{}) }

// Freeze fixes a moment, for whoever holds the table's lock. What it gives
// writes that moment, whatever has changed since.
func (t *Consumers) Freeze() func(b []byte, lock sync.Locker) []byte {
	all, hand := slices.Clone(t.all), t.hand // 3.5 MB at most
	return func(b []byte, _ sync.Locker) []byte {
		b = binary.LittleEndian.AppendUint32(append(b, consumersVersion), hand)
		b = binary.LittleEndian.AppendUint32(b, uint32(len(all)))
		for i := range all {
			b = all[i].appendBinary(b)
		}
		return b
	}
}

func (s *Sharing) appendBinary(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(le.AppendUint64(b, s.Key.Hash), s.Key.Check)
	for _, n := range [...]uint32{s.told, s.since, s.last, s.prev.Family, s.prev.Network, s.prev.Prefix, s.prev.Action} {
		b = le.AppendUint32(b, n)
	}
	declared := byte(0)
	if s.declared {
		declared = 1
	}
	b = append(b, declared, s.apart, s.n)
	for i := range s.n {
		b = s.clusters[i].appendBinary(b)
	}
	return b
}

func (c *Cluster) appendBinary(b []byte) []byte {
	le := binary.LittleEndian
	for _, n := range [...]uint32{c.Family, c.Network, c.First, c.Last, c.Uses} {
		b = le.AppendUint32(b, n)
	}
	b = le.AppendUint16(le.AppendUint16(b, c.Days), c.today)
	for _, p := range c.Prefixes {
		b = le.AppendUint32(b, p)
	}
	for i, o := range c.Operations {
		b = le.AppendUint16(le.AppendUint32(b, o), c.counts[i])
	}
	roams := byte(0)
	if c.roams {
		roams = 1
	}
	return append(b, c.turn, roams)
}

// Load replaces the table by what AppendBinary wrote; on an error it is as it
// was.
func (t *Consumers) Load(b []byte) error {
	le, loaded := binary.LittleEndian, NewConsumers()
	if len(b) < 9 {
		return errConsumers
	}
	if b[0] != consumersVersion {
		return fmt.Errorf("consumers: version %d, this program reads version %d", b[0], consumersVersion)
	}
	n := le.Uint32(b[5:])
	loaded.hand = le.Uint32(b[1:])
	if b = b[9:]; n > mostSharing || int(n) > len(b)/sharingSize || loaded.hand > mostSharing {
		return errConsumers
	}
	for range n {
		s, rest, ok := readSharing(b)
		if _, again := loaded.index[s.Key]; !ok || again {
			return errConsumers
		}
		loaded.index[s.Key] = uint32(len(loaded.all))
		loaded.all = append(loaded.all, s)
		b = rest
	}
	if len(b) != 0 {
		return errConsumers
	}
	*t = *loaded
	return nil
}

func readSharing(b []byte) (s Sharing, rest []byte, ok bool) {
	le := binary.LittleEndian
	if len(b) < sharingSize {
		return s, nil, false
	}
	s.Key = store.Key{Hash: le.Uint64(b), Check: le.Uint64(b[8:])}
	for i, n := range [...]*uint32{&s.told, &s.since, &s.last, &s.prev.Family, &s.prev.Network, &s.prev.Prefix, &s.prev.Action} {
		*n = le.Uint32(b[16+4*i:])
	}
	declared := b[44]
	s.declared, s.apart, s.n = declared == 1, b[45], b[46]
	b = b[sharingSize:]
	if declared > 1 || s.n > mostClusters || len(b) < int(s.n)*clusterSize || int(s.apart) >= 1<<s.n {
		return s, nil, false
	}
	for i := range s.n {
		if !s.clusters[i].read(b) {
			return s, nil, false
		}
		b = b[clusterSize:]
	}
	return s, b, true
}

func (c *Cluster) read(b []byte) bool {
	le := binary.LittleEndian
	for i, n := range [...]*uint32{&c.Family, &c.Network, &c.First, &c.Last, &c.Uses} {
		*n = le.Uint32(b[4*i:])
	}
	c.Days, c.today = le.Uint16(b[20:]), le.Uint16(b[22:])
	b = b[24:]
	for i := range c.Prefixes {
		c.Prefixes[i] = le.Uint32(b[4*i:])
	}
	b = b[4*clusterPrefixes:]
	for i := range c.Operations {
		c.Operations[i], c.counts[i] = le.Uint32(b[6*i:]), le.Uint16(b[6*i+4:])
	}
	b = b[6*clusterOperations:]
	c.turn, c.roams = b[0], b[1] == 1
	return c.turn < clusterPrefixes && b[1] <= 1
}
