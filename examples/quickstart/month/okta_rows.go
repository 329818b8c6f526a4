package main

import (
	"time"
)

// oktaActor is a person, a service account or a client.
type oktaActor struct{ id, kind, alternate, display string }

func oktaUser(p person) oktaActor { return oktaActor{p.okta(), "User", p.email(), p.name} }

// oktaCall is one System Log event before it is written.
type oktaCall struct {
	at             time.Time
	kind, message  string
	actor          oktaActor
	client         string // client.id, with OAuth
	address, agent string
	session        string // externalSessionId
	apiToken       string // requestApiTokenId, with an SSWS token
	uri            string
	debug          object
	target         list
}

// oktaTarget is an element of target[].
func oktaTarget(id, kind, alternate, display string) object {
	return object{"id", id, "type", kind, "alternateId", alternate, "displayName", display, "detailEntry", nil}
}

func oktaUserTarget(p person) object { return oktaTarget(p.okta(), "User", p.email(), p.name) }

// oktaRow writes a LogEvent with the fields of developer.okta.com's System Log API.
func oktaRow(d dice, c oktaCall) object {
	where := placeOf(c.address)
	geo := object{
		"city", where.city, "state", where.state, "country", where.country, "postalCode", where.postal,
		"geolocation",
		object{"lat", where.lat, "lon", where.lon},
	}
	system, browser, device := oktaAgent(c.agent)
	request := d.id(27)
	debug := append(object{"requestId", request, "requestUri", c.uri, "url", c.uri + "?", "threatSuspected", "false"}, c.debug...)
	var client, session any // null where there is none
	if c.client != "" {
		client = c.client
	}
	if session = c.session; c.session == "" {
		session = "unknown"
	}
	detail := object{}
	if c.apiToken != "" {
		detail = object{"requestApiTokenId", c.apiToken}
	}
	var target any
	if len(c.target) > 0 {
		target = c.target
	}
	return object{
		"actor",
		object{"id", c.actor.id, "type", c.actor.kind, "alternateId", c.actor.alternate, "displayName", c.actor.display, "detailEntry", nil},
		"client",
		object{
			"userAgent",
			object{"rawUserAgent", c.agent, "os", system, "browser", browser},
			"zone", "null", "device", device, "id", client, "ipAddress", c.address, "geographicalContext", geo,
		},
		"device", nil,
		"authenticationContext",
		object{
			"authenticationProvider", nil, "credentialProvider", nil, "credentialType", nil,
			"issuer", nil, "interface", nil, "authenticationStep", 0, "rootSessionId", session, "externalSessionId", session,
		},
		"displayMessage", c.message,
		"eventType", c.kind,
		"outcome",
		object{"result", "SUCCESS", "reason", nil},
		"published", c.at.Format("2006-01-02T15:04:05.000Z"),
		"securityContext",
		object{"asNumber", where.asn, "asOrg", where.org, "isp", where.org, "domain", nil, "isProxy", false},
		"severity", "INFO",
		"debugContext",
		object{"debugData", debug},
		"legacyEventType", nil,
		"transaction",
		object{"type", "WEB", "id", request, "detail", detail},
		"uuid", d.uuid(),
		"version", "0",
		"request",
		object{"ipChain", list{object{"ip", c.address, "geographicalContext", geo, "version", ipVersion(c.address), "source", nil}}},
		"target", target,
	}
}

// oktaAgent is Okta's own reading of a user agent.
func oktaAgent(agent string) (system, browser, device string) {
	switch {
	case agent == macSafari:
		return "Mac OS X", "SAFARI", "Computer"
	case len(agent) > 20 && agent[:20] == macChrome[:20]:
		return "Mac OS X", "CHROME", "Computer"
	case len(agent) > 20 && agent[:20] == windowsChrome[:20]:
		return "Windows 10", "CHROME", "Computer"
	}
	return "Unknown", "UNKNOWN", "Unknown"
}

func ipVersion(address string) string {
	for i := range len(address) {
		if address[i] == ':' {
			return "V6"
		}
	}
	return "V4"
}
