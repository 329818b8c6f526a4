package store

// Changes remembers which places differ from their newest copy in storage, and
// fixes a moment: what has changed by then is copied bit by bit afterwards, and
// a place that changes meanwhile is copied first. Guarded by its owner's lock.
type Changes struct {
	versions   []Version
	changed    Bits
	frozen     Bits // changed by the moment and not copied yet
	hand       uint32
	generation uint32 // that copies are made for
	committed  uint32
}

// Begin sets the generation that is written next, and the last one that counts.
func (c *Changes) Begin(generation, committed uint32) {
	c.generation, c.committed = generation, committed
}

// Version of the newest copy of a place.
func (c *Changes) Version(place uint32) Version {
	if int(place) < len(c.versions) {
		return c.versions[place]
	}
	return 0
}

// Loaded notes that a place holds the copy of a version.
func (c *Changes) Loaded(place uint32, v Version) {
	for int(place) >= len(c.versions) {
		c.versions = append(c.versions, make([]Version, max(len(c.versions)/4, 1024))...)
	}
	c.versions[place] = v
}

// Change notes a change. When due is true the place must be copied before it
// is changed: it is part of the moment.
func (c *Changes) Change(place uint32) (due bool) {
	c.changed.Set(place)
	return c.frozen.Has(place)
}

// Frozen is whether a place is part of the moment and not copied yet.
func (c *Changes) Frozen(place uint32) bool { return c.frozen.Has(place) }

// Changed is whether a place was changed since it was last copied or frozen.
func (c *Changes) Changed(place uint32) bool { return c.changed.Has(place) }

// Copied notes that a place of the moment was copied now, and gives the
// version of the copy and that of the one before.
func (c *Changes) Copied(place uint32, worthy bool) (was, now Version) {
	c.frozen.Clear(place)
	was = c.Version(place)
	now = was.next(c.generation, c.committed, worthy)
	c.Loaded(place, now)
	return was, now
}

// Gone notes that a place is given back.
func (c *Changes) Gone(place uint32) {
	c.changed.Clear(place)
	c.frozen.Clear(place)
	if c.Version(place) != 0 {
		c.versions[place] = 0
	}
}

// Freeze fixes the moment.
func (c *Changes) Freeze() {
	c.frozen.Join(c.changed)
	c.hand = 1
}

// Due is a place of the moment that is not copied yet, or 0.
func (c *Changes) Due() uint32 {
	c.hand = c.frozen.Next(c.hand)
	return c.hand
}

// Thaw gives up on the moment: what was not copied is changed still.
func (c *Changes) Thaw() { c.changed.Join(c.frozen) }
