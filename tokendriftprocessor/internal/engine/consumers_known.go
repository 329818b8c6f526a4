package engine

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// system is a consumer under way: its name, if one is known, and its clusters
// as bits of their numbers.
type system struct {
	name     string
	clusters uint8
	first    uint32
}

// known says who shares the token and to which of them the use is put down; nil
// when nobody is known to. It allocates: for verdicts only.
func (e *Engine) known(u *use) *incident.Sharing {
	s := &u.sharing
	if s.held == nil || !s.declared && s.held.Apart() < 2 {
		return nil
	}
	var systems []system
	if s.declared {
		systems = e.declaredSystems(u)
	} else {
		for _, set := range s.held.Systems(u.at) {
			systems = append(systems, e.systemOf(u, "", set))
		}
	}
	slices.SortStableFunc(systems, func(a, b system) int { return cmp.Compare(a.first, b.first) })
	out := &incident.Sharing{Through: -1}
	if s.declared {
		systems = e.withoutStrangers(u, systems)
		out.Missing = missing(u.c.Entry.Consumers, systems)
	}
	fits := s.held.Fitting(s.trace, u.at)
	for i := range systems {
		if systems[i].name == "" {
			systems[i].name = fmt.Sprintf("consumer %d", i+1)
		}
		out.Known = append(out.Known, e.consumer(u, &systems[i]))
		if fits != 0 && fits&^systems[i].clusters == 0 {
			out.Through = i
		}
	}
	return out
}

// declaredSystems gives the clusters their declared names: by the client, else
// by the operations where only one cluster's bear the name.
func (e *Engine) declaredSystems(u *use) (systems []system) {
	held, names := u.sharing.held, u.c.Entry.Consumers
	settled, unnamed := held.Settled(u.at), uint8(0)
	named := map[string]uint8{}
	for i := range bits.Len8(settled) {
		if settled&(1<<i) == 0 {
			continue
		}
		family := e.tokens.TextOf(u.head, baseline.ClientFamily, held.Cluster(i).Family)
		if name := bearing(family, names); name != "" {
			named[name] |= 1 << i
		} else {
			unnamed |= 1 << i
		}
	}
	for _, name := range names {
		if named[name] == 0 {
			if set := e.doing(u, name, unnamed); bits.OnesCount8(set) == 1 {
				named[name] = set
				unnamed &^= set
			}
		}
		if set := named[name]; set != 0 {
			systems = append(systems, e.systemOf(u, name, set))
		}
	}
	for i := range bits.Len8(unnamed) {
		if unnamed&(1<<i) != 0 {
			systems = append(systems, e.systemOf(u, "", 1<<i))
		}
	}
	return systems
}

// doing are those clusters that have an operation with a consumer's name in it.
func (e *Engine) doing(u *use, name string, clusters uint8) (set uint8) {
	for i := range bits.Len8(clusters) {
		if clusters&(1<<i) == 0 {
			continue
		}
		for _, action := range u.sharing.held.Cluster(i).Operations {
			if bears(e.tokens.TextOf(u.head, baseline.Action, action), name) {
				set |= 1 << i
			}
		}
	}
	return set
}

func (e *Engine) systemOf(u *use, name string, clusters uint8) system {
	s := system{name: name, clusters: clusters, first: ^uint32(0)}
	for i := range bits.Len8(clusters) {
		if clusters&(1<<i) != 0 {
			s.first = min(s.first, u.sharing.held.Cluster(i).First)
		}
	}
	return s
}

// withoutStrangers leaves out the latest that have no name, where there are
// more than are declared: who comes on top of all consumers is none of them.
func (e *Engine) withoutStrangers(u *use, systems []system) []system {
	for i := len(systems) - 1; i >= 0 && len(systems) > len(u.c.Entry.Consumers); i-- {
		if systems[i].name == "" {
			systems = slices.Delete(systems, i, i+1)
		}
	}
	return systems
}

// missing are the declared names that no known consumer bears.
func missing(names []string, systems []system) (list []string) {
	for _, name := range names {
		if !slices.ContainsFunc(systems, func(s system) bool { return s.name == name }) {
			list = append(list, name)
		}
	}
	return list
}
