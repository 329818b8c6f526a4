package origin

import (
	"net/netip"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// ProviderFlagged is the anonymiser of an address that no range file names but
// that the provider itself marks as a proxy, VPN or Tor exit.
const ProviderFlagged = "provider-flagged"

// Place is where a use came from. Strings that the record gave (a region, a
// runner, an organisation) are views that live as long as the record; all
// others live as long as the Resolver.
type Place struct {
	Addr  netip.Addr
	Known bool // false: the address is no evidence (internal, absent, unparsable, loopback, link-local)

	Prefix      netip.Prefix // the address's /24 or /48
	ASN         uint32       // the record's, else the database's, else 0
	Network     string       // "AS14618" or, without an ASN, the prefix, e.g. "203.0.113.0/24"
	NetworkName string       // the organisation, where known

	Region     string // e.g. "aws/us-east-1": the record's, else the range of kind region
	Country    string // ISO 3166-1 alpha-2: the record's, else the database's
	Runner     string // e.g. "github-hosted": the record's, else the range of kind runner
	Office     string // the range of kind office
	Anonymiser string // the range of kind anonymiser, else ProviderFlagged
	Provider   bool   // in a range of kind provider, the vendor's own egress: no infrastructure evidence
}

// Place fills p with what is known of a use's origin. What the record says
// wins over the databases and ranges; a record that names its network or
// country without an address still has those, with Known false. An internal
// origin has nothing but the runner the record names. It does not allocate for
// an address met lately.
func (r *Resolver) Place(o *event.Origin, p *Place) {
	*p = Place{Runner: o.Runner}
	if o.Internal {
		return
	}
	if s := r.site(o.Address); s != nil && s.prefix.IsValid() {
		p.Addr, p.Known, p.Prefix = s.addr, true, s.prefix
		p.ASN, p.Network, p.NetworkName = s.network.number, s.network.text, s.network.name
		p.Country = s.country
		if s.named != nil {
			s.named.fill(p)
		}
	}
	switch {
	case o.ASN != 0 && o.ASN != p.ASN:
		p.ASN, p.Network, p.NetworkName = o.ASN, r.numberText(o.ASN), o.ASOrg
	case p.NetworkName == "":
		p.NetworkName = o.ASOrg
	}
	if o.Region != "" {
		p.Region = o.Region
	}
	if o.Country != "" {
		p.Country = countryCode(o.Country)
	}
	if o.Anonymous && p.Anonymiser == "" {
		p.Anonymiser = ProviderFlagged
	}
}

// fill copies the named ranges; a runner the record named stays.
func (n *named) fill(p *Place) {
	p.Region, p.Office, p.Anonymiser = n[kindRegion], n[kindOffice], n[kindAnonymiser]
	p.Provider = n[kindProvider] != ""
	if p.Runner == "" {
		p.Runner = n[kindRunner]
	}
}
