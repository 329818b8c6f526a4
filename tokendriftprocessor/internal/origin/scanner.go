package origin

import "strings"

// token is one product token (RFC 9110 section 10.1.5) of a user agent.
type token struct {
	name, version string
	comment       bool // inside parentheses or braces
	start, end    int  // where the name starts, and the whole token ends
}

// scanner walks the product tokens of a user agent. Agents hold JSON, lists
// and stray quotes as well, so everything that cannot be part of a product
// name separates.
type scanner struct {
	text  string
	at    int
	depth int
}

// edge reports whether a sign is part of no name at its start or end.
func edge(b byte) bool {
	switch b {
	case ':', '+', '-', '*', '.', '@', '=', '_', '~', '!', '?':
		return true
	}
	return false
}

func separates(b byte) bool {
	switch b {
	case ',', ';', '(', ')', '[', ']', '{', '}', '"', '\'', '<', '>', '|', '\\':
		return true
	}
	return b <= ' '
}

// next returns the next token; links and lone signs are passed over.
func (s *scanner) next() (t token, ok bool) {
	for s.at < len(s.text) {
		if b := s.text[s.at]; separates(b) {
			switch b {
			case '(', '{':
				s.depth++
			case ')', '}':
				s.depth = max(s.depth-1, 0)
			}
			s.at++
			continue
		}
		start := s.at
		for s.at < len(s.text) && !separates(s.text[s.at]) {
			s.at++
		}
		word := s.text[start:s.at]
		t = token{comment: s.depth > 0, end: s.at}
		t.name, t.version, _ = strings.Cut(word, "/")
		if strings.HasPrefix(t.version, "/") && strings.HasSuffix(t.name, ":") {
			continue // https://...
		}
		// botocore writes md/Botocore#1.31 and os/linux#5.10.
		t.name, _, _ = strings.Cut(t.name, "#")
		from, to := 0, len(t.name)
		for from < to && edge(t.name[from]) {
			from++
		}
		for to > from && edge(t.name[to-1]) {
			to--
		}
		t.start, t.name = start+from, t.name[from:to]
		if t.name != "" {
			return t, true
		}
	}
	return token{}, false
}

// join adds the words that follow a word without a version, up to the one that
// has one: "GitHub CLI 2.40.1", "Microsoft Office/16.0". Only a single blank
// may stand between them.
func (s *scanner) join(first token) token {
	joined := first
	for words := 2; joined.version == ""; words++ {
		ahead := *s
		t, ok := ahead.next()
		if !ok || t.start != joined.end+1 || s.text[joined.end] != ' ' {
			break
		}
		if isVersion(t.name) {
			joined.version = t.name
			*s = ahead
			break
		}
		if _, known := lookup(t.name); known || words > maxWords || !isLetter(t.name[0]) {
			break
		}
		joined.name = s.text[first.start : t.start+len(t.name)]
		joined.version, joined.end = t.version, t.end
		*s = ahead
	}
	return joined
}

// versionAfter gives a word its version where a blank stands for the slash, as
// in "Slackbot 1.0".
func (s *scanner) versionAfter(t token) token {
	ahead := *s
	if next, ok := ahead.next(); t.version == "" && ok && next.start == t.end+1 && s.text[t.end] == ' ' && isVersion(next.name) {
		t.version = next.name
		*s = ahead
	}
	return t
}

// made reports whether a name looks as if part of it were made up per run.
func (t token) made() bool { return len(t.name) > 8 && strings.ContainsAny(t.name, "-_") }

func isLetter(b byte) bool { b |= 0x20; return b >= 'a' && b <= 'z' }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// isVersion reports whether a word is a version, or nothing but digits: 2.40.1, v3.
func isVersion(s string) bool {
	if len(s) > 1 && s[0]|0x20 == 'v' {
		s = s[1:]
	}
	if !isDigit(s[0]) {
		return false
	}
	for i := range len(s) {
		if !isDigit(s[i]) && s[i] != '.' {
			return false
		}
	}
	return true
}
