package networks

import (
	"fmt"
	"net"
	"os"
	"path/filepath"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

// WriteDatabases writes asn.mmdb in the layout of GeoLite2-ASN and country.mmdb
// in that of GeoLite2-Country into a folder, the same bytes each time.
func WriteDatabases(out string, list []Network) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	err := writeDatabase(filepath.Join(out, "asn.mmdb"), "GeoLite2-ASN", list, func(n Network) mmdbtype.DataType {
		return mmdbtype.Map{
			"autonomous_system_number":       mmdbtype.Uint32(n.ASN),
			"autonomous_system_organization": mmdbtype.String(n.Org),
		}
	})
	if err != nil {
		return err
	}
	return writeDatabase(filepath.Join(out, "country.mmdb"), "GeoLite2-Country", list, func(n Network) mmdbtype.DataType {
		country := mmdbtype.Map{"iso_code": mmdbtype.String(n.Country)}
		return mmdbtype.Map{"country": country, "registered_country": country}
	})
}

// writeDatabase fixes the build time, because it is part of the file.
func writeDatabase(file, kind string, list []Network, value func(Network) mmdbtype.DataType) error {
	tree, err := mmdbwriter.New(mmdbwriter.Options{
		DatabaseType: kind, BuildEpoch: 1752451200, RecordSize: 24, IPVersion: 6,
		Description:             map[string]string{"en": "networks of generated records, not for any other use"},
		IncludeReservedNetworks: true, // the documentation ranges are reserved
	})
	if err != nil {
		return err
	}
	for _, n := range list {
		cidr := &net.IPNet{IP: n.CIDR.Addr().AsSlice(), Mask: net.CIDRMask(n.CIDR.Bits(), n.CIDR.Addr().BitLen())}
		if err := tree.Insert(cidr, value(n)); err != nil {
			return fmt.Errorf("%s: %s: %w", kind, n.CIDR, err)
		}
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if _, err := tree.WriteTo(f); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
