package app

// PriorWeeks is how many token-weeks the shipped prior is worth: nothing rarer
// than once in this many can be certified before a deployment has seen more
// (DESIGN section 5).
const PriorWeeks = 2000

// priorScale is the token-weeks that the measured figures are counts of.
const priorScale = 30_000

// usual is how much of what the estates show a deployment is believed to show
// before it has figures of its own: the estates are hard on purpose, with a
// release, a failover or a migration for most tokens within ten weeks. Judged.
const usual = 0.13

// Rates are the pools of machines' and of persons' tokens.
type Rates struct{ pools [2]*Pool }

// NewRates makes empty pools.
func NewRates() *Rates { return &Rates{[2]*Pool{NewPool(), NewPool()}} }

// Of is the pool of machines or of persons.
func (r *Rates) Of(person bool) *Pool { return r.pools[index(person)] }

// At makes visible what was counted before the hour of at, seconds. It is to be
// called before a use is weighed, so that within an hour no token's verdict
// depends on which came first.
func (r *Rates) At(at uint32) {
	for _, p := range r.pools {
		p.At(at)
	}
}

func index(person bool) int {
	if person {
		return 1
	}
	return 0
}

// Floor is the weekly rate at which tokens of this sort really show an episode
// at least so strong, by its rarest axis or pair of axes; a product of single
// rates must not be believed below it. Half an episode is added, since what was
// never seen is not impossible.
func (r *Rates) Floor(s Strength, person bool) float64 {
	p, table := r.Of(person), &measured[index(person)]
	least := 1.0
	for i := range Families {
		a := s.Of(i)
		if a == 0 {
			continue
		}
		for j := i; j < Families; j++ {
			b := s.Of(j)
			if b == 0 {
				continue
			}
			prior := usual * (float64(table[i][j][a-1][b-1]) + 0.5) / priorScale
			of := Strength(0).With(i, a).With(j, b)
			least = min(least, (prior*PriorWeeks+p.Reaching(of))/(PriorWeeks+p.Seen()))
		}
	}
	return least
}
