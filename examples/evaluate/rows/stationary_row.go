package rows

import (
	"strconv"
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// minimal is a Salesforce row with no more fields than a judgement needs.
type minimal struct {
	token                        *stationaryToken
	at                           time.Time
	address, agent, path, object string
	rows                         int
}

// Provider is Salesforce.
func (m *minimal) Provider() string { return "salesforce" }

// Time is when it happened.
func (m *minimal) Time() time.Time { return m.at }

// Row is an EventLogFile row.
func (m *minimal) Row(d chance.Dice) (rawjson.Object, string) {
	id := "4" + d.Base62(10) + "-" + d.Base62(9) + "-"
	return rawjson.Object{
		"EVENT_TYPE", "RestApi", "TIMESTAMP_DERIVED", m.at.Format("2006-01-02T15:04:05.000Z"), "REQUEST_ID", id,
		"ORGANIZATION_ID", "00D7k000002LrcH", "USER_ID", m.token.user(), "CONNECTED_APP_ID", m.token.appID(), "METHOD", "GET", "URI", m.path,
		"CLIENT_IP", m.address, "USER_AGENT", m.agent, "ENTITY_NAME", m.object, "ROWS_PROCESSED", strconv.Itoa(m.rows), "STATUS_CODE", "200",
	}, id
}

var _ vendors.Record = (*minimal)(nil)
