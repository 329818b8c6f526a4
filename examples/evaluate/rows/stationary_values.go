package rows

import (
	"math"
	"net/netip"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
)

// common is how many values of each family all tokens draw from.
const common = 300

// stage gives out the values of novelties.
type stage struct {
	stream *Stream
	given  int // networks
	names  int // products, calls and objects
}

// newStage writes the networks that everybody draws from into the table.
func newStage(s *Stream) *stage {
	st := &stage{stream: s, names: common}
	for range common {
		st.network()
	}
	return st
}

// network adds a network with an AS number of its own. The addresses are from
// the range kept for documentation (RFC 3849), the numbers from the private ones.
func (st *stage) network() string {
	n := st.given
	st.given++
	if n > math.MaxUint16 {
		panic("a stationary stream of this size has more networks than there are numbers for")
	}
	bytes := [16]byte{0x20, 0x01, 0x0d, 0xb8, byte(n >> 8), byte(n)}
	st.stream.more = append(st.stream.more, networks.Network{
		CIDR: netip.PrefixFrom(netip.AddrFrom16(bytes), 48), ASN: 4200000000 + n, Org: "Network " + letters(n), Code: "US", Kind: networks.Hosting,
	})
	return addressIn(n)
}

func addressIn(n int) string {
	return netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, byte(n >> 8), byte(n), 15: 7}).String()
}

// letters is a number as a word, since versions and ids are what detectors leave out.
func letters(n int) string {
	b := make([]byte, 0, 5)
	for range 5 {
		b = append(b, byte('a'+n%21))
		n /= 21
	}
	return string(b)
}

func (st *stage) novelty(t *stationaryToken, family int, at time.Time, drawn *[]int) *minimal {
	m := t.ordinary(at)
	n, alone := -1, t.dice.Once(0.5) || len(*drawn) == 0
	if !alone {
		n, *drawn = (*drawn)[0], (*drawn)[1:]
	}
	if family == 0 {
		if alone {
			m.address = st.network()
		} else {
			m.address = addressIn(n)
		}
		return m
	}
	if alone {
		n = st.names
		st.names++
	}
	switch family {
	case 1:
		m.agent = letters(n) + "-client/2.1"
	case 2:
		if t.dice.Once(0.5) {
			m.path = "/services/apexrest/" + letters(n)
		} else {
			m.object = "Thing" + letters(n)
		}
	case 3:
		m.rows = 40
		for power := 0; power == 0 || power < 15 && t.dice.Once(0.5); power++ {
			m.rows *= 2
		}
	}
	return m
}
