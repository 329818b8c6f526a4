package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.yaml.in/yaml/v3"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// TestATypeThatChangesCostsItsField is a provider that writes a field in
// another way from one record to the next.
func TestATypeThatChangesCostsItsField(t *testing.T) {
	const record = `{"uuid":"e-1","published":"2026-03-02T09:00:00.000Z","eventType":"user.account.update_profile","actor":{"id":"00u1","type":"User","alternateId":"ann@acme.example"},` +
		`"client":{"ipAddress":"198.51.100.20","userAgent":{"rawUserAgent":"okta-sdk-golang/2.20.0"}},"outcome":{"result":"SUCCESS"},"target":[{"id":"00u2","type":"User","alternateId":"bob@acme.example"}],` +
		`"transaction":{"detail":{"requestApiTokenId":"00T1"}},"securityContext":{"asNumber":24940,"asOrg":"Example"}}`
	set, err := Load(Options{})
	require.NoError(t, err)
	reader := set.NewReader()
	whole := goldenOf(new(readOne(t, reader, textRecord(record))))
	for name, tt := range map[string]struct {
		old, changed string
		cost         func(*goldenEvent)
	}{
		"address becomes an object":    {`"198.51.100.20"`, `{"v4":"198.51.100.20"}`, func(g *goldenEvent) { g.Origin.Address = "" }},
		"agent becomes a number":       {`{"rawUserAgent":"okta-sdk-golang/2.20.0"}`, `12024001`, func(g *goldenEvent) { g.Origin.UserAgent = "" }},
		"number becomes a text":        {`24940`, `"AS24940"`, func(*goldenEvent) {}},
		"number becomes a list":        {`24940`, `[[24940]]`, func(g *goldenEvent) { g.Origin.ASN = 0 }},
		"object becomes a text":        {`{"asNumber":24940,"asOrg":"Example"}`, `"AS24940 Example"`, func(g *goldenEvent) { g.Origin.ASN, g.Origin.ASOrg = 0, "" }},
		"time becomes a list":          {`"2026-03-02T09:00:00.000Z"`, `["2026-03-02T09:00:00.000Z"]`, func(g *goldenEvent) { g.Time = "" }},
		"outcome becomes true":         {`{"result":"SUCCESS"}`, `true`, func(g *goldenEvent) { g.Outcome = "unknown" }},
		"alternate id becomes a truth": {`"ann@acme.example"`, `false`, func(g *goldenEvent) { g.Actor.Login, g.Actor.Email = "false", "false" }},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(record, tt.old, tt.changed, 1)
			require.NotEqual(t, record, changed)
			want := whole
			tt.cost(&want)
			for form, rec := range map[string]Record{"text": textRecord(changed), "map": {Body: mapBody(t, changed)}} {
				e := readOne(t, reader, rec)
				got := goldenOf(&e)
				assert.Equal(t, text(t, want), text(t, got), form)
			}
			again := readOne(t, reader, textRecord(record))
			assert.Equal(t, text(t, whole), text(t, goldenOf(&again)), "and nothing afterwards")
		})
	}
}

// TestAnyTypeAnywhere puts a value of another type in the place of every key of
// every provider's own records: the record may no longer be that provider's,
// but what is read of it is whole.
func TestAnyTypeAnywhere(t *testing.T) {
	set, err := Load(Options{})
	require.NoError(t, err)
	reader := set.NewReader()
	files, err := filepath.Glob("testdata/golden/*.yaml")
	require.NoError(t, err)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		var golden goldenFile
		require.NoError(t, yaml.Unmarshal(content, &golden))
		for _, c := range golden.Cases {
			body := mapBody(t, c.Record)
			if body.Type() != pcommon.ValueTypeMap {
				continue
			}
			eachValue(body.Map(), func(v pcommon.Value) {
				kept := pcommon.NewValueEmpty()
				v.CopyTo(kept)
				for _, other := range []any{nil, true, 1.5e300, "x", []any{map[string]any{"a": 1}}, map[string]any{"a": []any{}}, []byte("b")} {
					require.NoError(t, v.FromRaw(other))
					events, why := reader.Read(Record{Body: body})
					checkEvents(t, c.Record, events, why)
				}
				kept.CopyTo(v)
			})
			events, why := reader.Read(Record{Body: body})
			require.Equal(t, None, why, "%s: as it was", c.Name)
			assert.NotEqual(t, event.Kind(0), events[0].Kind)
		}
	}
}

func eachValue(m pcommon.Map, visit func(pcommon.Value)) {
	for _, v := range m.All() {
		switch v.Type() {
		case pcommon.ValueTypeMap:
			eachValue(v.Map(), visit)
		case pcommon.ValueTypeSlice:
			for _, entry := range v.Slice().All() {
				if entry.Type() == pcommon.ValueTypeMap {
					eachValue(entry.Map(), visit)
				}
			}
		}
		visit(v)
	}
}
