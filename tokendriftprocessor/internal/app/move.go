package app

import (
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
)

// The bounds of what is followed: 512 apps of at most 128 tokens, 48 bytes
// each, so 3 MB where all are full.
const (
	mostMoves = 512
	mostSeats = 128
	mostShown = 16 // of the records, systems and objects of a move
	mostNamed = 8  // places of a move that have a name

	mostOfSource = mostMoves / 4 // one tenant's flood costs only that tenant
)

// followed is for how many hours an app is followed after one of its tokens was
// first seen in a place new to it; settledFor is for how long another move of
// an app that has moved is part of that: longer than a place stays young; and
// remembered is for how long the same is not told again.
const (
	followed   = 64
	settledFor = 9 * 24
	remembered = 30 * 24
)

// Move is what an app's tokens do since one of them was seen in a place new to
// it, by the hour, so that the order within an hour does not matter.
type Move struct {
	App    store.Key
	Source uint32 // whose hours count
	Began  uint32 // hours of Unix time
	Became Became
	Shared uint32 // hash of the place that was decided about; 0: other addresses of the same network
	Told   bool   // the review of a migration, on one record
	ID     string // the incident of a theft

	Place, Name string // where to, as an exception names it and in words

	// Of the first use there: the app's names, and the file that read the record.
	Provider, File           string
	AppID, ClientID, AppName string

	// Of all uses there: at most 16 of each list, times in Unix nanoseconds, and
	// rows or else bytes.
	Records, Systems, Objects  []string
	First, Last, Count, Volume int64

	Moved, Active int64 // tokens, when it was decided

	places []named
	seats  []Seat
}

// named is what a place is called.
type named struct {
	place       uint32
	value, name string
}

// Became is what was decided about a move.
type Became uint8

// What a move can become.
const (
	Undecided Became = iota
	Migration
	Theft
	Doubt // a theft by its signs, whose rate is above the budget: a review
)

// Moves holds what is followed. Not safe for concurrent use.
type Moves struct {
	byApp    map[store.Key]*Move
	bySource map[uint32]int // how many
	refused  int64
}

// NewMoves follows nothing.
func NewMoves() *Moves { return &Moves{byApp: map[store.Key]*Move{}, bySource: map[uint32]int{}} }

// Held is how many apps are followed or remembered to have moved.
func (m *Moves) Held() int { return len(m.byApp) }

// Limit is how many there can be.
func (m *Moves) Limit() int { return mostMoves }

// Refused is how many moves and tokens of moves found no room.
func (m *Moves) Refused() int64 { return m.refused }

// Of is the move of an app, or nil.
func (m *Moves) Of(app store.Key) *Move { return m.byApp[app] }

// Over is whether a decided move is so long ago that the app may move again.
func (mv *Move) Over(at uint32) bool {
	return mv.Became != Undecided && int(at/hour)-int(mv.Began) > settledFor
}

// Begin follows an app, anew if it has moved before; nil when there is no room.
func (m *Moves) Begin(app store.Key, source, at uint32) *Move {
	if len(m.byApp) >= mostMoves || m.bySource[source] >= mostOfSource {
		m.refused++
		return nil
	}
	if old := m.byApp[app]; old != nil {
		m.bySource[old.Source]--
	}
	mv := &Move{App: app, Source: source, Began: at / hour}
	m.put(mv)
	return mv
}

func (m *Moves) put(mv *Move) {
	m.byApp[mv.App] = mv
	m.bySource[mv.Source]++
}

// Due gives the undecided and the decided moves of a source that are followed,
// in the order of their apps, and forgets those that are over.
func (m *Moves) Due(source, at uint32) (due []*Move) {
	for k, mv := range m.byApp {
		if mv.Source != source {
			continue
		}
		age := int(at/hour) - int(mv.Began)
		keep := followed
		if mv.Became != Undecided {
			keep = remembered
		}
		switch {
		case age > keep:
			delete(m.byApp, k)
			m.bySource[source]--
		case age <= followed:
			due = append(due, mv)
		}
	}
	slices.SortFunc(due, func(a, b *Move) int { return a.App.Compare(b.App) })
	return due
}

// Follows is whether any app of the source is followed or remembered.
func (m *Moves) Follows(source uint32) bool { return m.bySource[source] > 0 }
