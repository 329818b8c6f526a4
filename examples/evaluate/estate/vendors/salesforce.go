package vendors

import (
	"strconv"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

const salesforceOrg = "00D7k000002LrcH"

// SalesforceLong is the 18-character form of a Salesforce id: the 15-character
// one and a checksum of its capital letters.
func SalesforceLong(id string) string {
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

// salesforceUse writes an EventLogFile row. Rows leave Salesforce as CSV, so
// every value is a string.
func salesforceUse(d chance.Dice, u *Use) (rawjson.Object, string) {
	t, op, session := u.Token, u.Operation, u.session()
	login := Digest("login "+session, 16)
	uri := strings.Replace(op.Path, "{id}", SalesforceLong("500"+d.Base62(12)), 1)
	uri = strings.Replace(uri, "{object}", u.Object, 1)
	id := "4" + d.Base62(10) + "-" + d.Base62(9) + "-"
	loginRow := op.Kind == "Login"
	if loginRow || op.Kind == "Logout" {
		uri = op.Path
	} else if op.Kind != "URI" {
		uri = "/services/data/v" + t.apiVersion() + uri
	}
	status := "S"
	if u.Failed {
		status = "A"
	}
	row := rawjson.Object{
		"EVENT_TYPE", op.Kind, "TIMESTAMP", u.At.Format("20060102150405.000"), "REQUEST_ID", id,
		"ORGANIZATION_ID", salesforceOrg, "USER_ID", t.User, "RUN_TIME", strconv.Itoa(d.Between(18, 420)),
		"CPU_TIME", strconv.Itoa(d.Between(6, 90)), "URI", uri,
	}
	if loginRow {
		row = row.With("SESSION_KEY", "")
	} else {
		row = row.With("SESSION_KEY", session)
	}
	row = row.With("LOGIN_KEY", login, "USER_TYPE", "Standard", "REQUEST_STATUS", status, "DB_TOTAL_TIME", strconv.Itoa(d.Between(900000, 90000000)))
	row = append(row, salesforceKind(d, u)...)
	row = row.With("USER_NAME", t.UserName)
	if t.App != nil {
		row = row.With("CONNECTED_APP_ID", t.App.ID, "CONNECTED_APP_NAME", t.App.Name)
	}
	return row.With("TIMESTAMP_DERIVED", u.At.Format("2006-01-02T15:04:05.000Z"), "USER_ID_DERIVED", SalesforceLong(t.User),
		"CLIENT_IP", u.Address, "URI_ID_DERIVED", ""), id
}

func (t *Token) apiVersion() string { return strconv.Itoa(58+t.Number%6) + ".0" }

// salesforceKind is what rows of each EVENT_TYPE have of their own.
func salesforceKind(d chance.Dice, u *Use) rawjson.Object {
	rows, size := strconv.Itoa(u.Rows), strconv.Itoa(400+u.Rows*d.Between(280, 420))
	switch u.Operation.Kind {
	case "Login":
		kind := "i"
		if u.Token.App == nil {
			kind = "7"
		}
		result := "LOGIN_NO_ERROR"
		if u.Failed {
			result = "LOGIN_OAUTH_INVALID_TOKEN"
		}
		return rawjson.Object{
			"API_TYPE", "", "API_VERSION", "9998.0", "BROWSER_TYPE", u.Agent, "CIPHER_SUITE", "ECDHE-RSA-AES256-GCM-SHA384",
			"TLS_PROTOCOL", "TLSv1.3", "LOGIN_TYPE", kind, "LOGIN_SUB_TYPE", u.Operation.Method, "LOGIN_STATUS", result, "SOURCE_IP", u.Address,
		}
	case "Logout":
		return rawjson.Object{"USER_INITIATED_LOGOUT", "1", "SESSION_TYPE", "O"}
	case "URI":
		return rawjson.Object{"BROWSER_TYPE", u.Agent, "ENTITY_NAME", u.Object, "REFERRER_URI", ""}
	case "BulkApi2":
		return rawjson.Object{
			"API_VERSION", u.Token.apiVersion(), "JOB_ID", SalesforceLong("7507k00000" + d.Base62(5)), "OPERATION_TYPE", u.Operation.Method,
			"ENTITY_NAME", u.Object, "STATUS", "JobComplete", "ROWS_PROCESSED", rows, "RESPONSE_SIZE", size, "USER_AGENT", u.Agent,
		}
	case "UniqueQuery":
		return rawjson.Object{
			"QUERY_ID", Digest(u.Object+u.Operation.Method, 16), "QUERY", "SELECT " + u.Operation.Method + " FROM " + u.Object,
			"ENTITY_NAME", u.Object, "ROWS_PROCESSED", rows, "EXEC_TIME", strconv.Itoa(d.Between(8, 220)), "USER_AGENT", u.Agent,
		}
	}
	status := "200"
	if u.Operation.Method == "PATCH" || u.Operation.Method == "DELETE" {
		status = "204"
	}
	if u.Failed {
		status = "401"
	}
	return rawjson.Object{
		"METHOD", u.Operation.Method, "MEDIA_TYPE", "application/json;charset=UTF-8", "STATUS_CODE", status, "USER_AGENT", u.Agent,
		"ENTITY_NAME", u.Object, "EXCEPTION_MESSAGE", "", "ROWS_PROCESSED", rows, "NUMBER_FIELDS", strconv.Itoa(d.Between(6, 14)),
		"DB_BLOCKS", strconv.Itoa(d.Between(40, 900)), "REQUEST_SIZE", strconv.Itoa(d.Between(200, 700)), "RESPONSE_SIZE", size,
	}
}

// setupAudit is a row of Salesforce's Setup Audit Trail, where people and apps
// end. The person is named in its sentence only.
func setupAudit(d chance.Dice, at time.Time, admin *Person, action, section, sentence string) (rawjson.Object, string) {
	id := "0Ym7k0000" + d.Base62(6)
	return rawjson.Object{
		"attributes",
		rawjson.Object{"type", "SetupAuditTrail"},
		"Id", id, "Action", action, "Section", section, "CreatedById", SalesforceLong(admin.Salesforce()),
		"CreatedDate", at.Format("2006-01-02T15:04:05.000+0000"),
		"CreatedBy",
		rawjson.Object{"Username", admin.Email(), "Email", admin.Email()},
		"Display", sentence, "DelegateUser", nil, "ResponsibleNamespacePrefix", nil,
	}, id
}
