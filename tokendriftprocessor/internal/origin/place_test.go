package origin

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

const places = `
- {name: aws/us-east-1, kind: region, cidrs: [203.0.113.0/24, "2001:db8:1::/48"]}
- {name: aws/eu-west-1, kind: region, cidrs: [203.0.113.128/25]}
- {name: ci/linux, kind: runner, cidrs: [203.0.113.192/26]}
- {name: office/berlin, kind: office, cidrs: [198.51.100.0/28]}
- {name: tor, kind: anonymiser, cidrs: [192.0.2.66]}
- {name: acme, kind: provider, cidrs: [192.0.2.128/25]}
`

func placed(t testing.TB) *Resolver {
	return open(t, Options{
		ASNDatabase: writeASN(t, 1000, map[string]asnBlock{
			"203.0.113.0/24": {14618, "Example Cloud"}, "198.51.100.0/24": {64500, "Example Telecom"},
			"2001:db8::/32": {64501, "Example Six"},
		}),
		CountryDatabase: writeCountry(t, 1000, map[string]string{"203.0.113.0/24": "US", "198.51.100.0/24": "de"}),
		Ranges:          []string{writeFile(t, "places.yaml", places)},
	})
}

func TestPlace(t *testing.T) {
	r := placed(t)
	addr, prefix := netip.MustParseAddr, netip.MustParsePrefix
	for _, tt := range []struct {
		name string
		in   event.Origin
		want Place
	}{
		{"database and region", event.Origin{Address: "203.0.113.9"}, Place{
			Addr: addr("203.0.113.9"), Known: true, Prefix: prefix("203.0.113.0/24"), ASN: 14618, Network: "AS14618",
			NetworkName: "Example Cloud", Region: "aws/us-east-1", Country: "US",
		}},
		{"longest prefix of each kind", event.Origin{Address: "203.0.113.200"}, Place{
			Addr: addr("203.0.113.200"), Known: true, Prefix: prefix("203.0.113.0/24"), ASN: 14618, Network: "AS14618",
			NetworkName: "Example Cloud", Region: "aws/eu-west-1", Runner: "ci/linux", Country: "US",
		}},
		{"IPv6", event.Origin{Address: "2001:db8:1:2::3"}, Place{
			Addr: addr("2001:db8:1:2::3"), Known: true, Prefix: prefix("2001:db8:1::/48"), ASN: 64501, Network: "AS64501",
			NetworkName: "Example Six", Region: "aws/us-east-1",
		}},
		{"mapped IPv4", event.Origin{Address: "::ffff:198.51.100.3"}, Place{
			Addr: addr("198.51.100.3"), Known: true, Prefix: prefix("198.51.100.0/24"), ASN: 64500, Network: "AS64500",
			NetworkName: "Example Telecom", Office: "office/berlin", Country: "DE",
		}},
		{"without an ASN", event.Origin{Address: "192.0.2.1"}, Place{
			Addr: addr("192.0.2.1"), Known: true, Prefix: prefix("192.0.2.0/24"), Network: "192.0.2.0/24",
		}},
		{"IPv6 without an ASN", event.Origin{Address: "2a00:1:2:3::4%eth0"}, Place{
			Addr: addr("2a00:1:2:3::4"), Known: true, Prefix: prefix("2a00:1:2::/48"), Network: "2a00:1:2::/48",
		}},
		{"anonymiser", event.Origin{Address: "192.0.2.66", Anonymous: true}, Place{
			Addr: addr("192.0.2.66"), Known: true, Prefix: prefix("192.0.2.0/24"), Network: "192.0.2.0/24", Anonymiser: "tor",
		}},
		{"flagged by the provider", event.Origin{Address: "192.0.2.67", Anonymous: true}, Place{
			Addr: addr("192.0.2.67"), Known: true, Prefix: prefix("192.0.2.0/24"), Network: "192.0.2.0/24", Anonymiser: "provider-flagged",
		}},
		{"the vendor's own", event.Origin{Address: "192.0.2.200"}, Place{
			Addr: addr("192.0.2.200"), Known: true, Prefix: prefix("192.0.2.0/24"), Network: "192.0.2.0/24", Provider: true,
		}},
		{"private", event.Origin{Address: "10.1.2.3"}, Place{
			Addr: addr("10.1.2.3"), Known: true, Prefix: prefix("10.1.2.0/24"), Network: "10.1.2.0/24",
		}},
		{"the record wins", event.Origin{Address: "203.0.113.200", ASN: 64999, ASOrg: "Record Org", Country: "fr", Region: "gcp/x", Runner: "mine"}, Place{
			Addr: addr("203.0.113.200"), Known: true, Prefix: prefix("203.0.113.0/24"), ASN: 64999, Network: "AS64999",
			NetworkName: "Record Org", Region: "gcp/x", Country: "FR", Runner: "mine",
		}},
		{"the record's number without a name", event.Origin{Address: "203.0.113.9", ASN: 64999}, Place{
			Addr: addr("203.0.113.9"), Known: true, Prefix: prefix("203.0.113.0/24"), ASN: 64999, Network: "AS64999",
			Region: "aws/us-east-1", Country: "US",
		}},
		{"the same number", event.Origin{Address: "203.0.113.9", ASN: 14618, ASOrg: "record's spelling"}, Place{
			Addr: addr("203.0.113.9"), Known: true, Prefix: prefix("203.0.113.0/24"), ASN: 14618, Network: "AS14618",
			NetworkName: "Example Cloud", Region: "aws/us-east-1", Country: "US",
		}},
		{"a country's name", event.Origin{Address: "192.0.2.1", Country: "United States", ASOrg: "Org"}, Place{
			Addr: addr("192.0.2.1"), Known: true, Prefix: prefix("192.0.2.0/24"), Network: "192.0.2.0/24",
			NetworkName: "Org", Country: "United States",
		}},
		{"no address, but a network", event.Origin{ASN: 64999, Country: "SE"}, Place{ASN: 64999, Network: "AS64999", Country: "SE"}},
		{"internal", event.Origin{Address: "203.0.113.9", Internal: true, ASN: 1, Country: "US", Runner: "mine", Anonymous: true}, Place{Runner: "mine"}},
		{"absent", event.Origin{}, Place{}},
		{"no address", event.Origin{Address: "console.amazonaws.com"}, Place{}},
		{"too long", event.Origin{Address: strings.Repeat("1", 500)}, Place{}},
		{"loopback", event.Origin{Address: "127.0.0.1"}, Place{}},
		{"unspecified", event.Origin{Address: "0.0.0.0"}, Place{}},
		{"link-local", event.Origin{Address: "169.254.169.254"}, Place{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, from := range []string{"looked up", "held"} {
				got := Place{Office: "left from before"}
				r.Place(&tt.in, &got)
				assert.Equal(t, tt.want, got, from)
			}
		})
	}
}

