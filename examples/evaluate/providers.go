package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/valyala/fastjson"
)

// provider says where a vendor's raw record keeps what the evaluation needs.
// Of several paths the first that holds a value counts.
type provider struct {
	name    string
	has     []path // a record of this vendor has all of them ...
	any     []path // ... and one of these, if there are any
	time    []path
	id      []path // joined with ":"
	action  []path // those that hold a value, joined with a blank
	agent   []path
	address []path
	rows    []path
}

func paths(list ...string) (p []path) {
	for _, text := range list {
		p = append(p, mustPath(text))
	}
	return p
}

var providers = []provider{
	{
		name: "salesforce", has: paths("EVENT_TYPE"),
		time: paths("TIMESTAMP_DERIVED", "TIMESTAMP"), id: paths("EVENT_TYPE", "REQUEST_ID"),
		action: paths("EVENT_TYPE", "LOGIN_SUB_TYPE", "METHOD", "OPERATION_TYPE", "METHOD_NAME", "URI"),
		agent:  paths("BROWSER_TYPE", "USER_AGENT", "CLIENT_NAME"), address: paths("CLIENT_IP", "SOURCE_IP"),
		rows: paths("ROWS_PROCESSED", "RECORDS_PROCESSED", "ROWS_RETURNED", "NUMBER_OF_RECORDS"),
	},
	{
		name: "salesforce", has: paths("EventIdentifier", "EventDate"), // real-time events
		time: paths("EventDate"), id: paths("EventIdentifier"), action: paths("attributes.type", "Operation", "LoginSubType"),
		agent: paths("UserAgent", "Browser"), address: paths("SourceIp"), rows: paths("RowsProcessed", "RowsReturned"),
	},
	{
		name: "salesforce", has: paths("Action", "CreatedDate"), // Setup Audit Trail
		time: paths("CreatedDate"), id: paths("Id"), action: paths("Action"),
	},
	{
		name: "okta", has: paths("eventType", "published"),
		time: paths("published"), id: paths("uuid"), action: paths("eventType"),
		agent: paths("client.userAgent.rawUserAgent"), address: paths("client.ipAddress"),
	},
	{
		name: "google_workspace", has: paths("id.applicationName"),
		time: paths("id.time"), id: paths("id.time", "id.uniqueQualifier"),
		action:  paths("events[0].name", "events[0].parameters[method_name]"),
		address: paths("ipAddress"),
	},
	{
		name: "entra", has: paths("category", "properties"),
		time: paths("properties.createdDateTime", "properties.activityDateTime", "time"), id: paths("properties.id"),
		action: paths("operationName", "properties.resourceDisplayName"),
		agent: paths("properties.userAgent", "properties.authenticationProcessingDetails[Azure AD App Authentication Library]",
			"properties.additionalDetails[User-Agent]"),
		address: paths("properties.ipAddress", "callerIpAddress"),
	},
	{
		name: "aws", has: paths("eventName", "eventSource"),
		time: paths("eventTime"), id: paths("eventID"), action: paths("eventSource", "eventName"),
		agent: paths("userAgent"), address: paths("sourceIPAddress"),
	},
	{
		name: "github", has: paths("action"), any: paths("@timestamp", "_document_id", "org", "business", "hashed_token"),
		time: paths("@timestamp", "created_at"), id: paths("_document_id"), action: paths("action", "request_method", "route"),
		agent: paths("user_agent"), address: paths("actor_ip"),
	},
}

const providerNames = "salesforce, okta, google_workspace, entra, aws, github"

// providerOf gives nil for a record of no known kind.
func providerOf(v *fastjson.Value) *provider {
	for i := range providers {
		if providers[i].matches(v) {
			return &providers[i]
		}
	}
	return nil
}

func (p *provider) matches(v *fastjson.Value) bool {
	for _, path := range p.has {
		if path.find(v) == nil {
			return false
		}
	}
	for _, path := range p.any {
		if path.find(v) != nil {
			return true
		}
	}
	return len(p.any) == 0
}

func first(v *fastjson.Value, list []path) string {
	for _, p := range list {
		if s := text(p.find(v)); s != "" {
			return s
		}
	}
	return ""
}

// operation is what was done, without what differs from call to call: ids in
// routes, and versions of an API.
func (p *provider) operation(v *fastjson.Value) string {
	var parts []string
	for _, path := range p.action {
		if s := text(path.find(v)); s != "" {
			parts = append(parts, withoutIDs(s))
		}
	}
	return strings.Join(parts, " ")
}

func withoutIDs(s string) string {
	if !strings.HasPrefix(s, "/") {
		return s
	}
	s, _, _ = strings.Cut(s, "?")
	segments := strings.Split(s, "/")
	for i, segment := range segments {
		if strings.ContainsAny(segment, "0123456789") {
			segments[i] = "*"
		}
	}
	return strings.Join(segments, "/")
}

// timeForms are read with a fraction of a second too, without it being in the form.
var timeForms = []string{time.RFC3339, time.DateTime, "20060102150405", "2006-01-02T15:04:05Z0700"}

// eventTime reads RFC 3339 (of Salesforce without the colon in the offset), milliseconds
// since 1970, SQL and Salesforce's compact form.
func (p *provider) eventTime(v *fastjson.Value) (time.Time, bool) {
	for _, path := range p.time {
		s := text(path.find(v))
		if s == "" {
			continue
		}
		if ms, err := strconv.ParseInt(s, 10, 64); err == nil {
			return time.UnixMilli(ms).UTC(), true
		}
		for _, form := range timeForms {
			if t, err := time.Parse(form, s); err == nil {
				return t.UTC(), true
			}
		}
	}
	return time.Time{}, false
}
