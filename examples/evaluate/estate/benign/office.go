package benign

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/life"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// officeLine replaces the office's addresses and no others.
func officeLine(from, to time.Time, line networks.Network) life.Change {
	return life.Change{From: from, To: to, Apply: func(_ chance.Dice, u *vendors.Use) bool {
		if networks.Of(u.Address).Name == "office/pittsburgh" {
			u.Address = line.Address(u.Token.Person.Number % 4)
		}
		return true
	}}
}

// sibling is another address of the token's own network and region.
func sibling(t *vendors.Token, i int) string {
	return networks.Of(t.Addresses[0]).Address(7000 + 13*t.Number + i)
}
