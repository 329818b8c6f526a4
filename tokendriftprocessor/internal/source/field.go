package source

import (
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// field is an event's field that a source file fills.
type field uint8

const (
	fieldID field = iota
	fieldTenant
	fieldAction
	fieldInstance
	fieldSession
	fieldParent
	fieldAppID
	fieldClientID
	fieldAppName
	fieldActorID
	fieldActorLogin
	fieldActorEmail
	fieldIssuer
	fieldAddress
	fieldASN
	fieldASOrg
	fieldCountry
	fieldRegion
	fieldUserAgent
	fieldRunner
	fieldAnonymous
	fieldSystem
	fieldObject
	fieldScopes
	fieldRows
	fieldBytes
	fieldDevice
)

var fieldNames = []string{
	"id", "tenant", "action", "instance", "session", "parent", "app_id", "client_id", "app_name",
	"actor_id", "actor_login", "actor_email", "issuer", "address", "asn", "as_org", "country",
	"region", "user_agent", "runner", "anonymous", "system", "object", "scopes", "rows", "bytes", "device",
}

// isID says whether 0 in this field stands for nothing.
func (f field) isID() bool {
	switch f {
	case fieldID, fieldTenant, fieldInstance, fieldSession, fieldParent, fieldAppID, fieldClientID, fieldActorID, fieldDevice:
		return true
	}
	return false
}

// setFields fills all fields of e but its scopes, id and action.
func (r *Reader) setFields(e *event.Event, rules []fieldRule) {
	for i := range rules {
		rule := &rules[i]
		if rule.field == fieldScopes {
			e.Scopes = r.all(&rule.value, e.Scopes, maxValuesOf)
			continue
		}
		if s := r.first(&rule.value, rule.field.isID()); s != "" {
			r.setField(e, rule.field, s)
		}
	}
}

func (r *Reader) setField(e *event.Event, f field, s string) {
	switch f {
	case fieldTenant:
		e.Tenant = s
	case fieldInstance:
		e.Instance = s
	case fieldSession:
		e.Session = s
	case fieldParent:
		e.Parent = s
	case fieldAppID:
		e.App.ID = s
	case fieldClientID:
		e.App.ClientID = s
	case fieldAppName:
		e.App.Name = s
	case fieldActorID:
		e.Actor.ID = s
	case fieldActorLogin:
		e.Actor.Login = s
	case fieldActorEmail:
		e.Actor.Email = s
	case fieldIssuer:
		e.Issuer = s
	case fieldAddress:
		r.setAddress(&e.Origin, s)
	case fieldASN:
		e.Origin.ASN = systemNumber(s)
	case fieldASOrg:
		e.Origin.ASOrg = s
	case fieldCountry:
		e.Origin.Country = r.country(s)
	case fieldRegion:
		e.Origin.Region = s
	case fieldUserAgent:
		e.Origin.UserAgent = s
	case fieldRunner:
		e.Origin.Runner = s
	case fieldAnonymous:
		e.Origin.Anonymous = strings.EqualFold(s, "true")
	case fieldSystem:
		e.System = s
	case fieldObject:
		e.Object = s
	case fieldRows:
		e.Rows = count(s)
	case fieldBytes:
		e.Bytes = count(s)
	case fieldDevice:
		e.Origin.Device = s
	}
}
