package company

import (
	"fmt"
	"strings"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

var firstNames = strings.Fields("alma bruno clara dario edith fabian greta hugo ida jasper karin leon mina nils olga pavel rosa stefan tilda ulf vera wim xenia yusuf zora")

var lastNames = strings.Fields("Abbott Bauer Castillo Dubois Eriksen Farkas Grant Haas Ivers Jansen Kovac Lang Meyer Novotny Olsen Pires Quist Rahman Silva Tanaka Ueda Varga Weiss Young Zeman")

// hire makes n people. Each has one home and one mobile network; one in four
// never comes to an office, one in three of the others works in Austin.
func (c *Company) hire(n int) {
	homes, mobiles := networks.OfKind(networks.Home), networks.OfKind(networks.Mobile)
	c.hired = n
	for i := range n {
		c.People = append(c.People, c.NewPerson(i, homes, mobiles))
	}
}

// Staff are the people who hold ordinary tokens: not the administrators.
func (c *Company) Staff() []*vendors.Person { return c.People[5:c.hired] }

// NewPerson makes a person of that number, who is not yet in the list.
func (c *Company) NewPerson(i int, homes, mobiles []networks.Network) *vendors.Person {
	d := chance.New(c.Seed, fmt.Sprint("person ", i))
	first, last := firstNames[i%len(firstNames)], lastNames[(i*7+i/len(firstNames))%len(lastNames)]
	p := &vendors.Person{
		Number: i, Login: first + "." + strings.ToLower(last), Name: strings.ToUpper(first[:1]) + first[1:] + " " + last,
		HomeAddress:  chance.Pick(d, homes).Address(i),
		OtherAddress: chance.Pick(d, mobiles).Address(i),
		Browser:      d.IntN(3), Remote: d.Once(0.25), Office: "office/pittsburgh",
	}
	if d.Once(0.33) {
		p.Office = "office/austin"
	}
	return p
}
