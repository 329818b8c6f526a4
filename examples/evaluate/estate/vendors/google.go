package vendors

import (
	"strconv"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

const googleCustomer = "C02larch4"

func parameter(name, value string) rawjson.Object {
	return rawjson.Object{"name", name, "value", value}
}

// googleRow is one activity of the Reports API. Its id is unique together with
// its time, so both are in the id given back.
func googleRow(d chance.Dice, at time.Time, app string, p *Person, address string, events ...any) (rawjson.Object, string) {
	stamp, unique := at.Format("2006-01-02T15:04:05.000Z"), strconv.FormatInt(-int64(d.Uint64()>>1), 10)
	return rawjson.Object{
		"kind", "admin#reports#activity",
		"id",
		rawjson.Object{"time", stamp, "uniqueQualifier", unique, "applicationName", app, "customerId", googleCustomer},
		"etag", "\"" + d.Base62(27) + "\"",
		"actor",
		rawjson.Object{"callerType", "USER", "email", p.Email(), "profileId", p.Google()},
		"ipAddress", address,
		"events", rawjson.List(events),
	}, stamp + ":" + unique
}

// googleUse is a call made with a grant, or a change in the admin console.
func googleUse(d chance.Dice, u *Use) (rawjson.Object, string) {
	if u.Token.Form == GoogleAdmin {
		return googleRow(d, u.At, "admin", u.Token.Person, u.Address, rawjson.Object{
			"type", u.Operation.Kind, "name", u.Operation.Method,
			"parameters",
			rawjson.List{parameter(u.Operation.Path, u.Object)},
		})
	}
	return googleRow(d, u.At, "token", u.Token.Person, u.Address, rawjson.Object{"type", "auth", "name", "activity", "parameters", rawjson.List{
		parameter("client_id", u.Token.App.Client), parameter("app_name", u.Token.App.Name), parameter("client_type", "WEB"),
		parameter("api_name", u.Operation.Kind), parameter("method_name", u.Operation.Method),
		rawjson.Object{"name", "num_response_bytes", "intValue", strconv.Itoa(900 + u.Rows*d.Between(300, 460))},
		parameter("product_bucket", u.Operation.Path),
	}})
}

// googleConsent is a person's consent to scopes (authorize) or its end (revoke).
func googleConsent(d chance.Dice, at time.Time, name string, app *App, p *Person, address string, scopes []string) (rawjson.Object, string) {
	list, data := rawjson.List{}, rawjson.List{}
	for _, s := range scopes {
		list = append(list, s)
		data = append(data, rawjson.Object{"parameter", rawjson.List{parameter("scope_name", s)}})
	}
	return googleRow(d, at, "token", p, address, rawjson.Object{"type", "auth", "name", name, "parameters", rawjson.List{
		parameter("client_id", app.Client), parameter("app_name", app.Name), parameter("client_type", "WEB"),
		rawjson.Object{"name", "scope_data", "multiMessageValue", data},
		rawjson.Object{"name", "scope", "multiValue", list},
	}})
}
