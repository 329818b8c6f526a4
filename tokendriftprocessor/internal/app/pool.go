package app

import (
	"cmp"
	"slices"
)

// mostStrengths bounds the distinct strengths of a pool; 8 bytes each.
const mostStrengths = 4096

// Pool is how often tokens really show episodes of a strength: the figure that
// says what an odd event is worth, since one token certifies one novelty per
// history and a thousand certify the budget (decision notes; DESIGN section 5).
// Episodes that became incidents are left out.
type Pool struct {
	weeks    float64 // mature token-weeks seen
	episodes map[Strength]float32
	asOf     uint32 // the hour of the visible figures
	visible  []counted
	seen     float64 // visible weeks
}

type counted struct {
	strength Strength
	n        float32
}

// NewPool makes an empty pool.
func NewPool() *Pool { return &Pool{episodes: map[Strength]float32{}} }

// Weeks adds token-weeks.
func (p *Pool) Weeks(w float64) { p.weeks += w }

// Move counts an episode that grew from one strength to another; 0 for none.
func (p *Pool) Move(from, to Strength) {
	if from == to {
		return
	}
	if from != 0 {
		if n := p.episodes[from]; n > 1 {
			p.episodes[from] = n - 1
		} else {
			delete(p.episodes, from)
		}
	}
	if to != 0 && (len(p.episodes) < mostStrengths || p.episodes[to] > 0) {
		p.episodes[to]++
	}
}

// At makes visible what was counted before the hour of at, seconds.
func (p *Pool) At(at uint32) {
	if at/hour <= p.asOf && p.asOf != 0 {
		return
	}
	p.asOf = at / hour
	p.seen = p.weeks
	p.visible = p.counted()
}

// counted lists the episodes in the order of their strengths.
func (p *Pool) counted() []counted {
	list := make([]counted, 0, len(p.episodes))
	for s, n := range p.episodes {
		list = append(list, counted{s, n})
	}
	slices.SortFunc(list, func(a, b counted) int { return cmp.Compare(a.strength, b.strength) })
	return list
}

// Reaching is how many episodes were at least as strong in every family.
func (p *Pool) Reaching(s Strength) (n float64) {
	for i := range p.visible {
		if p.visible[i].strength.Reaches(s) {
			n += float64(p.visible[i].n)
		}
	}
	return n
}

// Seen is the visible token-weeks.
func (p *Pool) Seen() float64 { return p.seen }
