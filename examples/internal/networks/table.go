// Package networks reads a table of networks (cidr,asn,org,country) and turns
// it into the databases that a Collector's configuration names.
package networks

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"strconv"
)

// Network is one row of the table.
type Network struct {
	CIDR         netip.Prefix
	ASN          uint32
	Org, Country string
}

// Read reads the table; its first row is the head, "#" starts a comment. Its
// errors name file and line.
func Read(file string) ([]Network, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.Comment, reader.FieldsPerRecord = '#', 4
	var list []Network
	for head := true; ; head = false {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if head {
			continue
		}
		line, _ := reader.FieldPos(0)
		cidr, err := netip.ParsePrefix(row[0])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %q is no CIDR such as 192.0.2.0/24", file, line, row[0])
		}
		asn, err := strconv.ParseUint(row[1], 10, 32)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %q is no AS number such as 64500", file, line, row[1])
		}
		list = append(list, Network{cidr.Masked(), uint32(asn), row[2], row[3]})
	}
}
