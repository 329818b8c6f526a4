package origin

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"strings"
)

// publishedFile is the union of the forms in which providers publish ranges.
type publishedFile struct {
	// AWS ip-ranges.json, https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html
	// and Google cloud.json, https://cloud.google.com/compute/docs/faq#find_ip_range
	Prefixes []struct {
		AWS    string `json:"ip_prefix"`
		Region string `json:"region"`
		GCP4   string `json:"ipv4Prefix"`
		GCP6   string `json:"ipv6Prefix"`
		Scope  string `json:"scope"`
	} `json:"prefixes"`
	Prefixes6 []struct {
		AWS    string `json:"ipv6_prefix"`
		Region string `json:"region"`
	} `json:"ipv6_prefixes"`

	// Azure ServiceTags_Public.json, https://learn.microsoft.com/azure/virtual-network/service-tags-overview
	Values []struct {
		Properties struct {
			Region   string   `json:"region"`
			Prefixes []string `json:"addressPrefixes"`
		} `json:"properties"`
	} `json:"values"`

	// GitHub GET /meta, https://docs.github.com/rest/meta/meta
	Actions      []string `json:"actions"`
	ActionsMacOS []string `json:"actions_macos"`
	Hooks        []string `json:"hooks"`
	API          []string `json:"api"`
	Git          []string `json:"git"`
	Web          []string `json:"web"`
}

// parsePublished reads the JSON of AWS, Google Cloud, Azure or GitHub.
func parsePublished(content []byte) ([]namedRange, error) {
	var f publishedFile
	if err := json.Unmarshal(content, &f); err != nil {
		return nil, jsonError(content, err)
	}
	c := collector{content: content}
	for _, p := range f.Prefixes {
		c.region("aws/", p.Region, p.AWS)
		c.region("gcp/", p.Scope, p.GCP4)
		c.region("gcp/", p.Scope, p.GCP6)
	}
	for _, p := range f.Prefixes6 {
		c.region("aws/", p.Region, p.AWS)
	}
	for _, v := range f.Values {
		// Tags without a region cover services all over the world; their smaller
		// blocks would hide the region of the block around them.
		if v.Properties.Region != "" {
			c.region("azure/", v.Properties.Region, v.Properties.Prefixes...)
		}
	}
	c.add(kindRunner, rankPublished, "github-hosted", f.Actions...)
	c.add(kindRunner, rankPublished, "github-hosted", f.ActionsMacOS...)
	for _, egress := range [][]string{f.Hooks, f.API, f.Git, f.Web} {
		c.add(kindProvider, rankPublished, "github", egress...)
	}
	if c.err == nil && len(c.list) == 0 {
		return nil, errors.New("not a known list of ranges: known are ip-ranges.json of AWS, cloud.json of Google Cloud, " +
			"ServiceTags_Public.json of Azure, the /meta answer of GitHub, " +
			"a YAML list of {name, kind, cidrs}, and plain lists whose name ends in .txt")
	}
	return c.list, c.err
}

// collector gathers ranges until the first bad one.
type collector struct {
	content []byte
	list    []namedRange
	err     error
}

// region adds blocks of a cloud region. GLOBAL (AWS) and global (Google) are
// kept, but yield to a region that has the same block.
func (c *collector) region(cloud, region string, blocks ...string) {
	rank, region := rankPublished, strings.ToLower(cmp.Or(region, "global"))
	if region == "global" {
		rank = rankGlobal
	}
	c.add(kindRegion, rank, cloud+region, blocks...)
}

func (c *collector) add(kind rangeKind, rank rank, name string, blocks ...string) {
	for _, block := range blocks {
		if c.err != nil || block == "" {
			continue
		}
		prefix, err := parseBlock(block, true)
		if err != nil {
			c.err = atLine(lineOf(c.content, bytes.Index(c.content, []byte(`"`+block+`"`))), "%v", err)
		} else if len(c.list) == maxRanges {
			c.err = atLine(0, "more than %d ranges", maxRanges)
		}
		c.list = append(c.list, namedRange{prefix: prefix, kind: kind, rank: rank, name: name})
	}
}

func jsonError(content []byte, err error) error {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return atLine(lineOf(content, int(syntax.Offset)), "not valid JSON: %v", err)
	case errors.As(err, &wrong):
		return atLine(lineOf(content, int(wrong.Offset)), "%s holds a %s in place of a %s", quote(wrong.Field), wrong.Value, wrong.Type)
	}
	return err
}

// lineOf is the line, from 1, of an offset; 0 for an offset that is unknown.
func lineOf(content []byte, offset int) int {
	if offset < 0 {
		return 0
	}
	return 1 + bytes.Count(content[:min(offset, len(content))], []byte("\n"))
}
