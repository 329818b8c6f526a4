package main

import "time"

// googleAdministration is what the administrator changes in the admin console.
// Several settings changed together come as several events of one record.
func googleAdministration(m *month) {
	d := newDice("google/admin")
	gus := who("gus")
	group := func(action string, p person, name string) object {
		return object{"type", "GROUP_SETTINGS", "name", action, "parameters", list{
			parameter("USER_EMAIL", p.email()), parameter("GROUP_EMAIL", name+"@"+domain),
		}}
	}
	workdays(func(day time.Time) {
		for range d.between(1, 2) {
			t := day.Add(dayBegins + d.upTo(dayLasts))
			p := people[6+d.IntN(14)]
			events := []any{group("ADD_GROUP_MEMBER", p, pick(d, []string{"all-hands", "design", "fleet"}))}
			if d.once(0.4) {
				events = append(events, group("CHANGE_GROUP_MEMBERSHIP_DELIVERY", p, "all-hands"))
			}
			m.add("google_workspace", t, googleRow(d, t, "admin", gus, gus.address(t), events...))
		}
	})
	user := func(t time.Time, action string, p person) {
		m.add("google_workspace", t, googleRow(d, t, "admin", gus, gus.address(t),
			object{"type", "USER_SETTINGS", "name", action, "parameters", list{parameter("USER_EMAIL", p.email())}}))
	}
	user(at("07-15", "14:25:00"), "CREATE_USER", person{login: "robin"})
	user(at("07-25", "18:45:00"), "CREATE_USER", who("yara"))
	user(leaverLeft.Add(10*time.Minute), "SUSPEND_USER", who("owen"))
}
