package incident

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Consumer is a system that is known to use a shared token.
type Consumer struct {
	Name     string   // as declared, or "consumer 1"
	Client   string   // family; "" unknown
	Networks []string // "AS14618"
	Prefixes []string // at most four
	Uses     int64
	Since    int64 // Unix nanoseconds of event time
}

// Sharing is who is known to use a token that several systems share.
type Sharing struct {
	Known   []Consumer
	Missing []string // declared, and not seen enough to be known
	Through int      // place in Known of the only one that a use fits; -1 none
}

// works says with what and from where: "okhttp from AS14618".
func (c *Consumer) works() string {
	s := c.Client
	if s == "" {
		s = "no client"
	}
	if from := c.from(); from != "" {
		s += " from " + from
	}
	return s
}

func (c *Consumer) from() string {
	return strings.Join(slices.Concat(c.Networks, c.Prefixes), ", ")
}

func (c *Consumer) history() string {
	return fmt.Sprintf("%s, %s uses since %s", c.works(), thousands(c.Uses), date(c.Since))
}

// thousands writes a number with commas.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// List names them with what they use and since when.
func (s *Sharing) List() string {
	parts := make([]string, 0, len(s.Known))
	for i := range s.Known {
		c := &s.Known[i]
		parts = append(parts, c.Name+": "+c.history())
	}
	return strings.Join(parts, "; ")
}

// clause puts a use down to one of the consumers or to none of them, for the
// reason.
func (s *Sharing) clause() string {
	switch {
	case len(s.Known) == 0:
		return ""
	case s.Through >= 0:
		c := &s.Known[s.Through]
		return fmt.Sprintf("; it came through %s, the only one of its consumers with this client and place (%s)", c.Name, c.history())
	}
	return fmt.Sprintf("; it fits none of its known consumers (%s)", s.List())
}

// allowlist is what to let through: everybody but the one in foreign hands.
func (s *Sharing) allowlist() string {
	var parts []string
	for i := range s.Known {
		if c := &s.Known[i]; i != s.Through {
			parts = append(parts, fmt.Sprintf("%s (%s)", c.Name, c.works()))
		}
	}
	return strings.Join(parts, ", ")
}

// restriction says why and to what a shared token is restricted, and what that
// stops.
func (s *Sharing) restriction() string {
	if len(s.Known) == 0 {
		return ""
	}
	var text, stops string
	switch allow := s.allowlist(); {
	case s.Through >= 0 && allow != "":
		name := s.Known[s.Through].Name
		text = fmt.Sprintf("several consumers share it and this came through %s, so quarantine that one and allow only the others: %s", name, allow)
		stops = "it would stop " + strings.Join(append([]string{name}, s.Missing...), ", ")
	case s.Through >= 0:
		name := s.Known[s.Through].Name
		text = fmt.Sprintf("several consumers share it and this came through %s, the only one known so far", name)
		stops = "it would stop " + strings.Join(append([]string{name}, s.Missing...), ", ")
	default:
		text = "several consumers share it and this is none of them, so allow only what they are known to use: " + allow
		stops = "it would stop none of these"
		if len(s.Missing) > 0 {
			stops += ", but " + strings.Join(s.Missing, ", ") + ", not seen enough to be listed"
		}
	}
	return text + "; " + stops
}

// Newcomer is what a use is taken for that a declared consumer explains which
// had not shown itself.
type Newcomer struct {
	Name  string // "" when nothing names it
	Known int    // consumers known before
	Of    int    // consumers declared
}

func (n *Newcomer) clause() string {
	if n.Name != "" {
		return fmt.Sprintf("; its client bears the name of %s, a declared consumer that had not been seen", n.Name)
	}
	return fmt.Sprintf("; %d consumers are declared and %d known, so this may be one that had not been seen", n.Of, n.Known)
}
