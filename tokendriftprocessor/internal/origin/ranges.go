package origin

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/gaissmai/bart"
)

// rangeKind is what being in a range says of an address.
type rangeKind uint8

const (
	kindRegion rangeKind = iota
	kindRunner
	kindOffice
	kindAnonymiser
	kindProvider
	rangeKinds
)

var rangeKindNames = [rangeKinds]string{"region", "runner", "office", "anonymiser", "provider"}

// rank orders ranges of one kind with the same prefix, which the same block
// listed twice has: the higher wins, and of equals the first.
type rank uint8

const (
	rankGlobal    rank = iota // a cloud's block that it ties to no region
	rankPublished             // a provider's own list
	rankOwn                   // the user's own file
)

// namedRange is one block of a range file.
type namedRange struct {
	prefix netip.Prefix
	kind   rangeKind
	rank   rank
	name   string
}

// named holds an address's range name per kind.
type named [rangeKinds]string

// ranges finds the longest prefix of each kind: one address may lie in a
// cloud region and in a runner's range at once.
type ranges struct {
	tables [rangeKinds]bart.Table[tableEntry]
}

type tableEntry struct {
	name string
	rank rank
}

func newRanges() *ranges { return &ranges{} }

func (r *ranges) add(n namedRange) {
	r.tables[n.kind].Modify(n.prefix, func(old tableEntry, held bool) (tableEntry, bool) {
		if held && old.rank >= n.rank {
			return old, false
		}
		return tableEntry{name: n.name, rank: n.rank}, false
	})
}

// lookup returns the names of the ranges an address lies in, nil for none.
func (r *ranges) lookup(addr netip.Addr) (found *named) {
	for kind := range r.tables {
		table := &r.tables[kind]
		if table.Size() == 0 {
			continue
		}
		if e, ok := table.Lookup(addr); ok {
			if found == nil {
				found = new(named)
			}
			found[kind] = e.name
		}
	}
	return found
}

// parseBlock reads "203.0.113.0/24" or one address. Host bits are cut off if
// loose, as published lists have them; otherwise they are an error, since a
// person who writes 203.0.113.7/24 may have meant either.
func parseBlock(s string, loose bool) (netip.Prefix, error) {
	fail := func(format string, args ...any) (netip.Prefix, error) {
		return netip.Prefix{}, fmt.Errorf("%s: %s", quote(s), fmt.Sprintf(format, args...))
	}
	if !strings.Contains(s, "/") {
		addr, err := netip.ParseAddr(s)
		if err != nil || addr.Zone() != "" {
			return fail("not a CIDR range or address, write e.g. 203.0.113.0/24 or 2001:db8::/32")
		}
		addr = addr.Unmap()
		return netip.PrefixFrom(addr, addr.BitLen()), nil
	}
	prefix, err := netip.ParsePrefix(s)
	if err != nil {
		return fail("not a CIDR range or address, write e.g. 203.0.113.0/24 or 2001:db8::/32")
	}
	if prefix.Addr().Is4In6() {
		if prefix.Bits() < 96 {
			return fail("an IPv4 range inside IPv6 must be /96 or longer")
		}
		prefix = netip.PrefixFrom(prefix.Addr().Unmap(), prefix.Bits()-96)
	}
	if prefix.Bits() == 0 {
		return fail("covers every address")
	}
	if masked := prefix.Masked(); masked != prefix && !loose {
		return fail("has bits set after its length, write %s or the single address", masked)
	}
	return prefix.Masked(), nil
}

// quote shortens a bad value for an error.
func quote(s string) string {
	if len(s) > 64 {
		return fmt.Sprintf("%q...", s[:64])
	}
	return fmt.Sprintf("%q", s)
}
