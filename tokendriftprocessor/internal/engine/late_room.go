package engine

// mostTries bounds the search for a guise to forget.
const mostTries = 64

// room finds a place for one more guise of a source.
func (l *late) room(source uint32) (place uint32) {
	if l.held < l.limit {
		place = uint32(l.held)
		if l.held%blockLen == 0 {
			l.guises, l.changes = append(l.guises, new(guiseBlock)), append(l.changes, 0)
		}
		l.newest, l.tokens, l.srcs = append(l.newest, 0), append(l.tokens, 0), append(l.srcs, source)
		l.held++
	} else {
		place = l.victim()
		l.forget(place)
	}
	l.share(source, 1)
	return place
}

func (l *late) share(source uint32, change int) {
	for int(source) >= len(l.shares) {
		l.shares = append(l.shares, 0)
	}
	before := l.shares[source]
	l.shares[source] += uint32(change)
	switch {
	case before == 0:
		l.feeds++
	case l.shares[source] == 0:
		l.feeds--
	}
}

// victim is a guise that was not used since the hand last passed, of a source
// that holds at least its share.
func (l *late) victim() uint32 {
	fallback := -1
	for range mostTries {
		l.hand = (l.hand + 1) % l.held
		g := l.at(uint32(l.hand))
		if int(l.shares[g.feed])*l.feeds < l.held {
			continue
		}
		if !g.used {
			return uint32(l.hand)
		}
		l.touch(uint32(l.hand))
		g.used = false
		if fallback < 0 {
			fallback = l.hand
		}
	}
	if fallback < 0 {
		fallback = l.hand
	}
	return uint32(fallback)
}

func (l *late) forget(place uint32) {
	l.touch(place)
	g := l.at(place)
	l.share(g.feed, -1)
	l.lost++
	if l.index[g.who] == place {
		delete(l.index, g.who)
	}
	for i := range g.uses {
		delete(l.long, longKey(place, i))
	}
}
