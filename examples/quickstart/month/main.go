// Command month writes the quick start's audit log: five and a half weeks of a
// small fictitious company, in the raw forms of GitHub, Okta, Salesforce,
// Google Workspace, Microsoft Entra and AWS CloudTrail, merged in the order in
// which a Collector would receive them. The ordinary life of the company is
// written by this program, always the same; the stories in it come from the
// hand-written records in testdata/quickstart/stories.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "_run", "folder to write month.ndjson into")
	stories := flag.String("stories", filepath.Join("testdata", "quickstart", "stories"), "folder of the hand-written records")
	flag.Parse()
	if err := run(*out, *stories); err != nil {
		fmt.Fprintln(os.Stderr, "month:", err)
		os.Exit(1)
	}
}

func run(out, stories string) error {
	m, err := generate(stories)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	file := filepath.Join(out, "month.ndjson")
	if err := m.write(file); err != nil {
		return err
	}
	fmt.Printf("%s: %d records\n", file, len(m.entries))
	return nil
}

// generate makes the whole month. Without a folder of stories they are left out:
// what is left must be judged without a single incident.
func generate(stories string) (*month, error) {
	m := &month{jitter: newDice("delivery")}
	for _, provider := range []func(*month){
		salesforceApps, salesforcePeople,
		githubMachines, githubDevelopers,
		oktaPeople, oktaMachines, oktaAdministration,
		googleApps, googleAdministration,
		entraServices, entraPeople,
		awsMachines, awsServices, awsPeople,
	} {
		provider(m)
	}
	if stories == "" {
		return m, nil
	}
	err := m.addStories(stories)
	return m, err
}
