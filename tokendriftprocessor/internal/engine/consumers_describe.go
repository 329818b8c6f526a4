package engine

import (
	"math/bits"
	"slices"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// mostPrefixes bounds the prefixes that are listed of one consumer.
const mostPrefixes = 4

// consumer is a system in words.
func (e *Engine) consumer(u *use, s *system) incident.Consumer {
	c := incident.Consumer{Name: s.name, Since: int64(s.first) * int64(time.Second)}
	text := func(d baseline.Dim, fp uint32, list []string) []string {
		if t := e.tokens.TextOf(u.head, d, fp); t != "" && !slices.Contains(list, t) {
			list = append(list, t)
		}
		return list
	}
	var clients []string
	for i := range bits.Len8(s.clusters) {
		if s.clusters&(1<<i) == 0 {
			continue
		}
		cluster := u.sharing.held.Cluster(i)
		c.Uses += int64(cluster.Uses)
		clients = text(baseline.ClientFamily, cluster.Family, clients)
		c.Networks = text(baseline.Network, cluster.Network, c.Networks)
		for _, p := range cluster.Prefixes {
			if len(c.Prefixes) < mostPrefixes {
				c.Prefixes = text(baseline.Prefix, p, c.Prefixes)
			}
		}
	}
	if len(clients) > 0 {
		c.Client = clients[0]
	}
	return c
}
