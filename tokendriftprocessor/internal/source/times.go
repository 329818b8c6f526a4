package source

import (
	"fmt"
	"slices"
	"strings"
)

// timeFormat is how a provider writes the time of an event.
type timeFormat uint8

const (
	timeRFC3339       timeFormat = iota // RFC 3339; also +0000 without its colon, as Salesforce writes it
	timeRFC3339NoZone                   // the same without a zone: UTC
	timeUnixS
	timeUnixMS
	timeUnixNS
	timeCompact // yyyyMMddHHmmss.SSS, Salesforce EventLogFile
	timeSQL     // yyyy-MM-dd HH:mm:ss.f: UTC, or with a zone after a blank
)

var timeFormatNames = []string{"rfc3339", "rfc3339_nozone", "unix_s", "unix_ms", "unix_ns", "compact", "sql"}

func parseTimeFormat(s string) (timeFormat, error) {
	if i := slices.Index(timeFormatNames, s); i >= 0 {
		return timeFormat(i), nil
	}
	return 0, fmt.Errorf("unknown time format %q; known are %s", s, strings.Join(timeFormatNames, ", "))
}

// The years that are believed, in Unix seconds: 1990 to 2100. A time in the
// wrong unit falls outside.
const (
	earliest int64 = 631152000
	latest   int64 = 4102444800
)

// read gives Unix nanoseconds, or ok false when s is not of this format or
// not a believable time.
func (f timeFormat) read(s string) (ns int64, ok bool) {
	switch f {
	case timeUnixS:
		return unixTime(s, 1e9)
	case timeUnixMS:
		return unixTime(s, 1e6)
	case timeUnixNS:
		return unixTime(s, 1)
	case timeCompact:
		return compactTime(s)
	}
	s = strings.TrimSpace(s)
	c, rest, ok := readClock(s)
	if !ok {
		return 0, false
	}
	if f != timeRFC3339 && rest == "" {
		return c.unix(0)
	}
	offset, ok := readZone(strings.TrimPrefix(rest, " "))
	if !ok {
		return 0, false
	}
	return c.unix(offset)
}

// unixTime reads a count of units, each of so many nanoseconds.
func unixTime(s string, unit int64) (int64, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if len(whole) == 0 || len(whole) > 19 || !allDigits(whole) || !allDigits(fraction) {
		return 0, false
	}
	var n uint64 // 19 digits fit
	for i := range len(whole) {
		n = n*10 + uint64(whole[i]-'0')
	}
	if n < uint64(earliest*1e9/unit) || n > uint64(latest*1e9/unit) {
		return 0, false
	}
	ns := int64(n) * unit
	for i := range len(fraction) {
		unit /= 10
		ns += int64(fraction[i]-'0') * unit
	}
	return ns, true
}

func compactTime(s string) (int64, bool) {
	if len(s) < 14 || !allDigits(s[:14]) {
		return 0, false
	}
	c := clock{
		year: digits(s[:4]), month: digits(s[4:6]), day: digits(s[6:8]),
		hour: digits(s[8:10]), minute: digits(s[10:12]), second: digits(s[12:14]),
	}
	rest := c.readFraction(s[14:])
	if rest != "" && rest != "Z" {
		return 0, false
	}
	return c.unix(0)
}
