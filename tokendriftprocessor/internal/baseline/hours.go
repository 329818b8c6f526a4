package baseline

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
	for _, n := range h.hours[base : base+24] {
		if n > 0 {
			used++
		}
		days += int(n)
	}
	if days < 10 || used > 12 {
		return false
	}
	for _, near := range [...]int{23, 0, 1} {
		if h.hours[base+(bin-base+near)%24] > 0 {
			return false
		}
	}
	return true
}

// learnHour counts the hour once per window.
func (h *Head) learnHour(at uint32) {
	n := &h.hours[HourOf(at)]
	switch *n {
	case 0:
		h.singles[Hour]++
	case 1:
		h.singles[Hour] = max(0, h.singles[Hour]-1)
	case 255:
		return
	}
	*n++
}

// UsualHours lists the hours of this kind of day that were used, for
// explanations.
func (h *Head) UsualHours(at uint32) (hours []int) {
	base := HourOf(at) / 24 * 24
	for i, n := range h.hours[base : base+24] {
		if n > 0 {
			hours = append(hours, i)
		}
	}
	return hours
}
