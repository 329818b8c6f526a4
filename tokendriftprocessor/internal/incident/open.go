package incident

import (
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// Most of each list that a notice shows.
const most = 16

// Open is an open incident of one token.
type Open struct {
	Verdict Verdict   // as last told
	Key     store.Key // the token's key in the baselines
	Source  uint32
	App     store.Key // the app whose lending it froze; zero: none

	Opened       int64 // event time, Unix nanoseconds
	LastEvidence int64 // the last evidence that was not said before
	LastNotice   int64
	FirstSeen    int64
	LastSeen     int64
	Count        int64
	Volume       int64
	Records      []string
	Systems      []string
	Objects      []string
	keys         []uint32 // evidence that opened it or came since

	// Members are the other tokens of an app that was stolen as a whole, and
	// Tokens the ids of some of them, the opening one's first.
	Members []store.Key
	Tokens  []string

	// OnlyEnds: it rests on nothing but the end of something. A word that
	// comes late, that this was issued again before the use, takes it back.
	OnlyEnds bool
}

// mostKeys bounds the pieces of evidence that are known again.
const mostKeys = 64

// Knows is whether every piece of evidence is part of the incident already.
func (o *Open) Knows(keys []uint32) bool {
	for _, k := range keys {
		if !slices.Contains(o.keys, k) {
			return false
		}
	}
	return true
}

// Evidence is the pieces of evidence it rests on.
func (o *Open) Evidence() []uint32 { return o.keys }

// Add counts a flagged record into the incident: its id, what it touched and
// moved, and its evidence.
func (o *Open) Add(ev *event.Event, at int64, keys []uint32) {
	o.Count++
	o.LastSeen = max(o.LastSeen, at)
	if o.FirstSeen == 0 || at < o.FirstSeen {
		o.FirstSeen = at
	}
	if ev.Rows > 0 {
		o.Volume += ev.Rows
	} else {
		o.Volume += ev.Bytes
	}
	o.Records = appendNew(o.Records, ev.ID)
	system := ev.System
	if system == "" {
		system = ev.Provider
	}
	o.Systems = appendNew(o.Systems, system)
	o.Objects = appendNew(o.Objects, ev.Object)
	o.Learn(keys)
}

func appendNew(list []string, v string) []string {
	if v == "" || len(list) >= most || slices.Contains(list, v) {
		return list
	}
	return append(list, strings.Clone(v))
}

// Blast is the ids of the tokens it is about.
func (o *Open) Blast() []string {
	if len(o.Tokens) == 0 {
		return []string{o.Verdict.Token.ID}
	}
	return slices.Clone(o.Tokens)
}

// Notice tells of the incident as it stands.
func (o *Open) Notice(state State, at int64, body string) *Notice {
	return &Notice{
		Verdict: o.Verdict, State: state, Time: at, Body: body,
		FirstSeen: o.FirstSeen, LastSeen: o.LastSeen, RecordCount: o.Count,
		Records: slices.Clone(o.Records), BlastTokens: o.Blast(),
		BlastSystems: slices.Clone(o.Systems), BlastObjects: slices.Clone(o.Objects), BlastVolume: o.Volume,
	}
}
