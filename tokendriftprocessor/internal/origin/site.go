package origin

import (
	"hash/maphash"
	"net/netip"
	"strings"
)

// Bounds of the caches, in entries.
const (
	siteCacheSize    = 16384
	networkCacheSize = 4096
)

// maxAddressLength is above the longest address text (45 bytes and a zone).
const maxAddressLength = 64

// site is everything that follows from an address alone.
type site struct {
	addr    netip.Addr
	prefix  netip.Prefix // invalid: the text is no address that says where something is
	network network
	country string
	named   *named // nil: in no named range
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
func (r *Resolver) site(address string) *site {
	if address == "" || len(address) > maxAddressLength {
		return nil
	}
	hash := maphash.String(r.seed, address)
	if s := r.sites.get(hash, address); s != nil {
		return s
	}
	return r.sites.put(hash, strings.Clone(address), r.locate(address))
}

func (r *Resolver) locate(address string) (s site) {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return s
	}
	addr = addr.Unmap().WithZone("")
	// These name no place: every machine has them. Private addresses stay, since
	// a VPC endpoint logs them and a new one is evidence.
	if addr.IsUnspecified() || addr.IsLoopback() || addr.IsMulticast() || addr.IsLinkLocalUnicast() {
		return s
	}
	s.addr, s.prefix = addr, networkPrefix(addr)
	s.network = r.asns.network(addr)
	if s.network.number == 0 {
		s.network.text = s.prefix.String()
	}
	s.country = r.countries.country(addr)
	s.named = r.ranges.lookup(addr)
	return s
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
