package origin

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// The providers' forms, with documentation addresses in them.
const (
	awsFile = `{
  "syncToken": "1700000000", "createDate": "2026-01-01-00-00-00",
  "prefixes": [
    {"ip_prefix": "203.0.113.0/25", "region": "GLOBAL", "service": "AMAZON", "network_border_group": "GLOBAL"},
    {"ip_prefix": "203.0.113.0/25", "region": "us-east-1", "service": "EC2", "network_border_group": "us-east-1"},
    {"ip_prefix": "198.51.100.0/24", "region": "GLOBAL", "service": "CLOUDFRONT", "network_border_group": "GLOBAL"}
  ],
  "ipv6_prefixes": [{"ipv6_prefix": "2001:db8:a::/48", "region": "eu-central-1", "service": "EC2"}]
}`
	gcpFile = `{"syncToken": "1", "prefixes": [
  {"ipv4Prefix": "203.0.113.128/26", "service": "Google Cloud", "scope": "europe-west3"},
  {"ipv6Prefix": "2001:db8:b::/48", "service": "Google Cloud", "scope": "us-central1"}]}`
	azureFile = `{"changeNumber": 1, "cloud": "Public", "values": [
  {"name": "AzureCloud", "properties": {"region": "", "addressPrefixes": ["203.0.113.192/32"]}},
  {"name": "AzureCloud.eastus", "properties": {"region": "eastus", "platform": "Azure", "addressPrefixes": ["203.0.113.192/26", "2001:db8:c::/48"]}}]}`
	githubFile = `{"verifiable_password_authentication": false, "ssh_keys": ["ssh-ed25519 AAAA"],
  "hooks": ["192.0.2.0/26"], "web": ["192.0.2.64/26"], "api": ["192.0.2.128/26"], "git": ["192.0.2.192/26"],
  "pages": ["198.51.100.0/24"], "actions": ["203.0.113.200/29", "2001:db8:c:1::/64"], "actions_macos": ["203.0.113.240/32"],
  "domains": {"website": ["*.github.com"]}}`
)

func TestPublishedRanges(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"ip-ranges.json": awsFile, "cloud.json": gcpFile, "ServiceTags_Public.json": azureFile, "meta.json": githubFile,
		"tor-exits.txt": "# exits\n192.0.2.1\n\n198.51.100.32/27 # a provider\r\n2001:db8:f::1\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	r := open(t, Options{Ranges: []string{filepath.Join(folder, "*.json"), filepath.Join(folder, "*.txt")}})
	for address, want := range map[string]Place{
		"203.0.113.5":      {Region: "aws/us-east-1"},
		"198.51.100.1":     {Region: "aws/global"},
		"2001:db8:a::1":    {Region: "aws/eu-central-1"},
		"203.0.113.129":    {Region: "gcp/europe-west3"},
		"2001:db8:b::1":    {Region: "gcp/us-central1"},
		"203.0.113.192":    {Region: "azure/eastus"},
		"203.0.113.201":    {Region: "azure/eastus", Runner: "github-hosted"},
		"2001:db8:c:1::7":  {Region: "azure/eastus", Runner: "github-hosted"},
		"203.0.113.240":    {Region: "azure/eastus", Runner: "github-hosted"},
		"192.0.2.1":        {Provider: true, Anonymiser: "tor-exits"},
		"192.0.2.70":       {Provider: true},
		"192.0.2.130":      {Provider: true},
		"192.0.2.200":      {Provider: true},
		"198.51.100.40":    {Region: "aws/global", Anonymiser: "tor-exits"},
		"2001:db8:f::1":    {Anonymiser: "tor-exits"},
		"2001:db8:ffff::1": {},
	} {
		var p Place
		r.Place(&event.Origin{Address: address}, &p)
		got := Place{Region: p.Region, Runner: p.Runner, Office: p.Office, Anonymiser: p.Anonymiser, Provider: p.Provider}
		assert.Equal(t, want, got, address)
	}
}

func TestOwnRangesWinOverPublished(t *testing.T) {
	own := writeFile(t, "own.yaml", "- {name: edge/ours, kind: region, cidrs: [203.0.113.0/25]}\n- {name: edge/second, kind: region, cidrs: [203.0.113.0/25]}\n")
	aws := writeFile(t, "ip-ranges.json", awsFile)
	for _, order := range [][]string{{own, aws}, {aws, own}} {
		var p Place
		open(t, Options{Ranges: order}).Place(&event.Origin{Address: "203.0.113.5"}, &p)
		assert.Equal(t, "edge/ours", p.Region)
	}
}