func TestPlaceWithoutFiles(t *testing.T) {
	r := open(t, Options{})
	var p Place
	r.Place(&event.Origin{Address: "203.0.113.77"}, &p)
	assert.Equal(t, Place{
		Addr: netip.MustParseAddr("203.0.113.77"), Known: true,
		Prefix: netip.MustParsePrefix("203.0.113.0/24"), Network: "203.0.113.0/24",
	}, p)
}

func TestPlaceOwnsWhatItHolds(t *testing.T) {
	r := placed(t)
	record := []byte("203.0.113.9")
	var p Place
	r.Place(&event.Origin{Address: viewOf(record)}, &p)
	copy(record, "###########")
	assert.Equal(t, "AS14618", p.Network)
	r.Place(&event.Origin{Address: "203.0.113.9"}, &p)
	assert.Equal(t, "Example Cloud", p.NetworkName)
}

func TestPlaceAllocatesNothingOnHit(t *testing.T) {
	r := placed(t)
	origins := []event.Origin{
		{Address: "203.0.113.200"},
		{Address: "192.0.2.1", ASN: 7, Country: "de"},
		{Address: "nonsense"},
		{Address: "2001:db8:1::9", Anonymous: true},
		{Internal: true},
	}
	var p Place
	run := func() {
		for i := range origins {
			r.Place(&origins[i], &p)
		}
	}
	run()
	assert.Zero(t, testing.AllocsPerRun(100, run))
}

func TestPlaceIsBounded(t *testing.T) {
	r := placed(t)
	var p Place
	for i := range 50_000 {
		r.Place(&event.Origin{Address: fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), ASN: uint32(i + 1)}, &p)
	}
	assert.LessOrEqual(t, r.sites.held(), siteCacheSize)
	assert.LessOrEqual(t, r.numbers.held(), networkCacheSize)
	assert.Greater(t, r.sites.held(), siteCacheSize/2)
}

func TestCountryCode(t *testing.T) {
	for in, want := range map[string]string{"de": "DE", "US": "US", "zZ": "ZZ", "aa": "AA", "": "", "1x": "1x", "@A": "@A", "Germany": "Germany", "é": "é"} {
		assert.Equal(t, want, countryCode(in))
	}
}
