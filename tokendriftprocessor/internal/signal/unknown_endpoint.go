package signal

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
)

// removedRate is how much rarer a device that was taken away is than one
// nobody enrolled yet.
const removedRate = 0.2

// unknownEndpoint: a person's token used on a device that is not among those
// enrolled for them, or was taken away, where the stream tells of that
// person's devices. It needs no baseline of the token: the enrolments are one.
func unknownEndpoint(c *Context) (Evidence, bool) {
	const d = baseline.Device
	if c.RulesOnly || c.GrantOnly || c.Device < lifecycle.DeviceRemoved || c.Device == lifecycle.DeviceUnknown && c.Answer.Known(d) {
		return Evidence{}, false
	}
	e := Evidence{
		Value: c.Event.Origin.Device, Seen: "device " + c.Event.Origin.Device, Normal: "the devices enrolled for its person",
		Dim: d, Rate: c.Set.Rate(c.Head, d),
	}
	if v := c.Answer.Value[d]; v != nil && c.Device == lifecycle.DeviceUnknown {
		e.Rate *= v.Settled()
	}
	if c.Device == lifecycle.DeviceRemoved {
		e.Seen += ", which was taken away"
		e.Rate *= removedRate
	}
	return e, true
}
