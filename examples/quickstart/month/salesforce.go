package main

import (
	"fmt"
	"time"
)

// The grants of the connected apps. Drift's is a per-user grant of the person
// who connected it; the others have integration users of their own.
var (
	drift     = sfClient{"0H45j000000DrfT", "Drift", who("priya").sf(), who("priya").email(), "Drift-Sync/4.12 (Apache-HttpClient/4.5.14; Java/17)", "58.0"}
	orbitSync = sfClient{"0H45j000000OrbS", "Orbit Sync", "0055j00000Int01", "orbit.integration@" + domain, "orbit-sync/3.8.2 okhttp/4.12.0", "61.0"}
	lumenBI   = sfClient{"0H45j000000LumB", "Lumen BI", "0055j00000Int02", "lumen.integration@" + domain, "LumenExtract/2025.2 Java/21", "62.0"}
	quoteTool = sfClient{"0H45j000000QtBl", "Quote Builder", "0055j00000Int03", "quotes.integration@" + domain, "quote-builder/1.9 axios/1.10.0", "63.0"}
	helpline  = sfClient{"0H45j000000Hlpn", "Helpline", "0055j00000Int04", "helpline.integration@" + domain, "jsforce/3.8.2", "60.0"}
)

func salesforceApps(m *month) {
	syncCycles(m, drift, 7*time.Minute, 30*time.Minute, []string{"Case", "Contact", "Account"}, monthEnd.Sub(driftRevoked))
	syncCycles(m, orbitSync, 12*time.Minute, 45*time.Minute, []string{"Case", "Account"}, 0)
	syncCycles(m, quoteTool, 21*time.Minute, time.Hour, []string{"Quote", "Opportunity"}, 0)
	syncCycles(m, helpline, 3*time.Minute, time.Hour, []string{"Case", "CaseComment"}, 0)
	nightlyExport(m)
	regularExport(m)
}

// egress is where an app's calls come from at that moment.
func egress(c sfClient, d dice, t time.Time) string {
	switch c.app {
	case drift.app:
		return pick(d, []string{"44.199.180.12", "44.199.180.57", "44.207.66.201"})
	case orbitSync.app:
		if !t.Before(twinMoves) {
			return pick(d, []string{"44.221.9.130", "44.221.9.131"})
		}
		return pick(d, []string{"44.194.31.77", "44.194.31.78"})
	case quoteTool.app:
		if within(t, failoverFrom, failoverTo) {
			return pick(d, []string{"3.128.77.19", "3.128.77.20"}) // us-east-2, the same network
		}
		return pick(d, []string{"52.26.118.40", "52.26.118.41"}) // us-west-2
	case lumenBI.app:
		return "44.201.5.33"
	}
	return pick(d, []string{"34.85.140.9", "34.85.140.10"})
}

// syncCycles is an integration's life: every step it asks what changed in one
// object and writes a few records back; every two hours it renews its session.
func syncCycles(m *month, c sfClient, offset, step time.Duration, objects []string, stopsEarly time.Duration) {
	d := newDice("salesforce/" + c.name)
	var s sfSession
	var renew time.Time
	n := 0
	every(step, func(slot time.Time) {
		t := slot.Add(offset + d.upTo(90*time.Second))
		if monthEnd.Sub(t) <= stopsEarly {
			return
		}
		if c.app == helpline.app && !t.Before(libraryRelease) {
			c.agent = "jsforce/3.9.1"
		}
		address := egress(c, d, t)
		if !t.Before(renew) {
			s, renew = sfSession{d.id(12) + "/" + d.id(3), d.id(16)}, t.Add(2*time.Hour)
			m.add("salesforce", t, c.login(d, t, s, address))
			t = t.Add(time.Second)
		}
		object := objects[n%len(objects)]
		n++
		rows := d.between(2, 24)
		times := 1
		if c.app == helpline.app && within(t, backfillFrom, backfillTo) {
			times = 8 // a weekend backfill of older tickets
		}
		for range times {
			m.add("salesforce", t, c.rest(d, t, s, address, "GET", "/query", object, rows*times))
			if d.once(0.4) {
				m.add("salesforce", t, c.query(d, t, s, address, soql(c, t, object), object, rows*times))
			}
			t = t.Add(2*time.Second + d.upTo(20*time.Second))
		}
		for range d.between(0, 2) {
			t = t.Add(time.Second + d.upTo(3*time.Second))
			path := "/sobjects/" + object + "/" + sfLong("500"+d.id(12))
			m.add("salesforce", t, c.rest(d, t, s, address, "PATCH", path, object, 1))
		}
	})
}

// soql is the incremental query of a sync.
func soql(c sfClient, t time.Time, object string) string {
	fields := "Id, Name, OwnerId, LastModifiedDate"
	if object == "Case" {
		fields = "Id, CaseNumber, Subject, Status, OwnerId, LastModifiedDate"
		if c.app == orbitSync.app && !t.Before(twinReadsField) {
			fields = "Id, CaseNumber, Subject, Status, Priority, OwnerId, LastModifiedDate"
		}
	}
	return fmt.Sprintf("SELECT %s FROM %s WHERE LastModifiedDate > :since ORDER BY LastModifiedDate", fields, object)
}
