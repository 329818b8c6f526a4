package source

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// TestFallbackStealsNothing puts the semantic conventions' names beside every
// provider's own record.
func TestFallbackStealsNothing(t *testing.T) {
	set, err := Load(Options{})
	require.NoError(t, err)
	reader := set.NewReader()
	own := map[string]any{"event.name": "audit", "user.id": "u", "user.name": "n", "client.address": "203.0.113.1", "source.address": "203.0.113.2", "user_agent.original": "x"}
	for _, info := range set.Sources() {
		if info.Name == "otel_semconv" {
			continue
		}
		for _, c := range goldenCases(t, info.Name) {
			bare := Record{Body: pcommon.NewValueStr(c.Record), Attributes: pcommon.NewMap(), Resource: pcommon.NewMap()}
			want, why := reader.Read(bare)
			require.Equal(t, None, why)
			name := want[0].Source
			beside := attributesRecord(t, own)
			beside.Body.SetStr(c.Record)
			beside.EventName = "audit"
			evs, why := reader.Read(beside)
			require.Equal(t, None, why)
			assert.Equal(t, name, evs[0].Source, "%s/%s", info.Name, c.Name)

			fields := mapBody(t, c.Record)
			if fields.Type() != pcommon.ValueTypeMap {
				continue
			}
			if _, why := reader.Read(Record{Attributes: fields.Map()}); why == UnknownKind {
				continue // an envelope, which no receiver spreads over attributes
			}
			for key, value := range own {
				if _, held := fields.Map().Get(key); !held {
					fields.Map().PutStr(key, value.(string))
				}
			}
			evs, why = reader.Read(Record{Attributes: fields.Map(), EventName: "audit"})
			require.Equal(t, None, why)
			assert.Equal(t, name, evs[0].Source, "%s/%s, as attributes", info.Name, c.Name)
		}
	}
	mixed := attributesRecord(t, own)
	mixed.Attributes.PutStr("rpc.method", "GetObject")
	mixed.Attributes.PutStr("rpc.service", "s3.amazonaws.com")
	mixed.Attributes.PutStr("aws.cloudtrail.event_id", "e1")
	mixed.Attributes.PutStr("aws.access_key.id", "AKIA1")
	assert.Equal(t, "aws_cloudtrail_awslogs", readOne(t, reader, mixed).Source)
}

func TestEventNameOfTheLogRecord(t *testing.T) {
	set, err := Load(Options{})
	require.NoError(t, err)
	reader := set.NewReader()
	rec := attributesRecord(t, map[string]any{"user.id": "u-1", "client.address": "203.0.113.9"})
	_, why := reader.Read(rec)
	assert.Equal(t, UnknownKind, why, "attributes that any log line may have")
	rec.EventName = "report.export"
	e := readOne(t, reader, rec)
	assert.Equal(t, event.Subject{Grade: event.GradeActor, Kind: "user", Parts: [3]string{"u-1"}}, e.Subject)
	assert.Equal(t, "report.export", e.Action)

	id := strings.Clone(e.ID)
	assert.Equal(t, id, readOne(t, reader, rec).ID, "the same record again")
	rec.Timestamp = 1
	later := strings.Clone(readOne(t, reader, rec).ID)
	assert.NotEqual(t, id, later, "the same said at another time")
	rec.EventName = "report.view"
	assert.NotEqual(t, later, readOne(t, reader, rec).ID)

	for path, want := range map[string]string{"logrecord": "event_name must follow", "logrecord.body": "event_name must follow"} {
		_, err := compilePath(path)
		require.ErrorContains(t, err, want)
	}
	p, err := compilePath(`["logrecord"].body`)
	require.NoError(t, err)
	assert.Equal(t, "logrecord", p.first)
}
