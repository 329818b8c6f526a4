package origin

import (
	"bytes"
	"strings"
)

// parseAddressList reads one CIDR range or address per line, as lists of Tor
// exits and VPN providers come (https://check.torproject.org/torbulkexitlist).
// Everything from # on is a comment. An empty list is no error: such feeds are
// empty at times.
func parseAddressList(name string, content []byte) (list []namedRange, _ error) {
	number := 0
	for line := range bytes.Lines(content) {
		number++
		text, _, _ := strings.Cut(string(line), "#")
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		prefix, err := parseBlock(text, true)
		if err != nil {
			return nil, atLine(number, "%v", err)
		}
		if len(list) == maxRanges {
			return nil, atLine(number, "more than %d ranges", maxRanges)
		}
		list = append(list, namedRange{prefix: prefix, kind: kindAnonymiser, rank: rankPublished, name: name})
	}
	return list, nil
}
