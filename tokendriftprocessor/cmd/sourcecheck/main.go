// Command sourcecheck shows how audit records will be read: with which source
// file, as which operation, how well each names its token, what it says about
// the lives of owners, apps and credentials, and what is not read and why. It
// reads with the processor's own reader and judges nothing.
//
//	sourcecheck [-sources DIR] [-json] [FILE...]
//	sourcecheck -canary PROVIDER
//
// A FILE holds records as the vendor writes them: one JSON object a line, a
// JSON list, or objects one after the other; without a FILE (or for "-") they
// come from standard input. -sources adds a folder or a file of your own
// source files, as the setting sources.paths does, and may be given several
// times. -json writes the same result for programs.
//
// Of the records it prints names of operations and, of those not read, names
// of top-level keys; never another value. Entries of a bundle that are not
// read stay unmentioned when others are; feed them one by one.
//
// The exit code is 0 when a record was recognised, 1 when none was, 2 when
// the check could not be made.
//
// -canary writes two records of a made-up credential at the provider, which
// every deployment with default criteria must flag: ten minutes ago it (or
// its session) ended, now it is used. Send both lines, in their order, down
// the way that real records take, and look for an incident with the signal
// after_revoke or after_session_end: then the chain from the receiver to the
// desk is alive. Each call makes up another credential, so that none is taken
// for a repeat of the last; all belong to a tenant called tokendrift-canary
// where the provider's record names one, and so touch nobody's baseline.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// The exit codes.
const (
	exitRecognised = 0
	exitNothing    = 1
	exitTrouble    = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, in io.Reader, out, complaints io.Writer) int {
	flags := flag.NewFlagSet("sourcecheck", flag.ContinueOnError)
	flags.SetOutput(complaints)
	flags.Usage = func() {
		fmt.Fprintln(complaints, "usage: sourcecheck [-sources DIR] [-json] [FILE...]\n       sourcecheck -canary PROVIDER")
		flags.PrintDefaults()
	}
	var own []string
	flags.Func("sources", "`folder` or file of your own source files; may be given several times", func(path string) error {
		own = append(own, path)
		return nil
	})
	asJSON := flags.Bool("json", false, "write the result as JSON")
	provider := flags.String("canary", "", "write two records of a made-up credential at this `provider`, which must be flagged")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitRecognised
	case err != nil:
		return exitTrouble
	}
	if *provider != "" {
		if err := writeCanary(out, *provider, time.Now()); err != nil {
			fmt.Fprintln(complaints, "sourcecheck:", err)
			return exitTrouble
		}
		return exitRecognised
	}
	recognised, err := check(own, flags.Args(), in, out, *asJSON)
	switch {
	case err != nil:
		fmt.Fprintln(complaints, "sourcecheck:", err)
		return exitTrouble
	case recognised == 0:
		return exitNothing
	}
	return exitRecognised
}

func check(own, files []string, in io.Reader, out io.Writer, asJSON bool) (recognised int, err error) {
	set, err := source.Load(source.Options{Paths: own})
	if err != nil {
		return 0, err
	}
	found := newFindings(set)
	if err := checkFiles(found, files, in); err != nil {
		return 0, err
	}
	result := found.result()
	if asJSON {
		return result.Recognised, result.writeJSON(out)
	}
	return result.Recognised, result.writeTable(out)
}

func checkFiles(found *findings, names []string, in io.Reader) error {
	if len(names) == 0 {
		names = []string{"-"}
	}
	for _, name := range names {
		if err := checkFile(found, name, in); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func checkFile(found *findings, name string, in io.Reader) error {
	if name == "-" {
		return eachRecord(in, found.add)
	}
	f, err := os.Open(name)
	if err != nil {
		return errors.Unwrap(err) // the caller names the file
	}
	defer f.Close()
	return eachRecord(f, found.add)
}
