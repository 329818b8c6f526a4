// Command estate writes a labelled estate: several hundred tokens of six
// vendors over ten weeks and more, in the vendors' raw records and in the order
// of their delivery, with the truth about every attack and every benign change.
// It knows nothing of the processor that will be judged by it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/abuse"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/benign"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/company"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
)

func main() {
	seed := flag.Uint64("seed", 1, "what all chance follows from: the same seed gives the same bytes on every machine")
	out := flag.String("out", "", "folder to write into; made if it is not there")
	tokens := flag.Int("tokens", 400, "about how many tokens, from 100 to 700")
	weeks := flag.Int("weeks", 10, "how many weeks, ending on 2026-05-31; at least 10")
	short := flag.Bool("short", false, "the short form: a third of the tokens, and slower ones")
	without := flag.String("without", "", "attacks: leave them out; changes: leave the benign changes out, too")
	flag.Parse()
	size := company.Size{Seed: *seed, Tokens: *tokens, Weeks: *weeks, Slower: 1}
	if *short {
		size.Tokens, size.Slower = 130, 3
	}
	if err := run(size, *out, *without); err != nil {
		fmt.Fprintln(os.Stderr, "estate:", err)
		os.Exit(1)
	}
}

func run(size company.Size, out, without string) error {
	switch {
	case without != "" && without != "attacks" && without != "changes":
		return fmt.Errorf("-without %s: it is attacks or changes", without)
	case out == "":
		return errors.New("-out is empty: name the folder to write into")
	case size.Weeks < 10 || size.Weeks > 26:
		return fmt.Errorf("-weeks %d: from 10 to 26, because attacks need three weeks of history before them", size.Weeks)
	case size.Tokens < 100 || size.Tokens > 700:
		return fmt.Errorf("-tokens %d: from 100 to 700", size.Tokens)
	}
	b := build(size, without)
	counts, err := write(b, out)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d records of %d tokens, %d attack scenarios on %d tokens, %d benign changes\n", out, counts.lines, counts.tokens, b.Scenario, counts.attacks, counts.changes)
	return nil
}

// build plans the changes and attacks, then lets all tokens live.
func build(size company.Size, without string) *life.Book {
	b := life.Open(company.Found(size))
	population := len(b.Tokens)
	if without == "" {
		abuse.Plan(b)
	}
	if without != "changes" {
		benign.Plan(b)
	}
	b.LiveAll()
	b.Census(population)
	return b
}
