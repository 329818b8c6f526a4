// Command networks turns networks.csv into the two databases that the quick
// start's configuration names: asn.mmdb in the layout of GeoLite2-ASN and
// country.mmdb in that of GeoLite2-Country. It writes the same bytes each time.
package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

func main() {
	table := flag.String("csv", filepath.Join("examples", "quickstart", "networks.csv"), "table of networks: cidr,asn,org,country")
	out := flag.String("out", "_run", "folder to write asn.mmdb and country.mmdb into")
	flag.Parse()
	if err := run(*table, *out); err != nil {
		fmt.Fprintln(os.Stderr, "networks:", err)
		os.Exit(1)
	}
}

// network is one row of the table.
type network struct {
	cidr         *net.IPNet
	asn          uint32
	org, country string
}

func run(table, out string) error {
	networks, err := readTable(table)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	err = writeDatabase(filepath.Join(out, "asn.mmdb"), "GeoLite2-ASN", networks, func(n network) mmdbtype.DataType {
		return mmdbtype.Map{
			"autonomous_system_number":       mmdbtype.Uint32(n.asn),
			"autonomous_system_organization": mmdbtype.String(n.org),
		}
	})
	if err != nil {
		return err
	}
	return writeDatabase(filepath.Join(out, "country.mmdb"), "GeoLite2-Country", networks, func(n network) mmdbtype.DataType {
		country := mmdbtype.Map{"iso_code": mmdbtype.String(n.country)}
		return mmdbtype.Map{"country": country, "registered_country": country}
	})
}

// readTable reads the CSV; its errors name file and line.
func readTable(file string) ([]network, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.Comment, reader.FieldsPerRecord = '#', 4
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var networks []network
	for i, row := range rows {
		if i == 0 {
			continue // the head
		}
		_, cidr, err := net.ParseCIDR(row[0])
		if err != nil {
			return nil, fmt.Errorf("%s: row %d: %q is no CIDR such as 192.0.2.0/24", file, i, row[0])
		}
		asn, err := strconv.ParseUint(row[1], 10, 32)
		if err != nil {
			return nil, fmt.Errorf("%s: row %d: %q is no AS number", file, i, row[1])
		}
		networks = append(networks, network{cidr, uint32(asn), row[2], row[3]})
	}
	return networks, nil
}

// writeDatabase fixes the build time, because it is part of the file.
func writeDatabase(file, kind string, networks []network, value func(network) mmdbtype.DataType) error {
	tree, err := mmdbwriter.New(mmdbwriter.Options{
		DatabaseType: kind, BuildEpoch: 1752451200, RecordSize: 24, IPVersion: 6,
		Description:             map[string]string{"en": "networks of the quick start, not for any other use"},
		IncludeReservedNetworks: true, // the documentation ranges are reserved
	})
	if err != nil {
		return err
	}
	for _, n := range networks {
		if err := tree.Insert(n.cidr, value(n)); err != nil {
			return fmt.Errorf("%s: %s: %w", kind, n.cidr, err)
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
