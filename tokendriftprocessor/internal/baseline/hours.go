package baseline

// hours counts the days on which an hour was used, 15 at most: nothing asks
// for more than ten. Two to a byte; weekdays, then weekend.
type hours [24]uint8

const mostDays = 15

func (h *hours) at(bin int) uint8 { return h[bin/2] >> (bin % 2 * 4) & 15 }

func (h *hours) set(bin int, days uint8) {
	shift := bin % 2 * 4
	h[bin/2] = h[bin/2]&^(15<<shift) | days<<shift
}

// HourOf is the bin of a time: 0 to 23 on weekdays, 24 to 47 at the weekend,
// UTC. Neighbours are looked at too, so a clock change of an hour is no news.
func HourOf(at uint32) int {
	hour := int(at / 3600 % 24)
	if d := (at/86400 + 4) % 7; d == 0 || d == 6 { // 1970-01-01 was a Thursday
		hour += 24
	}
	return hour
}

// UnusualHour is whether a token with settled hours was never used in this one
// or its neighbours. A token needs ten days of history, and to have kept to
// half of the day at most, before a silent hour says anything.
func (h *Head) UnusualHour(at uint32) bool {
	if h.Days < 10 {
		return false
	}
	bin := HourOf(at)
	base := bin / 24 * 24
	used, days := 0, 0
	for i := base; i < base+24; i++ {
		n := h.hours.at(i)
		if n > 0 {
			used++
		}
		days += int(n)
	}
	if days < 10 || used > 12 {
		return false
	}
	for _, near := range [...]int{23, 0, 1} {
		if h.hours.at(base+(bin-base+near)%24) > 0 {
			return false
		}
	}
	return true
}

// sleeps is whether the token rests as people do: it works in at most 14 hours
// of a weekday, on ten days at least.
func (h *Head) sleeps() bool {
	awake, days := 0, 0
	for i := range 24 {
		n := h.hours.at(i)
		if days += int(n); n > 0 {
			awake++
		}
	}
	return days >= 10 && awake <= 14
}

// learnHour counts the hour once per window.
func (h *Head) learnHour(at uint32) {
	bin := HourOf(at)
	n := h.hours.at(bin)
	switch n {
	case 0:
		h.singles.add(Hour)
	case 1:
		h.singles.take(Hour)
	}
	h.hours.set(bin, min(n+1, mostDays))
}

// UsualHours lists the hours of this kind of day that were used, for
// explanations.
func (h *Head) UsualHours(at uint32) (hours []int) {
	base := HourOf(at) / 24 * 24
	for i := range 24 {
		if h.hours.at(base+i) > 0 {
			hours = append(hours, i)
		}
	}
	return hours
}
