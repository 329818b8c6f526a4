package networks

import (
	"fmt"
	"io"
	"strings"
)

// WriteTable writes what an ASN and a country database would know.
func WriteTable(w io.Writer, list []Network) error {
	if _, err := fmt.Fprintln(w, "cidr,asn,org,country"); err != nil {
		return err
	}
	for _, n := range list {
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

// WriteRanges writes the named ranges: regions, runners, offices, anonymisers.
func WriteRanges(w io.Writer, list []Network) error {
	kinds := map[Kind]string{Cloud: "region", Runner: "runner", Office: "office", Anonymiser: "anonymiser"}
	done := map[string]bool{}
	for _, n := range list {
		if n.Name == "" || done[n.Name] {
			continue
		}
		done[n.Name] = true
		var cidrs []string
		for _, other := range list {
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
