package origin

import (
	"bytes"
	"strings"
)

// maxTokens bounds how many product tokens of an agent are looked at.
const maxTokens = 20

// maxWords is how many words of an agent without a slash make its name:
// "GitHub CLI 2.40.1", but not a whole sentence.
const maxWords = 3

// maxHidden bounds how many tokens are searched for a tool's name in front of an id.
const maxHidden = 8

// maxTool is the length of the longest tool name, in bytes.
const maxTool = 32

// reading is what the tokens of an agent say.
type reading struct {
	best    product // the known product of the highest rank, the first of equals
	version string
	lead    string // the first token that is neither known nor generic: the sender's own name
	leadVer string
	ci      bool // a token says that this runs in CI
	tries   int  // of hiddenTool
}

// read looks at every product token. What the sender put first is what it
// calls itself, unless a known product of a higher rank follows: a library may
// stand before the program that uses it, and a tool shows wherever it stands.
func read(text string) (r reading) {
	s := scanner{text: text}
	browser := isBrowser(text)
	for range maxTokens {
		t, ok := s.next()
		if !ok {
			break
		}
		p, known := lookup(t.name)
		switch {
		case known && p.ci, t.version != "" && t.name == "ci":
			r.ci = true
		case t.comment:
			// Comments name systems and pages; of products only tools count, which
			// some browser-like agents name nowhere else.
			if known && p.rank == rankTool {
				r.take(p, t.version)
			} else if name, ok := strings.CutPrefix(t.version, "projectdiscovery/"); ok {
				r.take(product{name: normalise(name), kind: KindTool, rank: rankTool}, "")
			}
		case browser && (!known || p.kind == KindBrowser):
			// The browser parser reads these.
		case known:
			t = s.versionAfter(t)
			r.take(p, t.version)
		case r.lead == "" && r.best.rank < rankLibrary && !isVersion(t.name):
			r.name(s.join(t))
		default:
			r.hiddenTool(t)
		}
	}
	if r.best.name == "pip" && strings.Contains(text, `"ci":true`) {
		r.ci = true // pip says so in JSON
	}
	return r
}

// name takes the first token that no list names exactly: a known name of
// several words, one with a made-up end, a family of products, or the
// sender's own name.
func (r *reading) name(t token) {
	if p, known := lookup(t.name); known {
		r.take(p, t.version)
		return
	}
	name := normalise(t.name)
	if p, known := lookup(strings.TrimRight(name, "*-_.:")); known {
		r.take(p, t.version)
	} else if p, known := lookupPrefix(name); known {
		p.name = name
		r.take(p, t.version)
	} else {
		r.lead, r.leadVer = name, t.version
	}
}

// hiddenTool finds a tool behind whose name stands the id of its run.
func (r *reading) hiddenTool(t token) {
	if r.tries == maxHidden || !t.made() {
		return
	}
	r.tries++
	var buf [maxAgent]byte
	name := bytes.TrimRight(appendNormalised(buf[:0], t.name), "*-_.:")
	if len(name) > maxTool {
		return
	}
	if p, known := lookup(string(name)); known && p.rank == rankTool {
		r.take(p, t.version)
	}
}

// take keeps the product if it outranks what is there. The sender's own name
// gives way to automation and tools only.
func (r *reading) take(p product, version string) {
	if p.rank <= r.best.rank || r.lead != "" && p.rank < rankRunner {
		return
	}
	r.best, r.version = p, version
}
