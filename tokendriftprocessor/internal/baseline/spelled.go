package baseline

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// The hash of an IPv4 /24 prefix can be turned back into it, so the values of a
// token that rotates its addresses, which nobody shares, need no texts. It is
// the 24 bits behind a one, times an odd number, which spreads them and has an
// inverse modulo 2^32.
const (
	spelledTag   = 1
	spellTimes   = uint32(0x9E3779B1)
	spellInverse = uint32(0x0E8B2F51)
)

// HashPrefix is the hash of an address prefix, never 0: that of an IPv4 /24 is
// the hash of its text, that of any other of its address.
func HashPrefix(p netip.Prefix) uint32 {
	if p.Addr().Is4() && p.Bits() == 24 {
		b := p.Addr().As4()
		return spelled(uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]))
	}
	b := p.Addr().As16()
	return folded(xxhash.Sum64(b[:]))
}

func spelled(prefix uint32) uint32 { return (spelledTag<<24 | prefix) * spellTimes }

// spelling is the text that a hash is turned back into, if it is that of an IPv4
// /24 prefix: one in 256 of all hashes.
func spelling(fp uint32) (text string, ok bool) {
	n := fp * spellInverse
	if n>>24 != spelledTag {
		return "", false
	}
	b := make([]byte, 0, len("255.255.255.0/24"))
	for shift := 16; shift >= 0; shift -= 8 {
		b = append(strconv.AppendUint(b, uint64(n>>shift&255), 10), '.')
	}
	return string(append(b, "0/24"...)), true
}

// prefixOf reads what spelling writes, and nothing else.
func prefixOf(text string) (prefix uint32, ok bool) {
	rest, ok := strings.CutSuffix(text, ".0/24")
	if !ok || len(rest) > len("255.255.255") {
		return 0, false
	}
	octets, n, digits := 1, uint32(0), 0
	for i := range len(rest) {
		switch c := rest[i]; {
		case c == '.' && digits > 0:
			prefix, n, digits = prefix<<8|n, 0, 0
			octets++
		case c >= '0' && c <= '9' && (digits == 0 || n > 0):
			n = n*10 + uint32(c-'0')
			digits++
		default:
			return 0, false
		}
		if n > 255 {
			return 0, false
		}
	}
	return prefix<<8 | n, octets == 3 && digits > 0
}
