package vendors

import (
	"strings"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/networks"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// oktaEvent is one System Log event before it is written.
type oktaEvent struct {
	kind, message              string
	actor, actorKind           string
	actorLogin, actorName      string
	client, session, apiToken  string
	address, agent, uri, proof string
	failed                     bool
	debug                      rawjson.Object
	target                     rawjson.List
}

func oktaTarget(id, kind, login, name string) rawjson.Object {
	return rawjson.Object{"id", id, "type", kind, "alternateId", login, "displayName", name, "detailEntry", nil}
}

func (p *Person) oktaTarget() rawjson.Object { return oktaTarget(p.Okta(), "User", p.Email(), p.Name) }

// orNull is the text, or null where there is none.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// oktaUse writes a LogEvent for a use.
func oktaUse(d chance.Dice, u *Use) (rawjson.Object, string) {
	t := u.Token
	e := oktaEvent{
		kind: u.Operation.Kind, message: u.Operation.Method, actor: t.User, actorKind: "User", actorLogin: t.UserName, actorName: t.UserName,
		address: u.Address, agent: u.Agent, uri: strings.Replace(u.Operation.Path, "{object}", u.Object, 1), failed: u.Failed,
	}
	if t.Person != nil {
		e.actorName = t.Person.Name
	}
	switch t.Form {
	case OktaToken:
		e.apiToken = t.Credential
	case OktaGrant:
		e.client = t.App.Client
		if t.Person == nil {
			e.actorKind = "PublicClientApp"
		} else {
			e.session = u.session()
		}
	default:
		e.session, e.proof = u.session(), "OKTA_CREDENTIAL_PROVIDER"
	}
	if strings.HasPrefix(e.kind, "app.oauth2.token.grant") {
		e.debug, e.target = oktaTokenGrant(d, u)
	} else if u.Object != "" {
		e.target = oktaObject(u)
	}
	return e.row(d, u.At.Format("2006-01-02T15:04:05.000Z"))
}

// oktaTokenGrant is what the grant of an access token says.
func oktaTokenGrant(d chance.Dice, u *Use) (debug rawjson.Object, target rawjson.List) {
	scopes := u.Scopes
	if scopes == nil {
		scopes = u.Token.Work.Scopes
	}
	grant, asked := "refresh_token", ""
	if u.Token.Person == nil {
		grant, asked = "client_credentials", strings.Join(scopes, ", ")
	}
	if u.Operation.Method == "authorization_code" {
		grant = u.Operation.Method
	}
	debug = rawjson.Object{
		"grantType", grant, "grantedScopes", strings.Join(scopes, ", "), "requestedScopes", asked, "clientAuthType", "none",
		"dtHash", Digest(u.session(), 64),
	}
	target = rawjson.List{oktaTarget("AT."+d.Base62(43), "access_token", "", "Access Token")}
	if u.Object != "" {
		target = append(target, oktaTarget(u.Object, "AppInstance", u.Object, u.Object))
	}
	return debug, target
}

func oktaObject(u *Use) rawjson.List {
	kind := "User"
	switch {
	case strings.HasPrefix(u.Object, "app "):
		kind = "AppInstance"
	case strings.HasPrefix(u.Object, "group "):
		kind = "UserGroup"
	}
	return rawjson.List{oktaTarget("00x"+Digest(u.Object, 17), kind, u.Object, u.Object)}
}

// row writes the event with the fields of Okta's System Log API.
func (e oktaEvent) row(d chance.Dice, at string) (rawjson.Object, string) {
	where := networks.Of(e.address)
	geo := rawjson.Object{"city", where.City, "state", where.State, "country", where.Land, "postalCode", nil, "geolocation", nil}
	request, id := d.Base62(27), d.UUID()
	session := e.session
	if session == "" {
		session = "unknown"
	}
	detail := rawjson.Object{}
	if e.apiToken != "" {
		detail = rawjson.Object{"requestApiTokenId", e.apiToken}
	}
	result, reason, severity := "SUCCESS", any(nil), "INFO"
	if e.failed {
		result, reason, severity = "FAILURE", "INVALID_TOKEN", "WARN"
	}
	var target any
	if len(e.target) > 0 {
		target = e.target
	}
	debug := rawjson.Object{"requestId", request, "requestUri", e.uri, "url", e.uri + "?", "threatSuspected", "false"}.With(e.debug...)
	return rawjson.Object{
		"actor",
		rawjson.Object{"id", e.actor, "type", e.actorKind, "alternateId", e.actorLogin, "displayName", e.actorName, "detailEntry", nil},
		"client",
		rawjson.Object{
			"userAgent",
			rawjson.Object{"rawUserAgent", e.agent, "os", "Unknown", "browser", "UNKNOWN"},
			"zone", "null", "device", "Computer", "id", orNull(e.client), "ipAddress", e.address, "geographicalContext", geo,
		},
		"device", nil,
		"authenticationContext",
		rawjson.Object{
			"authenticationProvider", nil, "credentialProvider", orNull(e.proof), "credentialType", nil, "issuer", nil, "interface", nil,
			"authenticationStep", 0, "rootSessionId", session, "externalSessionId", session,
		},
		"displayMessage", e.message, "eventType", e.kind,
		"outcome",
		rawjson.Object{"result", result, "reason", reason},
		"published", at,
		"securityContext",
		rawjson.Object{"asNumber", where.ASN, "asOrg", where.Org, "isp", where.Org, "domain", nil, "isProxy", where.Kind == networks.Anonymiser},
		"severity", severity,
		"debugContext",
		rawjson.Object{"debugData", debug},
		"legacyEventType", nil,
		"transaction",
		rawjson.Object{"type", "WEB", "id", request, "detail", detail},
		"uuid", id, "version", "0",
		"request",
		rawjson.Object{"ipChain", rawjson.List{rawjson.Object{"ip", e.address, "geographicalContext", geo, "version", "V4", "source", nil}}},
		"target", target,
	}, id
}
