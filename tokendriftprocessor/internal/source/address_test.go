package source

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestAddress(t *testing.T) {
	for value, want := range map[string]event.Origin{
		"203.0.113.7":                    {Address: "203.0.113.7"},
		"203.0.113.7:8080":               {Address: "203.0.113.7"},
		" 203.0.113.7 , 198.51.100.1":    {Address: "203.0.113.7"},
		"2001:db8::1":                    {Address: "2001:db8::1"},
		"[2001:db8::1]":                  {Address: "2001:db8::1"},
		"[2001:db8::1]:443":              {Address: "2001:db8::1"},
		"2001:db8::1%eth0":               {Address: "2001:db8::1"},
		"::ffff:203.0.113.7":             {Address: "203.0.113.7"},
		"::FFFF:203.0.113.7":             {Address: "203.0.113.7"},
		"[::ffff:203.0.113.7]:80":        {Address: "203.0.113.7"},
		"::ffff:cb00:7107":               {Address: "203.0.113.7"},
		"10.1.2.3":                       {Address: "10.1.2.3", Internal: true},
		"127.0.0.1":                      {Address: "127.0.0.1", Internal: true},
		"169.254.1.1":                    {Address: "169.254.1.1", Internal: true},
		"100.64.1.1":                     {Address: "100.64.1.1", Internal: true},
		"100.128.0.1":                    {Address: "100.128.0.1"},
		"fe80::1":                        {Address: "fe80::1", Internal: true},
		"fd00::1":                        {Address: "fd00::1", Internal: true},
		"0.0.0.0":                        {Address: "0.0.0.0", Internal: true},
		"AWS Internal":                   {Internal: true},
		"rds.amazonaws.com":              {Internal: true},
		"Salesforce.com IP":              {Internal: true},
		"256.1.1.1":                      {Internal: true},
		"1.2.3":                          {Internal: true},
		"010.1.1.1":                      {Internal: true},
		"dead.beef":                      {Internal: true},
		"[":                              {Internal: true},
		":":                              {},
		", 1.2.3.4":                      {},
		"1.2.3.4\x00":                    {Internal: true},
		"\xff\xfe":                       {Internal: true},
		"2001:db8::1, 203.0.113.7:54321": {Address: "2001:db8::1"},
	} {
		t.Run(value, func(t *testing.T) {
			r := (&Set{}).NewReader()
			var got event.Origin
			r.setAddress(&got, value)
			assert.Equal(t, want, got)
		})
	}
}

func TestSystemNumber(t *testing.T) {
	for value, want := range map[string]uint32{
		"AS64500": 64500, "as64500": 64500, "64500": 64500, "AS64500 Example Net": 64500, "4294967295": 4294967295,
		"4294967296": 0, "AS": 0, "": 0, "Example": 0, "-1": 0, "1.5": 0, "99999999999999999999": 0,
	} {
		assert.Equal(t, want, systemNumber(value), value)
	}
}

func TestCountry(t *testing.T) {
	r := (&Set{}).NewReader()
	for value, want := range map[string]string{"de": "DE", "DE": "DE", "dE": "DE", "Germany": "Germany", "d": "d"} {
		assert.Equal(t, want, r.country(value), value)
	}
}

func TestRoute(t *testing.T) {
	for value, want := range map[string]string{
		"/repos/octo/hello":  "/repos/octo/hello",
		"/repos/:id/keys/17": "/repos/:id/keys/*",
		"/services/data/v58.0/query?q=SELECT+Id+FROM+Contact":             "/services/data/*/query",
		"https://api.example.com/v2/users/123/":                           "/*/users/*",
		"https://api.example.com":                                         "/",
		"/o/8c7f2b1e-5d1a-4c3b-9f00-1234567890ab/x#frag":                  "/o/*/x",
		"/commit/9fceb02d0ae598e95dc970b74767f19372d61af8":                "/commit/*",
		"/sobjects/Account/0015j00000Abcde":                               "/sobjects/Account/*",
		"/sobjects/Custom/a0B5j00000AbcdeAAB/Rows":                        "/sobjects/Custom/*/Rows",
		"/1.0/-5/2024-01-01":                                              "/*/*/2024-01-01",
		"/feedface/decade/cafe/ed25519/oauth2/base64/utf8/v1b2":           "/feedface/decade/cafe/ed25519/oauth2/base64/utf8/v1b2",
		"/v1.0/users/gus@example.com/messages":                            "/*/users/*/messages",
		"/v1.0/users/gus%40example.com/messages":                          "/*/users/*/messages",
		"/v1.0/me/messages/AAMkAGI2THVSAAA=/attachments":                  "/*/me/messages/*/attachments",
		"/v1.0/me/mailFolders/AAMkADYAAAImV1jAAATe7pAAA/messages":         "/*/me/mailFolders/*/messages",
		"/v1.0/drives/b!t18F8ybsHUq1z3LTz8xvZqP8zaSWjkFNhsME/items":       "/*/drives/*/items",
		"/v1.0/me/drive/items/01NKDM7HMOJTVYMDOSXFDK2QJDXCDI3WUK/content": "/*/me/drive/items/*/content",
		"/v1.0/users('8c7f2b1e')/memberOf":                                "/*/users(*)/memberOf",
		"/v1.0/users(userPrincipalName='gus@example.com')":                "/*/users(*)",
		"/v1.0/me/drive/root/search(q='salaries')":                        "/*/me/drive/root/search(*)",
		"/v1.0/users/microsoft.graph.delta()":                             "/*/users/microsoft.graph.delta()",
		"/x/Report(1).xlsx":                                               "/x/*",
		"/x/Report2(":                                                     "/x/*",
		"/v1.0/oauth2PermissionGrants/AbCdEf01234Gh789":                   "/*/oauth2PermissionGrants/*",
		"/x/Sha256OfContents":                                             "/x/Sha256OfContents",
		"/api/serviceprincipal2026/abcdefghijklmnop":                      "/api/serviceprincipal2026/abcdefghijklmnop",
		"": "", "/": "/", "?": "",
	} {
		t.Run(value, func(t *testing.T) {
			r := (&Set{}).NewReader()
			assert.Equal(t, want, r.route(value))
		})
	}
}

func TestCount(t *testing.T) {
	for value, want := range map[string]int64{
		"0": 0, "42": 42, "1e3": 1000, "12.9": 12, "-5": 0, "": 0, "many": 0, "NaN": 0, "Inf": 0,
		"999999999999999999": 999999999999999999, "99999999999999999999": 9223372036854775807, "+7": 7, "0x10": 0,
	} {
		assert.Equal(t, want, count(value), value)
	}
}
