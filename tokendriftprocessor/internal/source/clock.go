package source

// clock is a date and time of day, read digit by digit: time.Parse allocates
// an error that quotes the value for every record it cannot read.
type clock struct {
	year, month, day, hour, minute, second int
	nanos                                  int64
}

// readClock reads yyyy-MM-ddTHH:mm:ss and a fraction; the T may be a blank.
func readClock(s string) (c clock, rest string, ok bool) {
	const layout = "dddd-dd-ddTdd:dd:dd"
	if len(s) < len(layout) {
		return c, "", false
	}
	for i := range len(layout) {
		switch b := s[i]; layout[i] {
		case 'd':
			ok = b >= '0' && b <= '9'
		case 'T':
			ok = b == 'T' || b == 't' || b == ' '
		default:
			ok = b == layout[i]
		}
		if !ok {
			return c, "", false
		}
	}
	c = clock{
		year: digits(s[:4]), month: digits(s[5:7]), day: digits(s[8:10]),
		hour: digits(s[11:13]), minute: digits(s[14:16]), second: digits(s[17:19]),
	}
	rest = c.readFraction(s[len(layout):])
	return c, rest, true
}

// readFraction reads ".123" to nanoseconds, drops what is finer, and gives
// back what follows.
func (c *clock) readFraction(s string) (rest string) {
	if len(s) < 2 || s[0] != '.' && s[0] != ',' || s[1] < '0' || s[1] > '9' {
		return s
	}
	unit := int64(100_000_000)
	i := 1
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		c.nanos += int64(s[i]-'0') * unit
		unit /= 10
	}
	return s[i:]
}

// readZone reads Z, UTC, +hh, +hhmm and +hh:mm as seconds east of Greenwich.
func readZone(s string) (seconds int64, ok bool) {
	switch s {
	case "Z", "z", "UTC":
		return 0, true
	}
	if len(s) == 6 && s[3] == ':' {
		if !allDigits(s[4:]) || !allDigits(s[1:3]) {
			return 0, false
		}
		seconds = int64(digits(s[1:3]))*3600 + int64(digits(s[4:]))*60
	} else if (len(s) == 5 || len(s) == 3) && allDigits(s[1:]) {
		seconds = int64(digits(s[1:3]))*3600 + int64(digits(s[3:]))*60
	} else {
		return 0, false
	}
	switch s[0] {
	case '+':
		return seconds, true
	case '-':
		return -seconds, true
	}
	return 0, false
}

// unix gives Unix nanoseconds; ok is false for a date that does not exist or
// is not believed. Second 60 is a leap second and counts as the next one.
func (c clock) unix(offset int64) (ns int64, ok bool) {
	if c.month < 1 || c.month > 12 || c.day < 1 || c.day > daysIn(c.year, c.month) ||
		c.hour > 23 || c.minute > 59 || c.second > 60 {
		return 0, false
	}
	seconds := daysSinceEpoch(c.year, c.month, c.day)*86400 +
		int64(c.hour)*3600 + int64(c.minute)*60 + int64(c.second) - offset
	if seconds < earliest || seconds > latest {
		return 0, false
	}
	return seconds*1e9 + c.nanos, true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysSinceEpoch counts from 1970-01-01. The year starts in March here, so
// that the leap day is its last.
func daysSinceEpoch(year, month, day int) int64 {
	y, m := int64(year), int64(month)
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int64(day) - 1 - 719468
}

// digits is the number a few digits show; the caller has checked them.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
