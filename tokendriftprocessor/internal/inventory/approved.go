package inventory

import (
	"net/netip"
	"slices"
	"strings"
)

// Approved is where and with what a token may be used. An empty list approves
// nothing by itself.
type Approved struct {
	ASNs     []uint32
	Networks []string // names of ranges; * at the end
	CIDRs    []netip.Prefix
	Runners  []string // * at the end
	Clients  []string // beginnings of a client class or user agent
}

// HasASN is whether the autonomous system is approved.
func (a *Approved) HasASN(asn uint32) bool { return slices.Contains(a.ASNs, asn) }

// HasNetwork is whether a named range is approved.
func (a *Approved) HasNetwork(name string) bool { return likeAny(a.Networks, name) }

// HasAddr is whether the address lies in an approved prefix.
func (a *Approved) HasAddr(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	return slices.ContainsFunc(a.CIDRs, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// HasRunner is whether a CI runner is approved.
func (a *Approved) HasRunner(name string) bool { return likeAny(a.Runners, name) }

// HasClient is whether a client class or a user agent begins with an approved
// client.
func (a *Approved) HasClient(class, userAgent string) bool {
	return slices.ContainsFunc(a.Clients, func(c string) bool {
		c = strings.TrimSuffix(c, "*")
		return class != "" && hasPrefixFold(class, c) || userAgent != "" && hasPrefixFold(userAgent, c)
	})
}

func likeAny(patterns []string, value string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return like(p, value) })
}

// like compares without regard to case; a * at the end of the pattern stands
// for anything, but nothing matches an absent value.
func like(pattern, value string) bool {
	if value == "" {
		return false
	}
	if start, wild := strings.CutSuffix(pattern, "*"); wild {
		return hasPrefixFold(value, start)
	}
	return strings.EqualFold(pattern, value)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