func TestOwnRangesForms(t *testing.T) {
	for name, content := range map[string]string{
		"block style":    "- name: a\n  kind: office\n  cidrs:\n    - 203.0.113.0/24\n",
		"JSON":           `[{"name": "a", "kind": "office", "cidrs": ["203.0.113.0/24"]}]`,
		"byte mark":      "\ufeff- {name: a, kind: office, cidrs: [203.0.113.0/24]}",
		"alias":          "- {name: b, kind: runner, cidrs: &x [203.0.113.0/24]}\n- {name: a, kind: office, cidrs: *x}",
		"mapped IPv4":    `- {name: a, kind: office, cidrs: ["::ffff:203.0.113.0/120"]}`,
		"single address": "- {name: a, kind: office, cidrs: [203.0.113.9]}",
	} {
		t.Run(name, func(t *testing.T) {
			var p Place
			open(t, Options{Ranges: []string{writeFile(t, "r.yaml", content)}}).Place(&event.Origin{Address: "203.0.113.9"}, &p)
			assert.Equal(t, "a", p.Office)
		})
	}
}

func TestBadRangeFiles(t *testing.T) {
	for _, tt := range []struct{ name, file, content, want string }{
		{"unknown key", "r.yaml", "- name: a\n  kind: office\n  cidr: [203.0.113.0/24]\n", `r.yaml:3: unknown key "cidr": a range has name, kind and cidrs`},
		{"unknown kind", "r.yaml", "- name: a\n  kind: cloud\n  cidrs: [203.0.113.0/24]\n", `r.yaml:2: unknown kind "cloud": it must be one of region, runner, office, anonymiser, provider`},
		{"bad CIDR", "r.yaml", "- name: a\n  kind: office\n  cidrs:\n    - 203.0.113.0/24\n    - 203.0.113.0/33\n", `r.yaml:5: "203.0.113.0/33": not a CIDR range or address`},
		{"host bits", "r.yaml", "- {name: a, kind: office, cidrs: [203.0.113.7/24]}\n", `r.yaml:1: "203.0.113.7/24": has bits set after its length, write 203.0.113.0/24`},
		{"everything", "r.yaml", "- {name: a, kind: office, cidrs: [0.0.0.0/0]}\n", `r.yaml:1: "0.0.0.0/0": covers every address`},
		{"no name", "r.yaml", "- {kind: office, cidrs: [203.0.113.0/24]}\n", `r.yaml:1: the range has no name`},
		{"empty name", "r.yaml", "- {name: '', kind: office, cidrs: [203.0.113.0/24]}\n", `r.yaml:1: name must be a text`},
		{"no cidrs", "r.yaml", "- {name: a, kind: office, cidrs: []}\n", `r.yaml:1: cidrs must be a list of at least one`},
		{"twice", "r.yaml", "- {name: a, name: b, kind: office, cidrs: [203.0.113.0/24]}\n", `r.yaml:1: the key "name" is there twice`},
		{"not a list", "r.yaml", "name: a\nkind: office\n", `r.yaml:1: not a list of ranges: write - {name:`},
		{"not a range", "r.yaml", "- {name: a, kind: office, cidrs: [192.0.2.1]}\n- text\n", `r.yaml:2: not a range: write`},
		{"empty", "r.yaml", "# nothing\n", `r.yaml: holds no ranges: write`},
		{"no YAML", "r.yaml", "- name: a\n\tkind: office\n", `r.yaml:2: not valid YAML: `},
		{"no JSON", "r.json", "{\"prefixes\": [\n  {\"ip_prefix\": }\n]}", `r.json:2: not valid JSON: `},
		{"JSON of another type", "r.json", "{\n\"prefixes\": \"none\"}", `r.json:2: "prefixes" holds a string`},
		{"JSON of another kind", "r.json", `{"hello": 1}`, `r.json: not a known list of ranges: known are ip-ranges.json of AWS`},
		{"bad CIDR in JSON", "r.json", "{\"prefixes\": [\n{\"ip_prefix\": \"203.0.113.0/24\", \"region\": \"x\"},\n{\"ip_prefix\": \"203.0.113/24\", \"region\": \"x\"}]}", `r.json:3: "203.0.113/24": not a CIDR range`},
		{"bad line", "r.txt", "192.0.2.1\n# fine\nexit.example.com\n", `r.txt:3: "exit.example.com": not a CIDR range or address`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := writeFile(t, tt.file, tt.content)
			_, err := Open(Options{Ranges: []string{path}})
			require.Error(t, err)
			assert.Contains(t, err.Error(), "networks.ranges: "+filepath.Dir(path)+"/"+tt.want)
		})
	}
}

