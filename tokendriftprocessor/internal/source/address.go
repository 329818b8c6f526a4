package source

import (
	"net/netip"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// sharedSpace is carrier-grade NAT, RFC 6598: as unroutable as 10.0.0.0/8.
var sharedSpace = netip.MustParsePrefix("100.64.0.0/10")

// cleanAddress takes the address out of the forms providers write it in:
// "1.2.3.4:80", "[2001:db8::1]:80", "::ffff:1.2.3.4", and the first of an
// "a, b" list of forwarders. What is no address comes back as it is.
func cleanAddress(s string) string {
	if i := strings.IndexByte(s, ','); i >= 0 {
		s = s[:i]
	}
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "[") {
		if end := strings.IndexByte(s, ']'); end > 0 {
			s = s[1:end]
		}
	}
	if i := strings.IndexByte(s, ':'); i >= 0 && strings.IndexByte(s[i+1:], ':') < 0 {
		s = s[:i] // one colon: a port, as an IPv6 address has at least two
	}
	const mapped = "::ffff:"
	if len(s) > len(mapped) && strings.EqualFold(s[:len(mapped)], mapped) && strings.IndexByte(s, '.') > 0 {
		s = s[len(mapped):]
		if i := strings.IndexByte(s, ':'); i >= 0 {
			s = s[:i]
		}
	}
	return s
}

// setAddress fills the origin from a record's address. A name in its place
// ("AWS Internal", "rds.amazonaws.com") says that the provider called itself.
func (r *Reader) setAddress(o *event.Origin, s string) {
	s = cleanAddress(s)
	if isNothing(s) {
		return
	}
	if !looksLikeAddress(s) { // ParseAddr would allocate an error for each
		o.Internal = true
		return
	}
	if i := strings.IndexByte(s, '%'); i >= 0 {
		s = s[:i]
	}
	addr, err := netip.ParseAddr(s)
	if err != nil {
		o.Internal = true
		return
	}
	if addr.Is4In6() { // ::ffff:102:304
		addr = addr.Unmap()
		s = r.arena.keep(addr.AppendTo(r.arena.begin(16)))
	}
	o.Address = s
	o.Internal = unroutable(addr)
}

func looksLikeAddress(s string) bool {
	if len(s) > 64 || strings.IndexByte(s, '.') < 0 && strings.IndexByte(s, ':') < 0 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f', c >= 'A' && c <= 'F', c == '.', c == ':':
		case c == '%':
			return true
		default:
			return false
		}
	}
	return true
}

func unroutable(a netip.Addr) bool {
	return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsLinkLocalMulticast() ||
		a.IsUnspecified() || sharedSpace.Contains(a)
}

// systemNumber reads "AS123", "123" and "AS123 Name"; 0 for anything else.
func systemNumber(s string) uint32 {
	if len(s) > 2 && strings.EqualFold(s[:2], "AS") {
		s = s[2:]
	}
	if i := strings.IndexByte(s, ' '); i >= 0 {
		s = s[:i]
	}
	if len(s) > 10 || s == "" || !allDigits(s) {
		return 0
	}
	if n := count(s); n <= 1<<32-1 {
		return uint32(n)
	}
	return 0
}

// country is a two-letter code in capitals; a name stays as it is.
func (r *Reader) country(s string) string {
	if len(s) != 2 || s[0] < 'a' && s[1] < 'a' {
		return s
	}
	b := append(r.arena.begin(2), s...)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return r.arena.keep(b)
}
