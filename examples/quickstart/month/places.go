package main

import (
	"net/netip"
)

// place is what the vendors that look addresses up (Okta, Entra, GitHub) write
// beside them. networks.csv says the same; a test holds the two together.
type place struct {
	network                     netip.Prefix
	asn                         int
	org                         string
	city, state, country, short string
	postal                      string
	lat, lon                    float64
}

// Homes and offices are in ranges kept for documentation and benchmarks
// (RFC 5737, RFC 2544, RFC 3849), so that no real subscriber's address is here.
var places = []place{
	{prefix("192.0.2.0/24"), 64500, "Golden Triangle Networks", "Pittsburgh", "Pennsylvania", "United States", "US", "15222", 40.4479, -79.9935},
	{prefix("198.18.0.0/18"), 64501, "Three Rivers Cable", "Pittsburgh", "Pennsylvania", "United States", "US", "15217", 40.4316, -79.9205},
	{prefix("198.18.64.0/18"), 64502, "Allegheny Fiber", "Pittsburgh", "Pennsylvania", "United States", "US", "15237", 40.5487, -80.0324},
	{prefix("198.18.128.0/18"), 64503, "Steel City Wireless", "Cleveland", "Ohio", "United States", "US", "44113", 41.4816, -81.7018},
	{prefix("2001:db8:40::/48"), 64502, "Allegheny Fiber", "Pittsburgh", "Pennsylvania", "United States", "US", "15237", 40.5487, -80.0324},
	{prefix("203.0.113.0/24"), 64510, "Atlantico Telecom", "Lisbon", "Lisbon", "Portugal", "PT", "1250-096", 38.7223, -9.1393},
	{prefix("52.24.0.0/14"), 16509, "Amazon.com, Inc.", "Boardman", "Oregon", "United States", "US", "97818", 45.8399, -119.7006},
	{prefix("44.192.0.0/11"), 14618, "Amazon.com, Inc.", "Ashburn", "Virginia", "United States", "US", "20149", 39.0438, -77.4874},
	{prefix("20.42.0.0/17"), 8075, "Microsoft Corporation", "Boydton", "Virginia", "United States", "US", "23917", 36.6676, -78.3875},
}

func prefix(s string) netip.Prefix { return netip.MustParsePrefix(s) }

// placeOf finds the place of an address that one of the generated records has.
func placeOf(address string) place {
	a := netip.MustParseAddr(address)
	for _, p := range places {
		if p.network.Contains(a) {
			return p
		}
	}
	panic("no place for " + address)
}

// runnerNetworks are the blocks CI jobs come from here: a few of those GitHub
// lists under "actions" at https://api.github.com/meta.
var runnerNetworks = [][2]byte{{4, 148}, {13, 65}, {20, 57}}

// runnerAddress is a GitHub-hosted runner's: another one for every job.
func runnerAddress(d dice) string {
	n := pick(d, runnerNetworks)
	return netip.AddrFrom4([4]byte{n[0], n[1], byte(d.IntN(120)), byte(d.between(4, 250))}).String()
}
