package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// killed is one kill: when it was, how many records had been acknowledged, from
// which one the sender went on, and how long an acknowledgement took at most.
type killed struct {
	at                 time.Time
	acknowledged, from int
	slowest            time.Duration
}

// writeDiary writes down what happened, for who wants to know why an incident
// is missing or too many.
func writeDiary(dir string, all []killed, want, got incidents) error {
	var b strings.Builder
	for _, k := range all {
		fmt.Fprintf(&b, "killed at %s: %d records acknowledged, in %s at most; %d sent again\n", k.at.Format("15:04:05.000000"), k.acknowledged, k.slowest.Round(time.Millisecond), k.acknowledged-k.from)
	}
	differ := func(what string, these, others incidents) {
		for _, id := range slices.Sorted(maps.Keys(these)) {
			if _, both := others[id]; !both {
				o := these[id]
				fmt.Fprintf(&b, "%s: %s of token %s, opened %s: %s\n", what, id, o.token, o.at, o.reason)
			}
		}
	}
	differ("missing", want, got)
	differ("extra", got, want)
	return os.WriteFile(filepath.Join(dir, "diary.txt"), []byte(b.String()), 0o600)
}
