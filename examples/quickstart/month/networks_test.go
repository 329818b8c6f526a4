package main

import (
	"encoding/csv"
	"net/netip"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// known is a row of networks.csv.
type known struct {
	network netip.Prefix
	asn     int
	country string
}

func knownNetworks(t *testing.T) (rows []known) {
	t.Helper()
	f, err := os.Open("../networks.csv")
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	table, err := r.ReadAll()
	require.NoError(t, err)
	for _, row := range table[1:] {
		asn, err := strconv.Atoi(row[1])
		require.NoError(t, err)
		rows = append(rows, known{netip.MustParsePrefix(row[0]), asn, row[3]})
	}
	return rows
}

func find(rows []known, a netip.Addr) (known, bool) {
	for _, r := range rows {
		if r.network.Contains(a) {
			return r, true
		}
	}
	return known{}, false
}

var addressField = regexp.MustCompile(`"(actor_ip|ipAddress|CLIENT_IP|SOURCE_IP|callerIpAddress|sourceIPAddress|ip)":"([^"]*)"`)

func TestEveryAddressIsKnown(t *testing.T) {
	rows := knownNetworks(t)
	used := map[netip.Prefix]bool{}
	for _, l := range lines(t) {
		for _, m := range addressField.FindAllStringSubmatch(l.text, -1) {
			if m[2] == "" || m[2] == "AWS Internal" || strings.HasSuffix(m[2], ".amazonaws.com") {
				continue // what the vendors write where there is no address
			}
			a, err := netip.ParseAddr(m[2])
			require.NoError(t, err, m[0])
			row, ok := find(rows, a)
			require.True(t, ok, "%s is in no row of networks.csv", a)
			used[row.network] = true
		}
	}
	for _, r := range rows {
		assert.True(t, used[r.network], "%s in networks.csv is used by no record", r.network)
	}
}

func TestPlacesAgreeWithTheDatabases(t *testing.T) {
	rows := knownNetworks(t)
	for _, p := range places {
		row, ok := find(rows, p.network.Addr())
		require.True(t, ok, p.network)
		assert.Equal(t, row.asn, p.asn, p.network)
		assert.Equal(t, row.country, p.short, p.network)
	}
}
