package lifecycle

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"

// Device is what the stream says of a person's device.
type Device uint8

// The answers. DeviceUnsaid: no record told of any device of that person.
const (
	DeviceUnsaid Device = iota
	DeviceEnrolled
	DeviceRemoved
	DeviceUnknown
)

// deviceKey is one device of a user; "" is whether any was told of. Ids of
// devices mean something at one provider's tenant.
func (s *State) deviceKey(scope, user uint64, device string) uint64 {
	h := s.hasher(kindDevice)
	h.number(scope)
	h.number(user)
	h.lower(device)
	return h.sum()
}

// applyDevice takes in that the devices in Values were enrolled for a user, or
// taken away ([event.Fact.Taken]).
func (s *State) applyDevice(provider string, sc uint64, f *event.Fact, at int64) {
	for _, user := range s.grantUsers(provider, sc, f.IDs, at) {
		for _, device := range f.Values {
			if f.Taken {
				s.devices.end(s.deviceKey(sc, user, device), sc, at, f.Kind)
				continue
			}
			s.devices.begin(s.deviceKey(sc, user, device), sc, at)
			s.devices.begin(s.deviceKey(sc, user, ""), sc, at)
		}
	}
}

// Devices is whether any device was ever told of.
func (s *State) Devices() bool { return len(s.devices.entries) > 0 }

// Device looks a device up under all names of its user.
func (s *State) Device(provider, tenant, device string, users ...string) Device {
	sc := s.scope(provider, tenant)
	var room [mostNames]uint64
	var told, one lapse
	for _, user := range s.everyName(room[:0], provider, sc, users) {
		t, d := s.devices.get(s.deviceKey(sc, user, "")), s.devices.get(s.deviceKey(sc, user, device))
		told.merge(t.at(s.moment))
		one.merge(d.at(s.moment))
	}
	switch {
	case one.ended():
		return DeviceRemoved
	case one.start != 0:
		return DeviceEnrolled
	case told.start == 0 || s.devices.evicted > 0 || s.forgotDevices:
		return DeviceUnsaid // or it may have been forgotten
	}
	return DeviceUnknown
}
