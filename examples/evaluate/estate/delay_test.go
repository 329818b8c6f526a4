package main

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// TestCloudTrailIsAsLateAsMeasured holds the delays against the public data sets.
func TestCloudTrailIsAsLateAsMeasured(t *testing.T) {
	b := build(short, "")
	var delays []time.Duration
	for _, e := range b.Entries {
		if e.Record.Provider() == "aws" {
			delays = append(delays, delay(b, chance.Numbered(b.Seed+1, e.Number), e.Record))
		}
	}
	slices.Sort(delays)
	at := func(share float64) float64 { return delays[int(share*float64(len(delays)-1))].Seconds() }
	assert.InDelta(t, 200, at(0.5), 20)
	assert.InDelta(t, 505, at(0.99), 60)
	assert.LessOrEqual(t, at(1), 606.0)
}

// TestSalesforceFilesComeHoursLate: an hourly file is not there before its hour
// is over, and a later one may come first.
func TestSalesforceFilesComeHoursLate(t *testing.T) {
	b := build(short, "")
	for _, e := range b.Entries {
		if u, ok := e.Record.(*vendors.Use); ok && u.Provider() == "salesforce" {
			late := delay(b, chance.Numbered(b.Seed+1, e.Number), e.Record)
			if u.Token.Form == vendors.SalesforceEvents {
				assert.Less(t, late, time.Minute, "real-time events")
				continue
			}
			assert.Greater(t, late, time.Hour)
			assert.Less(t, late, 8*time.Hour)
		}
	}
}
