package main

import (
	"crypto/sha256"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/oschwald/maxminddb-golang/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const table = "../networks.csv"

func TestLookups(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, run(table, dir))
	asns, err := maxminddb.Open(filepath.Join(dir, "asn.mmdb"))
	require.NoError(t, err)
	defer asns.Close()
	countries, err := maxminddb.Open(filepath.Join(dir, "country.mmdb"))
	require.NoError(t, err)
	defer countries.Close()
	for _, c := range []struct {
		name, address, org, country string
		asn                         uint32
	}{
		{"the thief's first address is in Drift's own network", "44.215.108.109", "Amazon.com, Inc.", "US", 14618},
		{"the thief's second address", "208.68.36.90", "DigitalOcean, LLC", "US", 14061},
		{"a reserved range", "203.0.113.64", "Atlantico Telecom", "PT", 64510},
		{"a home with IPv6", "2001:db8:40:9::1f", "Allegheny Fiber", "US", 64502},
		{"an address in no row", "8.8.8.8", "", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asn struct {
				Number uint32 `maxminddb:"autonomous_system_number"`
				Org    string `maxminddb:"autonomous_system_organization"`
			}
			require.NoError(t, asns.Lookup(netip.MustParseAddr(c.address)).Decode(&asn))
			assert.Equal(t, c.asn, asn.Number)
			assert.Equal(t, c.org, asn.Org)
			var where struct {
				Country struct {
					Code string `maxminddb:"iso_code"`
				} `maxminddb:"country"`
			}
			require.NoError(t, countries.Lookup(netip.MustParseAddr(c.address)).Decode(&where))
			assert.Equal(t, c.country, where.Country.Code)
		})
	}
}

func TestSameBytes(t *testing.T) {
	var sums [2][2][sha256.Size]byte
	for i := range sums {
		dir := t.TempDir()
		require.NoError(t, run(table, dir))
		for j, name := range []string{"asn.mmdb", "country.mmdb"} {
			content, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			sums[i][j] = sha256.Sum256(content)
		}
	}
	assert.Equal(t, sums[0], sums[1])
}

func TestBadRows(t *testing.T) {
	for _, c := range []struct{ name, row, says string }{
		{"an address without a length", "192.0.2.1,1,x,US", "is no CIDR"},
		{"an AS number with its prefix", "192.0.2.0/24,AS1,x,US", "is no AS number"},
		{"a column too few", "192.0.2.0/24,1,x", "wrong number of fields"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "n.csv")
			require.NoError(t, os.WriteFile(file, []byte("cidr,asn,org,country\n"+c.row+"\n"), 0o600))
			assert.ErrorContains(t, run(file, t.TempDir()), c.says)
		})
	}
}
