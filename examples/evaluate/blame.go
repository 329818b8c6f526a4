package main

import (
	"regexp"
	"strings"
)

var brackets = regexp.MustCompile(`\([^()]*\)`)

// blamed are the consumers to whom the incident is put down. The reason names
// consumers in brackets too, where it says what is normal; the action's reason
// names all of them where it says what it would break, so that it blames only
// if it leaves one out.
func blamed(o *opening, consumers []string) []string {
	reason := o.reason
	for brackets.MatchString(reason) {
		reason = brackets.ReplaceAllString(reason, "")
	}
	named := namedIn(reason, consumers)
	if len(named) == 0 {
		if all := namedIn(o.why, consumers); len(all) < len(consumers) {
			return all
		}
	}
	return named
}

func namedIn(text string, consumers []string) (named []string) {
	for _, c := range consumers {
		if strings.Contains(text, c) {
			named = append(named, c)
		}
	}
	return named
}
