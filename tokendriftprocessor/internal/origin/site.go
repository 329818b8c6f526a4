package origin

import (
	"hash/maphash"
	"net/netip"
	"unsafe"
)

// Bounds of the caches, in entries.
const (
	siteCacheSize    = 16384
	networkCacheSize = 4096
)

// maxAddressLength is above the longest address text (45 bytes and a zone).
const maxAddressLength = 64

// address is the text of one. A short string that lives long, among the many
// that a batch leaves behind, would keep the eight KiB around it from being used
// again: with 16,384 of them that was a fifth of a large heap.
type address struct {
	n    uint8
	text [maxAddressLength]byte
}

// site is everything that follows from an address alone.
type site struct {
	addr    netip.Addr
	prefix  netip.Prefix // invalid: the text is no address that says where something is
	network network
	country string
	named   *named                           // nil: in no named range
	text    [len("ffff:ffff:ffff::/48")]byte // of the prefix, for network
}

// network is one autonomous system, or the prefix in its place.
type network struct {
	number uint32
	text   string
	name   string
}

// site looks an address up, or returns nil for a text that is too long to be
// one. Unparsable texts are held as well: the error of a parse costs more than
// the address of a good one.
func (r *Resolver) site(text string) *site {
	if text == "" || len(text) > maxAddressLength {
		return nil
	}
	hash := maphash.String(r.seed, text)
	key := address{n: uint8(len(text))}
	copy(key.text[:], text)
	if s := r.sites.get(hash, key); s != nil {
		return s
	}
	e := &entry[address, site]{key: key}
	r.locate(text, &e.value)
	return r.sites.add(hash, e)
}

func (r *Resolver) locate(text string, s *site) {
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return
	}
	addr = addr.Unmap().WithZone("")
	// These name no place: every machine has them. Private addresses stay, since
	// a VPC endpoint logs them and a new one is evidence.
	if addr.IsUnspecified() || addr.IsLoopback() || addr.IsMulticast() || addr.IsLinkLocalUnicast() {
		return
	}
	s.addr, s.prefix = addr, networkPrefix(addr)
	s.network = r.asns.network(addr)
	if s.network.number == 0 {
		b := s.prefix.AppendTo(s.text[:0])
		s.network.text = unsafe.String(&b[0], len(b)) // lives as long as s
	}
	s.country = r.countries.country(addr)
	s.named = r.ranges.lookup(addr)
}

// networkPrefix is the /24 of an IPv4 and the /48 of an IPv6 address: the
// smallest blocks that are announced on their own.
func networkPrefix(addr netip.Addr) netip.Prefix {
	size := 24
	if addr.Is6() {
		size = 48
	}
	prefix, _ := addr.Prefix(size) // cannot fail: the size fits the address
	return prefix
}

// numberText is "AS14618" for 14618, held for the numbers records name.
func (r *Resolver) numberText(number uint32) string {
	hash := spread(number)
	if text := r.numbers.get(hash, number); text != nil {
		return *text
	}
	return *r.numbers.put(hash, number, asnText(number))
}