func TestMissingFiles(t *testing.T) {
	folder := t.TempDir()
	asn := writeASN(t, 1, map[string]asnBlock{"203.0.113.0/24": {1, "x"}})
	for _, tt := range []struct {
		name string
		o    Options
		want string
	}{
		{"range", Options{Ranges: []string{folder + "/a.yaml"}}, `networks.ranges[0]: no file matches "` + folder + `/a.yaml"`},
		{"glob", Options{Ranges: []string{folder + "/*.yaml"}}, `networks.ranges[0]: no file matches "` + folder + `/*.yaml"`},
		{"bad glob", Options{Ranges: []string{"[a"}}, `networks.ranges[0]: "[a" is no valid glob pattern`},
		{"folder", Options{Ranges: []string{folder}}, `networks.ranges: ` + folder + ` is a folder, not a file`},
		{"ASN", Options{ASNDatabase: folder + "/a.mmdb"}, `networks.asn_database: ` + folder + `/a.mmdb does not exist`},
		{"country", Options{CountryDatabase: folder + "/c.mmdb"}, `networks.country_database: ` + folder + `/c.mmdb does not exist`},
		{"no database", Options{ASNDatabase: writeFile(t, "x.mmdb", "text")}, `x.mmdb is no readable MMDB database`},
		{"the other database", Options{CountryDatabase: asn}, `has the type "GeoLite2-ASN" and none of its first 1 networks has country.iso_code`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(tt.o)
			require.Error(t, err)
			assert.Contains(t, err.Error(), tt.want)
		})
	}
	_, err := Open(Options{ASNDatabase: folder + "/a.mmdb", Ranges: []string{folder + "/a.yaml"}})
	assert.ErrorContains(t, err, "networks.asn_database")
	assert.ErrorContains(t, err, "networks.ranges", "all errors are told at once")
}

func TestFingerprint(t *testing.T) {
	blocks := map[string]asnBlock{"203.0.113.0/24": {1, "x"}}
	list := "- {name: a, kind: office, cidrs: [203.0.113.0/24]}\n"
	base := Options{ASNDatabase: writeASN(t, 1, blocks), Ranges: []string{writeFile(t, "a.yaml", list)}}
	same := Options{ASNDatabase: writeASN(t, 1, blocks), Ranges: []string{writeFile(t, "b.yaml", list)}}
	want := open(t, base).Fingerprint()
	assert.Equal(t, want, open(t, same).Fingerprint(), "paths do not count")
	for name, o := range map[string]Options{
		"newer database": {ASNDatabase: writeASN(t, 2, blocks), Ranges: base.Ranges},
		"no database":    {Ranges: base.Ranges},
		"other ranges":   {ASNDatabase: base.ASNDatabase, Ranges: []string{writeFile(t, "a.yaml", list+"\n")}},
		"no ranges":      {ASNDatabase: base.ASNDatabase},
	} {
		assert.NotEqual(t, want, open(t, o).Fingerprint(), name)
	}
	exits, others := writeFile(t, "tor.txt", "192.0.2.1"), writeFile(t, "vpn.txt", "192.0.2.1")
	assert.NotEqual(t, open(t, Options{Ranges: []string{exits}}).Fingerprint(), open(t, Options{Ranges: []string{others}}).Fingerprint(),
		"the name of a plain list is the name of its range")
}

func TestFileNamedTwiceIsReadOnce(t *testing.T) {
	path := writeFile(t, "a.yaml", "- {name: a, kind: office, cidrs: [203.0.113.0/24]}\n")
	files, err := readRangeFiles([]string{path, filepath.Join(filepath.Dir(path), "*.yaml")})
	require.NoError(t, err)
	require.Len(t, files, 1)
	assert.Equal(t, netip.MustParsePrefix("203.0.113.0/24"), files[0].ranges[0].prefix)
}
