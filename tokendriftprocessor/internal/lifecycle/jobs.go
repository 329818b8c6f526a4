package lifecycle

import (
	"encoding/binary"
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

const (
	mostPlaces  = 4096 // repositories whose jobs are followed
	mostRuns    = 64   // of one place; beyond them it is unknown whether one ran
	mostOfAll   = 512  // of all places together
	jobSlack    = int64(2 * time.Minute)
	longestJob  = int64(6 * time.Hour)      // GitHub's limit of a job on its own runners
	silentAfter = int64(24 * time.Hour)     // without a record of any job the feed may be cut
	jobsLearned = int64(7 * 24 * time.Hour) // before that a feed may not be whole
)

// run is one job or workflow run, as far as it was told; times are Unix
// nanoseconds.
type run struct {
	id         uint64
	start, end int64 // 0: not told
}

// from and to are when it ran at the most.
func (r *run) from() int64 {
	if r.start == 0 {
		return r.end - longestJob
	}
	return r.start
}

func (r *run) to() int64 {
	if r.end == 0 {
		return r.start + longestJob
	}
	return r.end
}

// place is a repository, or all of them together.
type place struct {
	runs          []run // by id
	first, latest int64 // of all that was told
	forgot        int64 // up to when runs were forgotten
	all           bool  // it is all of a provider's, which stay
}

// Work is what the job feed says of a place at a moment.
type Work uint8

// The answers. Silence is not absence: a feed that is young, quiet or told
// more than could be kept says nothing.
const (
	WorkUnknown Work = iota
	WorkRuns
	WorkNone
)

func (s *State) placeKey(provider, name string) uint64 {
	if name == "" {
		return 0
	}
	h := s.hasher(kindPlace)
	h.text(provider)
	h.lower(name)
	return h.sum()
}

// everyPlace is no repository's name.
const everyPlace = "*"

// applyJob takes in that a job of the fact's places started, or ended
// ([event.Fact.Taken]). Values are the run's ids.
func (s *State) applyJob(provider string, sc uint64, f *event.Fact, at int64) {
	id := uint64(at) // one without an id is told by its start only
	if len(f.Values) > 0 {
		id = s.credentialKey(provider, sc, f.Values[0])
	}
	keys := []uint64{s.placeKey(provider, everyPlace)}
	for _, name := range f.IDs {
		if key := s.placeKey(provider, name); key != 0 {
			keys = append(keys, key)
		}
	}
	for i, key := range keys {
		p, most := s.jobs[key], mostRuns
		if i == 0 {
			most = mostOfAll
		}
		if p == nil {
			if len(s.jobs) >= mostPlaces {
				s.forgetPlace()
			}
			p = &place{first: at}
			s.jobs[key] = p
		}
		p.all = i == 0
		p.tell(id, at, f.Taken, most)
	}
}

func (p *place) tell(id uint64, at int64, ended bool, most int) {
	p.first, p.latest = min(p.first, at), max(p.latest, at)
	i := slices.IndexFunc(p.runs, func(r run) bool { return r.id == id })
	if i < 0 {
		i = len(p.runs)
		p.runs = append(p.runs, run{id: id})
	}
	r := &p.runs[i]
	switch {
	case ended:
		r.end = max(r.end, at)
	case r.start == 0 || at < r.start:
		r.start = at
	}
	if len(p.runs) > most {
		oldest := 0
		for i := range p.runs {
			if a, b := &p.runs[i], &p.runs[oldest]; a.to() < b.to() || a.to() == b.to() && a.id < b.id {
				oldest = i
			}
		}
		p.forgot = max(p.forgot, p.runs[oldest].to())
		p.runs = slices.Delete(p.runs, oldest, oldest+1)
	}
}

// forgetPlace drops the place that was told of least recently.
func (s *State) forgetPlace() {
	var gone uint64
	for key, p := range s.jobs {
		if p.all {
			continue
		}
		if o := s.jobs[gone]; o == nil || p.latest < o.latest || p.latest == o.latest && key < gone {
			gone = key
		}
	}
	delete(s.jobs, gone)
	s.jobsLost++
}

// Work answers whether a job of a place ran at a moment.
func (s *State) Work(provider, name string, at int64) Work {
	p := s.jobs[s.placeKey(provider, name)]
	if p == nil {
		return WorkUnknown
	}
	return p.at(at)
}

// AnyWork answers for all places of a provider together.
func (s *State) AnyWork(provider string, at int64) Work { return s.Work(provider, everyPlace, at) }

// Jobs is whether any job was ever told of.
func (s *State) Jobs() bool { return len(s.jobs) > 0 }

func (p *place) at(at int64) Work {
	for i := range p.runs {
		if r := &p.runs[i]; r.from()-jobSlack <= at && at <= r.to()+jobSlack {
			return WorkRuns
		}
	}
	if at < p.first+jobsLearned || at-p.latest > silentAfter || at <= p.forgot+jobSlack {
		return WorkUnknown
	}
	return WorkNone
}

func (s *State) appendJobs(b []byte) []byte {
	keys := make([]uint64, 0, len(s.jobs))
	for key := range s.jobs {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	b = appendCount(b, len(keys))
	for _, key := range keys {
		p := s.jobs[key]
		runs := slices.Clone(p.runs)
		slices.SortFunc(runs, func(a, b run) int {
			if a.id < b.id {
				return -1
			}
			return 1
		})
		for _, n := range [...]uint64{key, uint64(p.first), uint64(p.latest), uint64(p.forgot)} {
			b = binary.LittleEndian.AppendUint64(b, n)
		}
		b = appendCount(b, len(runs))
		for _, r := range runs {
			for _, n := range [...]uint64{r.id, uint64(r.start), uint64(r.end)} {
				b = binary.LittleEndian.AppendUint64(b, n)
			}
		}
	}
	return b
}

func (s *State) loadJobs(r *reader) {
	s.jobs = map[uint64]*place{}
	n := r.count(4*8 + 4)
	if n > mostPlaces {
		r.fail("more places of jobs than there can be")
		return
	}
	for range n {
		key, p := r.number(), &place{first: int64(r.number()), latest: int64(r.number()), forgot: int64(r.number())}
		runs := r.count(3 * 8)
		if runs > mostOfAll || s.jobs[key] != nil {
			r.fail("jobs this program did not write")
		}
		if r.err != nil {
			return
		}
		for range runs {
			p.runs = append(p.runs, run{r.number(), int64(r.number()), int64(r.number())})
		}
		s.jobs[key] = p
	}
}
