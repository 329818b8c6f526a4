package rows

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// novelties are the values of each family that a token's ordinary life has not.
func novelties(s *Stream) (byFamily [4][]*minimal) {
	for _, e := range s.entries {
		m := e.record.(*minimal)
		switch {
		case m.address[0] == '2' && m.address[4] == ':':
			byFamily[0] = append(byFamily[0], m)
		case m.agent != (&stationaryToken{app: m.token.app, dice: s.dice("x")}).ordinary(m.at).agent:
			byFamily[1] = append(byFamily[1], m)
		case m.path[10] == 'a' || len(m.object) > 7:
			byFamily[2] = append(byFamily[2], m)
		case m.rows > 40:
			byFamily[3] = append(byFamily[3], m)
		}
	}
	return byFamily
}

// Each family comes at its rate in the first half and in the second: 0.5 a week
// of 60 tokens in 52 weeks is 1560, with a standard deviation of 39.5.
func TestStationaryRates(t *testing.T) {
	s := Stationary(6, 60, 52, []int{50})
	middle := s.Start.Add(s.End.Sub(s.Start) / 2)
	for family, list := range novelties(s) {
		early := 0
		for _, m := range list {
			if m.at.Before(middle) {
				early++
			}
		}
		assert.InDelta(t, 1560, len(list), 4*39.5, "family %d", family)
		assert.InDelta(t, float64(len(list))/2, early, 4*math.Sqrt(float64(len(list)))/2, "family %d", family)
	}
	all := 60.0 * 52 * (5 + 4*0.5)
	assert.InDelta(t, all, len(s.entries), 4*math.Sqrt(all))
}

func TestStationaryNoveltiesNeverComeBack(t *testing.T) {
	s := Stationary(7, 40, 104, []int{50})
	for family, list := range novelties(s) {
		if family == 3 {
			continue
		}
		seen := map[[2]string]bool{}
		for _, m := range list {
			value := m.address
			switch family {
			case 1:
				value = m.agent
			case 2:
				if m.path[10] == 'a' {
					value = m.path
				} else {
					value = m.object
				}
			}
			key := [2]string{m.token.user(), value}
			assert.False(t, seen[key], "%v", key)
			seen[key] = true
		}
	}
}

func TestStationaryWithoutNovelties(t *testing.T) {
	for family, list := range novelties(Stationary(8, 40, 20, []int{0})) {
		assert.Empty(t, list, "family %d", family)
	}
}

func TestMixtureHasAllRates(t *testing.T) {
	s := Stationary(9, 200, 104, Mixture)
	byToken := map[int]int{}
	for _, m := range novelties(s)[1] {
		byToken[m.token.number]++
	}
	assert.InDelta(t, 200/6.0, 200-len(byToken)-9, 25, "a sixth has no novelty at all, and of a rate of 0.01 a third by chance")
	most := 0
	for _, n := range byToken {
		most = max(most, n)
	}
	assert.Greater(t, most, 40, "0.5 a week for two years")
}
