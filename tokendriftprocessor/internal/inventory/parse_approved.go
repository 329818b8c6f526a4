package inventory

import (
	"net/netip"
	"strings"

	"go.yaml.in/yaml/v3"
)

func (r *reader) approved(n *yaml.Node, p *place) (a Approved) {
	if isNull(n) {
		return a
	}
	r.fields(n, p, "asns, networks, cidrs, runners, clients", func(key string, v *yaml.Node, p *place) bool {
		switch key {
		case "asns":
			r.list(v, p, func(n *yaml.Node, p *place) {
				s := r.required(n, p)
				number, ok := asn(s)
				if s != "" && (!ok || strings.Contains(s, " ")) {
					r.fail(n, p, "%q, want the number of an autonomous system from 1 to 4294967295", s)
				} else if ok {
					a.ASNs = append(a.ASNs, number)
				}
			})
		case "networks":
			a.Networks = r.patterns(v, p)
		case "cidrs":
			r.list(v, p, func(n *yaml.Node, p *place) {
				if prefix, ok := r.cidr(n, p); ok {
					a.CIDRs = append(a.CIDRs, prefix)
				}
			})
		case "runners":
			a.Runners = r.patterns(v, p)
		case "clients":
			a.Clients = r.texts(v, p)
		default:
			return false
		}
		return true
	})
	return a
}

func (r *reader) cidr(n *yaml.Node, p *place) (netip.Prefix, bool) {
	s := r.required(n, p)
	if s == "" {
		return netip.Prefix{}, false
	}
	prefix, err := netip.ParsePrefix(s)
	if err != nil {
		r.fail(n, p, "%q, want an address and a length like 192.0.2.0/24 or 2001:db8::/32", s)
		return netip.Prefix{}, false
	}
	if a := prefix.Addr(); a.Is4In6() && prefix.Bits() >= 96 {
		prefix = netip.PrefixFrom(a.Unmap(), prefix.Bits()-96)
	}
	if prefix != prefix.Masked() {
		r.warn(r.ref(n), "%s: %q names one address and means all of %s", p, s, prefix.Masked())
	}
	return prefix.Masked(), true
}
