package engine

import (
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
)

// The places of the made-up world, all documentation ranges:
// 192.0.2.0/24 home: AS64500, Germany, region aws/eu-central-1, runner github-hosted in its upper half
// 198.51.100.0/24 away: AS64501, Brazil, region aws/sa-east-1, anonymiser in its upper half
// 203.0.113.0/24 next door: AS64500, Germany, region aws/eu-central-1
const (
	home     = "192.0.2.10"
	runner   = "192.0.2.200"
	runner2  = "192.0.2.201"
	away     = "198.51.100.10"
	tor      = "198.51.100.200"
	nextDoor = "203.0.113.10"
)

const rangesYAML = `
- {name: aws/eu-central-1, kind: region, cidrs: [192.0.2.0/24, 203.0.113.0/24]}
- {name: aws/sa-east-1, kind: region, cidrs: [198.51.100.0/24]}
- {name: github-hosted, kind: runner, cidrs: [192.0.2.128/25]}
- {name: tor-exits, kind: anonymiser, cidrs: [198.51.100.128/25]}
`

func madeUpPlaces(tb testing.TB) origin.Options {
	tb.Helper()
	asn := func(n uint32, name string) mmdbtype.DataType {
		return mmdbtype.Map{"autonomous_system_number": mmdbtype.Uint32(n), "autonomous_system_organization": mmdbtype.String(name)}
	}
	country := func(code string) mmdbtype.DataType {
		return mmdbtype.Map{"country": mmdbtype.Map{"iso_code": mmdbtype.String(code)}}
	}
	return origin.Options{
		ASNDatabase: writeDatabase(tb, "GeoLite2-ASN", map[string]mmdbtype.DataType{
			"192.0.2.0/24": asn(64500, "example cloud"), "203.0.113.0/24": asn(64500, "example cloud"), "198.51.100.0/24": asn(64501, "far away"),
		}),
		CountryDatabase: writeDatabase(tb, "GeoLite2-Country", map[string]mmdbtype.DataType{
			"192.0.2.0/24": country("DE"), "203.0.113.0/24": country("DE"), "198.51.100.0/24": country("BR"),
		}),
		Ranges: []string{writeFile(tb, "ranges.yaml", rangesYAML)},
	}
}

func writeDatabase(tb testing.TB, kind string, blocks map[string]mmdbtype.DataType) string {
	tb.Helper()
	tree, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: kind, BuildEpoch: 1, RecordSize: 24, IncludeReservedNetworks: true})
	require.NoError(tb, err)
	for cidr, value := range blocks {
		_, block, err := net.ParseCIDR(cidr)
		require.NoError(tb, err)
		require.NoError(tb, tree.Insert(block, value))
	}
	path := filepath.Join(tb.TempDir(), kind+".mmdb")
	f, err := os.Create(path)
	require.NoError(tb, err)
	_, err = tree.WriteTo(f)
	require.NoError(tb, err)
	require.NoError(tb, f.Close())
	return path
}
