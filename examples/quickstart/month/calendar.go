package main

import "time"

// The month: five and a half weeks, so that every token is past its learning
// period before the first story begins on 2025-08-05.
var (
	monthStart = time.Date(2025, 7, 14, 0, 0, 0, 0, time.UTC) // a Monday
	monthEnd   = time.Date(2025, 8, 21, 0, 0, 0, 0, time.UTC) // the first moment after it
)

// The benign changes of the month. None of them may become an incident.
var (
	leaverLeft       = at("07-25", "21:30:00") // Owen leaves, and his tokens with him
	newcomerStarts   = at("07-28", "00:00:00") // Yara's first day
	libraryRelease   = at("07-29", "09:00:00") // Helpline moves to a minor release of its client library
	newLaptop        = at("07-30", "00:00:00") // Jonas changes from Windows to a Mac
	newTokenIssued   = at("07-30", "14:05:00") // Tomas rotates his token: the new one ...
	overlapEnds      = at("07-31", "16:00:00") // ... until when one machine still has the old one ...
	oldTokenRevoked  = at("07-31", "20:40:00") // ... and its end
	monthEndFrom     = at("07-31", "00:00:00")
	monthEndTo       = at("08-01", "00:00:00")
	backfillFrom     = at("08-02", "10:00:00") // a Saturday
	backfillTo       = at("08-02", "16:00:00")
	tripFrom         = at("08-04", "00:00:00") // Sofia works from Lisbon
	tripTo           = at("08-08", "00:00:00")
	failoverFrom     = at("08-05", "14:00:00") // Quote Builder's region fails over
	failoverTo       = at("08-06", "09:00:00")
	groupChange      = at("08-05", "15:20:00") // a plain group membership, no privilege
	firstAdminCall   = at("08-06", "17:45:00") // Hana adds a webhook for the first time
	ownerDeactivated = at("08-07", "20:05:00") // Lena: the story's record says the same
	twinMoves        = at("08-12", "20:10:00") // Orbit Sync's addresses change within network and region
	twinReadsField   = at("08-13", "06:00:00") // Orbit Sync reads one Case field more
	sessionStoryDay  = at("08-13", "00:00:00") // Nadia's Okta records of this day are in the stories
	driftRevoked     = at("08-20", "09:00:00") // the Drift integration is cut off
)

// at reads a month-day and a time of day of 2025, UTC.
func at(day, clock string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05", "2025-"+day+" "+clock)
	if err != nil {
		panic(err)
	}
	return t
}

// every yields start, start+step, ... up to the end of the month.
func every(step time.Duration, yield func(time.Time)) {
	for t := monthStart; t.Before(monthEnd); t = t.Add(step) {
		yield(t)
	}
}

// days yields every midnight (UTC), workdays every one of Monday to Friday.
func days(yield func(time.Time)) { every(24*time.Hour, yield) }

func workdays(yield func(time.Time)) {
	days(func(day time.Time) {
		if !weekend(day) {
			yield(day)
		}
	})
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

// within is true from from (included) to to (excluded).
func within(t, from, to time.Time) bool { return !t.Before(from) && t.Before(to) }

// The working day, in UTC: Pittsburgh is four hours behind throughout.
const (
	dayBegins = 12*time.Hour + 40*time.Minute
	dayLasts  = 8*time.Hour + 50*time.Minute
)

// workMoments is n ascending moments of one working day.
func workMoments(d dice, day time.Time, n int) []time.Time {
	moments := make([]time.Time, n)
	slot := dayLasts / time.Duration(max(n, 1))
	for i := range moments {
		moments[i] = day.Add(dayBegins + time.Duration(i)*slot + d.upTo(slot))
	}
	return moments
}
