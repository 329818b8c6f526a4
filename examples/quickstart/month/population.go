package main

import (
	"fmt"
	"time"
)

// company is the fictitious customer of all six vendors.
const (
	domain          = "acorn-robotics.example"
	githubBusiness  = "acorn-robotics"
	salesforceOrg   = "00D5j000006AcRn"
	googleCustomer  = "C03acorn7"
	entraTenant     = "3f0b8a52-6c1e-4b7d-9a55-2c41d07e9b10"
	awsAccount      = "412900357218"
	businessID      = 48211
	githubOrgID     = 90277431
	officeAddress   = "192.0.2.10"
	lisbonAddress   = "203.0.113.64"
	windowsChrome   = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%s.0.0.0 Safari/537.36"
	macChrome       = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%s.0.0.0 Safari/537.36"
	macSafari       = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15"
	chromeReleaseOn = "08-05"
)

// person is one of the people of the company. Their ids at each vendor follow
// from their number, so that inventory.yaml can name them.
type person struct {
	number int
	login  string
	name   string
	remote bool // never in the office
	mac    bool
}

var people = func() []person {
	names := []string{
		"maya Okafor", "gus Lindqvist", "priya Natarajan", "tomas Reyes", "lena Fischer", "owen Carter",
		"hana Sato", "diego Alvarez", "ines Moreau", "noah Bennett", "amara Diallo", "felix Brandt",
		"sofia Rossi", "jonas Weber", "wei Zhang", "ruth Abrams", "carl Novak", "elif Demir",
		"petra Horvat", "omar Haddad", "kim Nguyen", "nadia Petrova", "luis Ortega", "bea Walker",
		"yara Haddon", "ivan Kolar",
	}
	all := make([]person, len(names))
	for i, n := range names {
		var first, last string
		_, _ = fmt.Sscan(n, &first, &last)
		all[i] = person{
			number: i, login: first, name: string(first[0]-32) + first[1:] + " " + last,
			remote: i%5 == 4, mac: i%3 == 0,
		}
	}
	return all
}()

func who(login string) person {
	for _, p := range people {
		if p.login == login {
			return p
		}
	}
	panic("no such person: " + login)
}

func (p person) email() string  { return p.login + "@" + domain }
func (p person) okta() string   { return fmt.Sprintf("00u8fq2rxc%02dKpTzW5d7", p.number) }
func (p person) sf() string     { return fmt.Sprintf("0055j00000A%02dQe", p.number) }
func (p person) google() string { return fmt.Sprintf("108441209377150%02d4178", p.number) }
func (p person) entra() string {
	return fmt.Sprintf("6f1c2b9e-52d4-4c1b-9a63-0b7e5d20a1%02d", p.number)
}
func (p person) github() int { return 20481000 + 37*p.number }

// employed is false before a newcomer's first and after a leaver's last moment.
func (p person) employed(t time.Time) bool {
	switch p.login {
	case "yara":
		return !t.Before(newcomerStarts)
	case "owen":
		return t.Before(leaverLeft.Add(-time.Hour))
	case "lena":
		return t.Before(ownerDeactivated.Add(-time.Hour))
	}
	return true
}

// address is where the person works from that day: the office from Tuesday to
// Thursday, their home otherwise.
func (p person) address(t time.Time) string {
	switch {
	case p.login == "sofia" && within(t, tripFrom, tripTo):
		return lisbonAddress
	case !p.remote && t.Weekday() >= time.Tuesday && t.Weekday() <= time.Thursday:
		return officeAddress
	case p.number == 9 || p.number == 16: // two homes have IPv6 only
		return fmt.Sprintf("2001:db8:40:%x::1f", p.number)
	}
	return fmt.Sprintf("198.18.%d.%d", 64*(p.number%3)+p.number, 20+p.number)
}

// browser is the user agent of the person's browser: Chrome moves from 138 to
// 139 on the day it did.
func (p person) browser(t time.Time) string {
	version := "138"
	if !t.Before(at(chromeReleaseOn, "00:00:00")) {
		version = "139"
	}
	switch {
	case p.login == "jonas" && !t.Before(newLaptop):
		return macSafari
	case p.mac:
		return fmt.Sprintf(macChrome, version)
	}
	return fmt.Sprintf(windowsChrome, version)
}
