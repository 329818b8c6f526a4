// Package networks is the internet of the estate: who has which addresses.
package networks

import (
	"fmt"
	"net/netip"
)

// Kind is what a network is for.
type Kind string

// The kinds of networks.
const (
	Cloud      Kind = "cloud"
	Runner     Kind = "runner"
	Office     Kind = "office"
	Home       Kind = "home"
	Mobile     Kind = "mobile"
	Cafe       Kind = "cafe"
	Travel     Kind = "travel"
	Hosting    Kind = "hosting"
	VPN        Kind = "vpn"
	Edge       Kind = "edge"
	Anonymiser Kind = "anonymiser"
)

// Network is one block of addresses.
type Network struct {
	Name  string // of the range in ranges.yaml; empty: only in networks.csv
	CIDR  netip.Prefix
	ASN   int
	Org   string
	City  string
	State string
	Land  string // the country's name, as Okta writes it
	Code  string // ISO 3166
	Kind  Kind
}

func block(name, cidr string, asn int, org, city, state, land, code string, kind Kind) Network {
	return Network{Name: name, CIDR: netip.MustParsePrefix(cidr), ASN: asn, Org: org, City: city, State: state, Land: land, Code: code, Kind: kind}
}

const us = "United States"

// Table is every network. Clouds have a few of their published blocks; people,
// offices and attackers are in ranges and AS numbers kept for documentation and
// benchmarks (RFC 5737, RFC 2544, RFC 5398), so that no real subscriber is named.
var Table = []Network{
	block("aws/us-east-1", "44.192.0.0/11", 14618, "Amazon.com, Inc.", "Ashburn", "Virginia", us, "US", Cloud),
	block("aws/us-west-2", "52.24.0.0/14", 16509, "Amazon.com, Inc.", "Boardman", "Oregon", us, "US", Cloud),
	block("aws/us-east-2", "3.128.0.0/15", 16509, "Amazon.com, Inc.", "Columbus", "Ohio", us, "US", Cloud),
	block("aws/eu-west-1", "52.48.0.0/14", 16509, "Amazon.com, Inc.", "Dublin", "Leinster", "Ireland", "IE", Cloud),
	block("gcp/us-east4", "34.84.0.0/14", 396982, "Google LLC", "Ashburn", "Virginia", us, "US", Cloud),
	block("gcp/europe-west1", "34.76.0.0/14", 396982, "Google LLC", "Brussels", "Brussels", "Belgium", "BE", Cloud),
	block("azure/eastus", "20.42.0.0/17", 8075, "Microsoft Corporation", "Boydton", "Virginia", us, "US", Cloud),
	block("azure/northeurope", "20.50.64.0/20", 8075, "Microsoft Corporation", "Dublin", "Leinster", "Ireland", "IE", Cloud),
	block("github-hosted", "4.148.0.0/16", 8075, "Microsoft Corporation", "Boydton", "Virginia", us, "US", Runner),
	block("github-hosted", "13.65.0.0/16", 8075, "Microsoft Corporation", "San Antonio", "Texas", us, "US", Runner),
	block("github-hosted", "20.57.0.0/17", 8075, "Microsoft Corporation", "Boydton", "Virginia", us, "US", Runner),
	block("", "208.68.36.0/22", 14061, "DigitalOcean, LLC", "New York", "New York", us, "US", Hosting),
	block("", "198.19.200.0/24", 64506, "Kiln Hosting", "Amsterdam", "North Holland", "Netherlands", "NL", Hosting),
	block("", "198.19.201.0/24", 64507, "Brine Servers", "Dallas", "Texas", us, "US", Hosting),
	block("", "198.19.202.0/24", 64508, "Tallow VPS", "Frankfurt", "Hesse", "Germany", "DE", Hosting),
	block("", "198.19.208.0/24", 64509, "Lantern VPN", "Stockholm", "Stockholm", "Sweden", "SE", VPN),
	block("", "198.19.209.0/24", 65536, "Harbour VPN", "Chicago", "Illinois", us, "US", VPN),
	block("onion-relays", "198.19.215.0/24", 65537, "Onion Relays", "Zurich", "Zurich", "Switzerland", "CH", Anonymiser),
	block("office/pittsburgh", "192.0.2.0/25", 64510, "Golden Triangle Networks", "Pittsburgh", "Pennsylvania", us, "US", Office),
	block("", "192.0.2.128/25", 65549, "Monongahela Business Fiber", "Pittsburgh", "Pennsylvania", us, "US", Office),
	block("office/austin", "203.0.113.0/24", 64511, "Lone Star Business", "Austin", "Texas", us, "US", Office),
	block("", "198.51.100.0/25", 65550, "Pelican Edge", "Newark", "New Jersey", us, "US", Edge),
	block("", "198.51.100.128/25", 65551, "Anchor Transit", "Newark", "New Jersey", us, "US", Edge),
	block("", "198.18.0.0/19", 64496, "Three Rivers Cable", "Pittsburgh", "Pennsylvania", us, "US", Home),
	block("", "198.18.32.0/19", 64497, "Allegheny Fiber", "Pittsburgh", "Pennsylvania", us, "US", Home),
	block("", "198.18.64.0/19", 64498, "Steel City Wireless", "Cleveland", "Ohio", us, "US", Home),
	block("", "198.18.96.0/19", 64499, "Hill Country Broadband", "Austin", "Texas", us, "US", Home),
	block("", "198.18.128.0/19", 64500, "Lakeshore Broadband", "Chicago", "Illinois", us, "US", Home),
	block("", "198.18.160.0/19", 64501, "Cascade Cable", "Portland", "Oregon", us, "US", Home),
	block("", "198.18.192.0/19", 64502, "Harbor Telephone", "Boston", "Massachusetts", us, "US", Home),
	block("", "198.18.224.0/20", 64503, "Palmetto Link", "Charleston", "South Carolina", us, "US", Home),
	block("", "198.18.240.0/21", 64504, "Bridge Mobile", "Pittsburgh", "Pennsylvania", us, "US", Mobile),
	block("", "198.18.248.0/21", 64505, "Prairie Cellular", "Chicago", "Illinois", us, "US", Mobile),
	block("", "198.19.0.0/22", 65538, "Atlantico Telecom", "Lisbon", "Lisbon", "Portugal", "PT", Travel),
	block("", "198.19.4.0/22", 65539, "Rheinnetz", "Cologne", "North Rhine-Westphalia", "Germany", "DE", Travel),
	block("", "198.19.8.0/22", 65540, "Sumida Net", "Tokyo", "Tokyo", "Japan", "JP", Travel),
	block("", "198.19.12.0/22", 65541, "Thames Broadband", "London", "England", "United Kingdom", "GB", Travel),
	block("", "198.19.16.0/22", 65542, "Deccan Fibre", "Bengaluru", "Karnataka", "India", "IN", Travel),
	block("", "198.19.20.0/22", 65543, "Paulista Net", "Sao Paulo", "Sao Paulo", "Brazil", "BR", Travel),
	block("", "198.19.24.0/22", 65544, "Laurentian Cable", "Montreal", "Quebec", "Canada", "CA", Travel),
	block("", "198.19.28.0/22", 65545, "Seine Telecom", "Paris", "Ile-de-France", "France", "FR", Travel),
	block("", "198.19.32.0/22", 65546, "Roast House WiFi", "Pittsburgh", "Pennsylvania", us, "US", Cafe),
	block("", "198.19.36.0/22", 65547, "Gate Lounge WiFi", "Chicago", "Illinois", us, "US", Cafe),
	block("", "198.19.40.0/22", 65548, "Innkeeper Guest", "Columbus", "Ohio", us, "US", Cafe),
}

// Address is the i-th address of the network, any i from 0 on; they are spread,
// and two small numbers never give the same one.
func (n Network) Address(i int) string {
	hosts := 1<<(32-n.CIDR.Bits()) - 2
	base := n.CIDR.Addr().As4()
	v := int(base[0])<<24 | int(base[1])<<16 | int(base[2])<<8 | int(base[3])
	v += 1 + (i*7919+61)%hosts
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}).String()
}

// Of finds the network of an address that a record of the estate has.
func Of(address string) Network {
	a := netip.MustParseAddr(address)
	for _, n := range Table {
		if n.CIDR.Contains(a) {
			return n
		}
	}
	panic(fmt.Sprintf("no network for %s", address))
}

// OfKind lists the networks of one kind, in table order.
func OfKind(kind Kind) []Network {
	var out []Network
	for _, n := range Table {
		if n.Kind == kind {
			out = append(out, n)
		}
	}
	return out
}

// Named is the first network of that range name or organisation.
func Named(name string) Network {
	for _, n := range Table {
		if n.Name == name || n.Org == name {
			return n
		}
	}
	panic("no network is called " + name)
}
