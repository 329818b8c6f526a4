package vendors

import (
	"strings"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// salesforceEvent writes a real-time event as it is read with a query: an
// ApiEvent, or a LoginEvent where a session begins. They name no organisation,
// and come within seconds.
func salesforceEvent(d chance.Dice, u *Use) (rawjson.Object, string) {
	t, kind, session := u.Token, u.Operation.Kind, u.session()
	id, status := d.UUID(), "Success"
	if u.Failed {
		status = "Failure"
	}
	if kind == "Login" {
		kind, session = "LoginEvent", ""
	}
	row := rawjson.Object{
		"attributes",
		rawjson.Object{"type", kind, "url", "/services/data/v60.0/sobjects/" + kind + "/000000000000000AAA"},
		"EventIdentifier", id, "EventDate", u.At.Format("2006-01-02T15:04:05.000+0000"), "UserId", SalesforceLong(t.User), "Username", t.UserName,
		"SourceIp", u.Address, "LoginKey", Digest("login "+u.session(), 16), "SessionKey", session, "Application", t.App.Name,
		"ConnectedAppId", SalesforceLong(t.App.ID), "UserAgent", u.Agent,
	}
	if kind == "LoginEvent" {
		return row.With("LoginType", "Remote Access 2.0", "LoginSubType", u.Operation.Method, "CountryIso", "US", "Status", status), id
	}
	query := "SELECT Id, Name, LastModifiedDate FROM " + u.Object
	if !strings.HasPrefix(u.Operation.Method, "Query") {
		query = ""
	}
	return row.With("ApiType", "REST", "ApiVersion", 60.0, "Operation", u.Operation.Method, "Query", query, "QueriedEntities", u.Object,
		"RowsProcessed", u.Rows, "RowsReturned", u.Rows), id
}
