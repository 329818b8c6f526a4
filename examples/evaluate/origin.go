package main

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/gaissmai/bart"
	"github.com/mileusna/useragent"

	"github.com/tokendrift/tokendrift/examples/internal/networks"
)

// networkTable names the network of an address as a first-seen rule knows it:
// the AS number, or where the table has none the address prefix.
type networkTable struct{ asns bart.Table[uint32] }

func newNetworkTable(list []networks.Network) *networkTable {
	t := new(networkTable)
	for _, n := range list {
		t.asns.Insert(n.CIDR, n.ASN)
	}
	return t
}

// of gives "" for what is no address: AWS puts its services' names there.
func (t *networkTable) of(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	a = a.Unmap()
	if asn, ok := t.asns.Lookup(a); ok {
		return "AS" + strconv.FormatUint(uint64(asn), 10)
	}
	bits := 24
	if a.Is6() {
		bits = 48
	}
	prefix, err := a.Prefix(bits)
	if err != nil {
		return ""
	}
	return prefix.String()
}

// productOf is a user agent's product and major version: a release within it
// is no new client to a first-seen rule worth its name.
func productOf(agent string) string {
	agent = strings.Trim(agent, "[]")
	if agent == "" {
		return ""
	}
	if strings.HasPrefix(agent, "Mozilla/") {
		if u := useragent.Parse(agent); u.Name != "" {
			return u.Name + "/" + strconv.Itoa(u.VersionNo.Major) + " " + u.OS
		}
	}
	product, _, _ := strings.Cut(agent, " ")
	name, version, _ := strings.Cut(product, "/")
	major, _, _ := strings.Cut(version, ".")
	return name + "/" + major
}

// wholeNumber gives 0 for what is none.
func wholeNumber(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
