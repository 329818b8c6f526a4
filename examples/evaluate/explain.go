package main

import (
	"fmt"
	"io"
	"strings"
)

// explanation is an incident as an analyst sees it.
type explanation struct {
	kind  string   // of the abuse, or of the life that was falsely flagged
	false bool     // no attack was on it
	title string   // estate, time, truth
	lines []string // every attribute
}

// explanations are all incidents of an estate that could be shown.
func explanations(name string, e *estate, d *detection) []explanation {
	var list []explanation
	for i := range d.openings {
		o := &d.openings[i]
		x := explanation{kind: "(no token of the truth)", lines: o.all}
		switch {
		case o.record >= 0 && e.records[o.record].scenario >= 0:
			x.kind = e.scenarios[e.records[o.record].scenario].name
			x.title = fmt.Sprintf("%s: %s, on an attack: %s", name, o.at.Format("2006-01-02 15:04:05"), x.kind)
			x.kind, _, _ = strings.Cut(x.kind, ":")
		case o.ofAbuse(e):
			continue // late truth: what it names is told by the records
		case e.underAttack(o.token, o.at):
			continue
		default:
			if o.token >= 0 {
				x.kind = e.lifeAt(o.token, o.at)
			}
			x.false, x.title = true, fmt.Sprintf("%s: %s, no attack: %s", name, o.at.Format("2006-01-02 15:04:05"), x.kind)
		}
		list = append(list, x)
	}
	return list
}

// someOf takes n, of as many kinds as there are; three in ten are false ones.
func someOf(list []explanation, n int) []explanation {
	out := oneOfEachKind(list, n-n*3/10, false)
	return append(out, oneOfEachKind(list, n-len(out), true)...)
}

// oneOfEachKind takes the first of each kind, then the second of each, up to n.
func oneOfEachKind(list []explanation, n int, wrong bool) (out []explanation) {
	taken := make([]bool, len(list))
	for before := -1; len(out) < n && before < len(out); {
		before = len(out)
		kinds := map[string]bool{}
		for i, x := range list {
			if len(out) < n && x.false == wrong && !taken[i] && !kinds[x.kind] {
				taken[i], kinds[x.kind] = true, true
				out = append(out, x)
			}
		}
	}
	return out
}

// writeExplanations writes them in full, broken into lines of a terminal.
func writeExplanations(w io.Writer, list []explanation) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d explanations in full\n", len(list))
	for _, x := range list {
		fmt.Fprintf(&b, "\n%s\n", x.title)
		for _, l := range x.lines {
			wrap(&b, l)
		}
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// wrap breaks a line between words.
func wrap(b *strings.Builder, l string) {
	const wide = 116
	indent, at := "  ", 0
	b.WriteString(indent)
	for i, word := range strings.Fields(l) {
		if i > 0 && at+len(word) > wide {
			b.WriteString("\n      ")
			at = 4
		} else if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		at += len(word) + 1
	}
	b.WriteByte('\n')
}
