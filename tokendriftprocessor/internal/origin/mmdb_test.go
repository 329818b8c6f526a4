package origin

import (
	"net"
	"os"
	"path/filepath"
	"testing"
	"unsafe"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
	"github.com/stretchr/testify/require"
)

type asnBlock struct {
	number uint32
	name   string
}

// writeASN writes a database in the GeoLite2-ASN layout and returns its path.
func writeASN(t testing.TB, epoch int64, blocks map[string]asnBlock) string {
	t.Helper()
	return writeDatabase(t, "GeoLite2-ASN", epoch, func(insert func(string, mmdbtype.DataType)) {
		for cidr, b := range blocks {
			insert(cidr, mmdbtype.Map{
				"autonomous_system_number":       mmdbtype.Uint32(b.number),
				"autonomous_system_organization": mmdbtype.String(b.name),
			})
		}
	})
}

// writeCountry writes a database in the GeoLite2-Country layout.
func writeCountry(t testing.TB, epoch int64, blocks map[string]string) string {
	t.Helper()
	return writeDatabase(t, "GeoLite2-Country", epoch, func(insert func(string, mmdbtype.DataType)) {
		for cidr, code := range blocks {
			insert(cidr, mmdbtype.Map{"country": mmdbtype.Map{"iso_code": mmdbtype.String(code)}})
		}
	})
}

func writeDatabase(t testing.TB, kind string, epoch int64, fill func(func(string, mmdbtype.DataType))) string {
	t.Helper()
	// The documentation ranges are reserved networks.
	tree, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: kind, BuildEpoch: epoch, RecordSize: 24, IncludeReservedNetworks: true})
	require.NoError(t, err)
	fill(func(cidr string, value mmdbtype.DataType) {
		_, block, err := net.ParseCIDR(cidr)
		require.NoError(t, err)
		require.NoError(t, tree.Insert(block, value))
	})
	path := filepath.Join(t.TempDir(), kind+".mmdb")
	f, err := os.Create(path)
	require.NoError(t, err)
	_, err = tree.WriteTo(f)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	return path
}

// writeFile writes a range file and returns its path.
func writeFile(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

func open(t testing.TB, o Options) *Resolver {
	t.Helper()
	r, err := Open(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Close()) })
	return r
}

// viewOf is a string over bytes that change later, as a record's strings are.
func viewOf(b []byte) string { return unsafe.String(&b[0], len(b)) }
