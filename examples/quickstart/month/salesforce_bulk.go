package main

import (
	"time"
)

// nightlyExport is the BI tool's extract: one Bulk API 2.0 job per object, in
// the small hours; month's end closes more opportunities than other days.
func nightlyExport(m *month) {
	d := newDice("salesforce/nightly export")
	days(func(day time.Time) {
		t := day.Add(6*time.Hour + 5*time.Minute + d.upTo(4*time.Minute))
		s := sfSession{d.id(12) + "/" + d.id(3), d.id(16)}
		address := egress(lumenBI, d, t)
		m.add("salesforce", t, lumenBI.login(d, t, s, address))
		rows := 1
		if within(t, monthEndFrom, monthEndTo.AddDate(0, 0, 1)) {
			rows = 2
		}
		for _, object := range []string{"Opportunity", "Account", "OpportunityLineItem"} {
			t = bulkJob(m, lumenBI, d, t.Add(5*time.Second), s, address, object, rows*d.between(5200, 6100))
		}
	})
}

// regularExport is Orbit Sync's own small bulk export, on Mondays and Thursdays; the
// quarterly one of the story "benign twin" is the same job with more rows.
func regularExport(m *month) {
	d := newDice("salesforce/regular export")
	days(func(day time.Time) {
		if day.Weekday() != time.Monday && day.Weekday() != time.Thursday {
			return
		}
		t := day.Add(5*time.Hour + 30*time.Minute + d.upTo(10*time.Minute))
		s := sfSession{d.id(12) + "/" + d.id(3), d.id(16)}
		address := egress(orbitSync, d, t)
		m.add("salesforce", t, orbitSync.login(d, t, s, address))
		bulkJob(m, orbitSync, d, t.Add(3*time.Second), s, address, "Case", d.between(1800, 2600))
	})
}

// bulkJob creates a job, polls it, and fetches its results in two pages. It
// returns the moment after it.
func bulkJob(m *month, c sfClient, d dice, t time.Time, s sfSession, address, object string, rows int) time.Time {
	job := sfLong("7505j00000" + d.id(5))
	m.add("salesforce", t, c.rest(d, t, s, address, "POST", "/jobs/query", object, 0))
	for range d.between(2, 3) {
		t = t.Add(15 * time.Second)
		m.add("salesforce", t, c.rest(d, t, s, address, "GET", "/jobs/query/"+job, object, 0))
	}
	for page := range 2 {
		t = t.Add(4 * time.Second)
		m.add("salesforce", t, c.bulk(d, t, s, address, job, object, rows/2+page*(rows%2)))
	}
	return t
}

// salesforcePeople are the pages that sales and revenue people open in the
// browser: rows without a connected app, so the user is all that names them.
func salesforcePeople(m *month) {
	pages := []struct{ uri, entity string }{
		{"/lightning/o/Opportunity/list", "Opportunity"},
		{"/lightning/r/Opportunity/view", "Opportunity"},
		{"/lightning/o/Account/list", "Account"},
		{"/lightning/r/Contact/view", "Contact"},
	}
	for _, login := range []string{"sofia", "jonas", "wei", "ruth", "carl", "elif"} {
		p := who(login)
		d := newDice("salesforce/" + login)
		workdays(func(day time.Time) {
			if d.once(0.04) {
				return
			}
			s := sfSession{d.id(12) + "/" + d.id(3), d.id(16)}
			for i, t := range workMoments(d, day, d.between(5, 8)) {
				c := sfClient{user: p.sf(), userName: p.email(), agent: p.browser(t)}
				if i == 0 {
					m.add("salesforce", t, c.uiLogin(d, t, s, p.address(t)))
					continue
				}
				page := pick(d, pages)
				m.add("salesforce", t, c.row(d, "URI", t, s, page.uri, p.address(t),
					"BROWSER_TYPE", c.agent, "USER_NAME", c.userName, "ENTITY_NAME", page.entity, "REFERRER_URI", ""))
			}
		})
	}
}

// uiLogin is a person's sign-in through Okta.
func (c sfClient) uiLogin(d dice, t time.Time, s sfSession, address string) object {
	return c.row(d, "Login", t, s, "/", address,
		"API_TYPE", "", "API_VERSION", "9998.0", "AUTHENTICATION_METHOD_REFERENCE", "",
		"BROWSER_TYPE", c.agent, "CIPHER_SUITE", "TLS_AES_256_GCM_SHA384", "TLS_PROTOCOL", "TLSv1.3",
		"LOGIN_TYPE", "7", "LOGIN_SUB_TYPE", "", "LOGIN_STATUS", "LOGIN_NO_ERROR",
		"SOURCE_IP", address, "USER_NAME", c.userName)
}
