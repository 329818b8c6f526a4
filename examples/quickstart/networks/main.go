// Command networks turns networks.csv into the two databases that the quick
// start's configuration names: asn.mmdb in the layout of GeoLite2-ASN and
// country.mmdb in that of GeoLite2-Country. It writes the same bytes each time.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tokendrift/tokendrift/examples/internal/networks"
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

func run(table, out string) error {
	list, err := networks.Read(table)
	if err != nil {
		return err
	}
	return networks.WriteDatabases(out, list)
}
