package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// writeText writes the tables in columns; the last one is not padded.
func writeText(w io.Writer, tables []table) error {
	var b strings.Builder
	for _, t := range tables {
		fmt.Fprintf(&b, "\n%s\n\n", strings.ToUpper(t.title[:1])+t.title[1:])
		t.text(&b)
		for _, note := range t.notes {
			fmt.Fprintf(&b, "  %s\n", note)
		}
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// text breaks the heads into words, since they are longer than what is under them.
func (t *table) text(b *strings.Builder) {
	heads := make([][]string, len(t.head))
	widths, deep := make([]int, len(t.head)), 0
	for i, head := range t.head {
		heads[i] = strings.Fields(head)
		deep = max(deep, len(heads[i]))
		for _, word := range heads[i] {
			widths[i] = max(widths[i], utf8.RuneCountInString(word))
		}
	}
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for line := range deep {
		cells := make([]string, len(heads))
		for i, words := range heads {
			if at := line - (deep - len(words)); at >= 0 {
				cells[i] = words[at]
			}
		}
		writeRow(b, cells, widths)
	}
	for _, row := range t.rows {
		writeRow(b, row, widths)
	}
	if len(t.rows) == 0 {
		b.WriteString("  none\n")
	}
}

func writeRow(b *strings.Builder, cells []string, widths []int) {
	var line strings.Builder
	for i, cell := range cells {
		line.WriteString("  " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)))
	}
	b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}

// markdown writes the tables for a README.
func markdown(tables []table) []byte {
	var b strings.Builder
	for i, t := range tables {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "**%s**\n\n", t.title)
		writeCells(&b, t.head)
		b.WriteString(strings.Repeat("|---", len(t.head)) + "|\n")
		for _, row := range t.rows {
			writeCells(&b, row)
		}
		for _, note := range t.notes {
			fmt.Fprintf(&b, "\n%s\n", escape(note))
		}
	}
	return []byte(b.String())
}

func writeCells(b *strings.Builder, cells []string) {
	for _, cell := range cells {
		b.WriteString("| " + escape(cell) + " ")
	}
	b.WriteString("|\n")
}

// escape keeps what Markdown would take for a column or for emphasis.
func escape(s string) string { return strings.NewReplacer("|", `\|`, "*", `\*`).Replace(s) }
