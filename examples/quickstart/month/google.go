package main

import (
	"strconv"
	"time"
)

// googleApp is an OAuth client that people gave a grant.
type googleApp struct {
	client, name, kind string
	scopes             list
	calls              [][2]string // api_name, method_name
	bucket             string
	addresses          []string // where its servers call from
	people             []string
	step               time.Duration
}

var googleClients = []googleApp{
	{
		"407718192205-slotwise0acn1.apps.googleusercontent.com", "Slotwise", "WEB",
		list{"https://www.googleapis.com/auth/calendar.events", "https://www.googleapis.com/auth/userinfo.email"},
		[][2]string{{"calendar", "calendar.events.list"}, {"calendar", "calendar.events.insert"}, {"calendar", "calendar.freebusy.query"}},
		"CALENDAR",
		[]string{"34.86.10.21", "34.86.10.22"},
		[]string{"sofia", "wei", "ruth", "petra"},
		2 * time.Hour,
	},
	{
		"731054448810-noteleaf0acn7.apps.googleusercontent.com", "Noteleaf", "WEB",
		list{"https://www.googleapis.com/auth/userinfo.email", "https://www.googleapis.com/auth/calendar.readonly"},
		[][2]string{{"calendar", "calendar.events.list"}, {"calendar", "calendar.calendarList.list"}},
		"CALENDAR",
		[]string{"34.86.77.140", "34.86.77.141"},
		[]string{"bea"},
		2 * time.Hour,
	},
	{
		"559023317746-cirrus0acn3.apps.googleusercontent.com", "Cirrus Backup", "WEB",
		list{"https://www.googleapis.com/auth/drive.readonly", "https://www.googleapis.com/auth/admin.reports.audit.readonly"},
		[][2]string{{"drive", "drive.changes.list"}, {"drive", "drive.files.get"}, {"admin_reports", "reports.activities.list"}},
		"DRIVE",
		[]string{"34.86.201.8"},
		[]string{"gus"},
		time.Hour,
	},
}

// googleRow is one activity of the Reports API; its events come in a list.
func googleRow(d dice, t time.Time, app string, p person, address string, events ...any) object {
	return object{
		"kind", "admin#reports#activity",
		"id",
		object{
			"time", t.Format("2006-01-02T15:04:05.000Z"), "uniqueQualifier", strconv.FormatInt(-int64(d.Uint64()>>1), 10),
			"applicationName", app, "customerId", googleCustomer,
		},
		"etag", "\"" + d.id(27) + "\"",
		"actor",
		object{"callerType", "USER", "email", p.email(), "profileId", p.google()},
		"ipAddress", address,
		"events", list(events),
	}
}

func parameter(name, value string) object { return object{"name", name, "value", value} }

// googleActivity is the record of one API call made with a grant.
func googleActivity(d dice, t time.Time, a googleApp, p person, address string, call [2]string, bytes int) object {
	return googleRow(d, t, "token", p, address, object{"type", "auth", "name", "activity", "parameters", list{
		parameter("client_id", a.client), parameter("app_name", a.name), parameter("client_type", a.kind),
		parameter("api_name", call[0]), parameter("method_name", call[1]),
		object{"name", "num_response_bytes", "intValue", strconv.Itoa(bytes)},
		parameter("product_bucket", a.bucket),
	}})
}

// googleAuthorize is the record of a person's consent.
func googleAuthorize(d dice, t time.Time, a googleApp, p person, address string) object {
	scopeData := list{}
	for _, scope := range a.scopes {
		scopeData = append(scopeData, object{"parameter", list{
			parameter("scope_name", scope.(string)),
			object{"name", "product_bucket", "multiValue", list{a.bucket}},
		}})
	}
	return googleRow(d, t, "token", p, address, object{"type", "auth", "name", "authorize", "parameters", list{
		parameter("client_id", a.client), parameter("app_name", a.name), parameter("client_type", a.kind),
		object{"name", "scope_data", "multiMessageValue", scopeData},
		object{"name", "scope", "multiValue", a.scopes},
	}})
}

// googleApps call all day and night, as often as each is scheduled; on the first
// day, each person consents to the app again.
func googleApps(m *month) {
	for _, a := range googleClients {
		for _, login := range a.people {
			p := who(login)
			d := newDice("google/" + a.name + "/" + login)
			consent := monthStart.Add(13*time.Hour + d.upTo(2*time.Hour))
			m.add("google_workspace", consent, googleAuthorize(d, consent, a, p, p.address(consent)))
			every(a.step, func(slot time.Time) {
				if slot.Before(consent) {
					return
				}
				t := slot.Add(d.upTo(9 * time.Minute))
				for range d.between(1, 2) {
					m.add("google_workspace", t, googleActivity(d, t, a, p, pick(d, a.addresses), pick(d, a.calls), d.between(900, 24000)))
					t = t.Add(d.upTo(30 * time.Second))
				}
			})
		}
	}
}
