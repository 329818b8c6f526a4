package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
)

// writeNetworks writes what an ASN and a country database would know.
func writeNetworks(_ *life.Book, w io.Writer) error {
	if _, err := fmt.Fprintln(w, "cidr,asn,org,country"); err != nil {
		return err
	}
	for _, n := range networks.Table {
		org := n.Org
		if strings.Contains(org, ",") {
			org = `"` + org + `"`
		}
		if _, err := fmt.Fprintf(w, "%s,%d,%s,%s\n", n.CIDR, n.ASN, org, n.Code); err != nil {
			return err
		}
	}
	return nil
}

// writeRanges writes the named ranges: regions, runners, offices, anonymisers.
func writeRanges(_ *life.Book, w io.Writer) error {
	kinds := map[networks.Kind]string{networks.Cloud: "region", networks.Runner: "runner", networks.Office: "office", networks.Anonymiser: "anonymiser"}
	done := map[string]bool{}
	for _, n := range networks.Table {
		if n.Name == "" || done[n.Name] {
			continue
		}
		done[n.Name] = true
		var cidrs []string
		for _, other := range networks.Table {
			if other.Name == n.Name {
				cidrs = append(cidrs, other.CIDR.String())
			}
		}
		if _, err := fmt.Fprintf(w, "- {name: %s, kind: %s, cidrs: [%s]}\n", n.Name, kinds[n.Kind], strings.Join(cidrs, ", ")); err != nil {
			return err
		}
	}
	return nil
}
