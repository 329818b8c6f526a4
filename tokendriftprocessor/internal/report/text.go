package report

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Bounds of what is written, in bytes.
const (
	maxText     = 1024
	maxSentence = 2048 // reasons and bodies
)

const ellipsis = "…"

// printable makes a text safe to show anywhere: what is not UTF-8 becomes
// U+FFFD, control characters (NUL, line breaks, terminal escapes) become
// spaces, and what is longer than limit bytes ends in an ellipsis.
func printable(s string, limit int) string {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		s = strings.Map(func(r rune) rune { // bytes that are no UTF-8 arrive as U+FFFD
			if unicode.IsControl(r) {
				return ' '
			}
			return r
		}, s)
	}
	if len(s) <= limit {
		return s
	}
	end := limit - len(ellipsis)
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + ellipsis
}

// putText writes a text, and nothing where there is none: an empty attribute
// only costs room.
func putText(attrs pcommon.Map, name, s string) { putLong(attrs, name, s, maxText) }

func putLong(attrs pcommon.Map, name, s string, limit int) {
	if s != "" {
		attrs.PutStr(name, printable(s, limit))
	}
}

func putTexts(attrs pcommon.Map, name string, list []string) {
	if len(list) == 0 {
		return
	}
	slice := attrs.PutEmptySlice(name)
	slice.EnsureCapacity(len(list))
	for _, s := range list {
		slice.AppendEmpty().SetStr(printable(s, maxText))
	}
}

func putTime(attrs pcommon.Map, name string, nanoseconds int64) {
	if nanoseconds != 0 {
		attrs.PutStr(name, timeText(nanoseconds))
	}
}

// timeText is RFC 3339 in UTC, with as much of the second as there is.
func timeText(nanoseconds int64) string {
	return time.Unix(0, nanoseconds).UTC().Format(time.RFC3339Nano)
}
