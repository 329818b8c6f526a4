package main

import (
	"strconv"
	"time"
)

// sfClient is a connected app acting as one user: one grant.
type sfClient struct {
	app, name, user, userName string
	agent                     string // the user agent it sends
	api                       string // the REST API version it calls
}

// sfSession is what one exchange of the refresh token gave.
type sfSession struct{ session, login string }

// sfLong is the 18-character form of a Salesforce id: the 15-character one and
// a checksum of its capital letters.
func sfLong(id string) string {
	long := []byte(id)
	for chunk := range 3 {
		bits := 0
		for i := range 5 {
			if c := id[chunk*5+i]; c >= 'A' && c <= 'Z' {
				bits |= 1 << i
			}
		}
		long = append(long, "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits])
	}
	return string(long)
}

// row is the part every EventLogFile row has. Rows leave Salesforce as CSV,
// so every value is a string.
func (c sfClient) row(d dice, kind string, t time.Time, s sfSession, uri, address string, rest ...any) object {
	row := object{
		"EVENT_TYPE", kind,
		"TIMESTAMP", t.Format("20060102150405.000"),
		"REQUEST_ID", "4" + d.id(10) + "-" + d.id(9) + "-",
		"ORGANIZATION_ID", salesforceOrg,
		"USER_ID", c.user,
		"RUN_TIME", strconv.Itoa(d.between(18, 420)),
		"CPU_TIME", strconv.Itoa(d.between(6, 90)),
		"URI", uri,
		"SESSION_KEY", s.session,
		"LOGIN_KEY", s.login,
		"USER_TYPE", "Standard",
		"REQUEST_STATUS", "S",
		"DB_TOTAL_TIME", strconv.Itoa(d.between(900000, 90000000)),
	}
	row = append(row, rest...)
	return append(row,
		"TIMESTAMP_DERIVED", t.Format("2006-01-02T15:04:05.000Z"),
		"USER_ID_DERIVED", sfLong(c.user),
		"CLIENT_IP", address,
		"URI_ID_DERIVED", "",
	)
}

// login is the row of a refresh token's exchange, as it was published for the
// Drift theft: Login:oauthrefreshtoken.
func (c sfClient) login(d dice, t time.Time, s sfSession, address string) object {
	return c.row(d, "Login", t, sfSession{"", s.login}, "/services/oauth2/token", address,
		"API_TYPE", "", "API_VERSION", "9998.0",
		"AUTHENTICATION_METHOD_REFERENCE", "",
		"BROWSER_TYPE", c.agent,
		"CIPHER_SUITE", "ECDHE-RSA-AES256-GCM-SHA384", "TLS_PROTOCOL", "TLSv1.3",
		"LOGIN_TYPE", "i", "LOGIN_SUB_TYPE", "oauthrefreshtoken", "LOGIN_STATUS", "LOGIN_NO_ERROR",
		"SOURCE_IP", address, "USER_NAME", c.userName,
		"CONNECTED_APP_ID", c.app, "CONNECTED_APP_NAME", c.name,
	)
}

// rest is a REST API call; rows is what it read or wrote.
func (c sfClient) rest(d dice, t time.Time, s sfSession, address, method, path, entity string, rows int) object {
	status := "200"
	if method == "PATCH" || method == "DELETE" {
		status = "204"
	}
	return c.row(d, "RestApi", t, s, "/services/data/v"+c.api+path, address,
		"METHOD", method, "MEDIA_TYPE", "application/json;charset=UTF-8", "STATUS_CODE", status,
		"USER_AGENT", c.agent, "USER_NAME", c.userName,
		"CONNECTED_APP_ID", c.app, "CONNECTED_APP_NAME", c.name,
		"ENTITY_NAME", entity, "EXCEPTION_MESSAGE", "",
		"ROWS_PROCESSED", strconv.Itoa(rows), "NUMBER_FIELDS", strconv.Itoa(d.between(6, 14)),
		"DB_BLOCKS", strconv.Itoa(d.between(40, 900)), "DB_CPU_TIME", strconv.Itoa(d.between(2, 40)),
		"REQUEST_SIZE", strconv.Itoa(d.between(200, 700)), "RESPONSE_SIZE", strconv.Itoa(400+rows*d.between(280, 420)),
	)
}

// query is the row of the SOQL behind a REST query.
func (c sfClient) query(d dice, t time.Time, s sfSession, address, soql, entity string, rows int) object {
	return c.row(d, "UniqueQuery", t, s, "/services/data/v"+c.api+"/query", address,
		"QUERY_ID", shortHash(soql, 16), "QUERY", soql, "ENTITY_NAME", entity,
		"ROWS_PROCESSED", strconv.Itoa(rows), "EXEC_TIME", strconv.Itoa(d.between(8, 220)),
		"USER_AGENT", c.agent, "USER_NAME", c.userName,
		"CONNECTED_APP_ID", c.app, "CONNECTED_APP_NAME", c.name,
	)
}

// bulk is the row of a Bulk API 2.0 query job's step.
func (c sfClient) bulk(d dice, t time.Time, s sfSession, address, job, entity string, rows int) object {
	return c.row(d, "BulkApi2", t, s, "/services/data/v"+c.api+"/jobs/query/"+job+"/results", address,
		"API_VERSION", c.api, "JOB_ID", job, "OPERATION_TYPE", "query", "ENTITY_NAME", entity,
		"STATUS", "JobComplete", "ROWS_PROCESSED", strconv.Itoa(rows),
		"RESPONSE_SIZE", strconv.Itoa(rows*d.between(280, 420)),
		"USER_AGENT", c.agent, "USER_NAME", c.userName,
		"CONNECTED_APP_ID", c.app, "CONNECTED_APP_NAME", c.name,
	)
}
