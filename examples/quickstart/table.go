package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	pageWidth    = 118 // columns of text
	reasonIndent = "    "
	shownSignals = 4
)

// writeTable prints the incidents, the reason of each under its row, and the
// summary of the first days.
func writeTable(w io.Writer, r results) error {
	if len(r.Incidents) == 0 {
		if _, err := io.WriteString(w, "\nno incidents\n"); err != nil {
			return err
		}
		return writeSummaries(w, r.Summaries)
	}
	rows := [][]string{{"WHEN (UTC)", "TOKEN", "OWNER", "SIGNALS", "ACTION"}}
	for _, in := range r.Incidents {
		rows = append(rows, []string{
			in.Opened.UTC().Format("2006-01-02 15:04"), tokenName(in), cmp.Or(in.Owner, "nobody"),
			shorten(in.Signals), in.Action,
		})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	b.WriteByte('\n')
	for n, row := range rows {
		for i, cell := range row {
			if i == len(row)-1 {
				b.WriteString(cell)
				break
			}
			b.WriteString(padRight(cell, widths[i]+2))
		}
		b.WriteByte('\n')
		if n > 0 {
			in := r.Incidents[n-1]
			writeWrapped(&b, in.Severity+": "+in.Reason)
			for _, c := range in.Later {
				writeWrapped(&b, "- "+laterSentence(c))
			}
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	return writeSummaries(w, r.Summaries)
}

func writeSummaries(w io.Writer, summaries []string) error {
	var b strings.Builder
	for _, s := range summaries {
		b.WriteByte('\n')
		writeWrapped(&b, s)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func laterSentence(c change) string {
	when := c.At.UTC().Format(time.DateTime[:len("2006-01-02 15:04")])
	if c.State == "closed" {
		return when + " closed"
	}
	return fmt.Sprintf("%s %s: %s; %s", when, c.State, shorten(c.Signals), c.Action)
}

// tokenName is the provider, the app where the record names one, and enough of
// the fingerprint to search for it.
func tokenName(in incident) string {
	name := in.Provider
	if in.App != "" {
		name += " " + cut(in.App, 20)
	}
	return name + " " + cut(in.Token, 8)
}

func shorten(signals []string) string {
	if len(signals) <= shownSignals {
		return strings.Join(signals, " ")
	}
	return fmt.Sprintf("%s +%d", strings.Join(signals[:shownSignals], " "), len(signals)-shownSignals)
}

func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

func padRight(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}

// writeWrapped breaks at blanks; a longer word keeps its line to itself. Line
// breaks of the text stay.
func writeWrapped(b *strings.Builder, s string) {
	for line := range strings.Lines(s) {
		column := 0
		for word := range strings.FieldsSeq(line) {
			n := utf8.RuneCountInString(word)
			switch {
			case column == 0:
				b.WriteString(reasonIndent)
				column = len(reasonIndent)
			case column+1+n > pageWidth:
				b.WriteString("\n" + reasonIndent)
				column = len(reasonIndent)
			default:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += n
		}
		if column > 0 {
			b.WriteByte('\n')
		}
	}
}
