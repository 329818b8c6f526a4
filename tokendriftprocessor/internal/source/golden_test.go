package source

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.yaml.in/yaml/v3"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// A golden file holds raw records of one source and the events they must
// become, written by hand from the vendor's pages. A field that is not
// written must be empty.
type goldenFile struct {
	Source, Provider string
	Pages            []string
	Notes            string
	Cases            []goldenCase
}

type goldenCase struct {
	Name, Record string
	Resource     map[string]string
	Want         []goldenEvent
}

type goldenEvent struct {
	Tenant   string        `yaml:",omitempty"`
	ID       string        `yaml:",omitempty"` // "#": a hash of the record
	Time     string        `yaml:",omitempty"`
	Kind     string        `yaml:",omitempty"`
	Grade    string        `yaml:",omitempty"`
	Subject  goldenSubject `yaml:",omitempty"`
	Instance string        `yaml:",omitempty"`
	Session  string        `yaml:",omitempty"`
	Parent   string        `yaml:",omitempty"`
	Issuer   string        `yaml:",omitempty"`
	App      goldenApp     `yaml:",omitempty"`
	Actor    goldenActor   `yaml:",omitempty"`
	Origin   goldenOrigin  `yaml:",omitempty"`
	Action   string        `yaml:",omitempty"`
	Class    string        `yaml:",omitempty"`
	System   string        `yaml:",omitempty"`
	Object   string        `yaml:",omitempty"`
	Scopes   []string      `yaml:",omitempty"`
	Rows     int64         `yaml:",omitempty"`
	Bytes    int64         `yaml:",omitempty"`
	Outcome  string        `yaml:",omitempty"`
	Facts    []goldenFact  `yaml:",omitempty"`
}

type goldenSubject struct {
	Kind  string   `yaml:",omitempty"`
	Parts []string `yaml:",omitempty"`
}

type goldenApp struct {
	ID     string `yaml:",omitempty"`
	Client string `yaml:",omitempty"`
	Name   string `yaml:",omitempty"`
}

type goldenActor struct {
	ID     string `yaml:",omitempty"`
	Login  string `yaml:",omitempty"`
	Email  string `yaml:",omitempty"`
	Nature string `yaml:",omitempty"`
}

type goldenOrigin struct {
	Address   string `yaml:",omitempty"`
	Internal  bool   `yaml:",omitempty"`
	ASN       uint32 `yaml:",omitempty"`
	ASOrg     string `yaml:"as_org,omitempty"`
	Country   string `yaml:",omitempty"`
	Region    string `yaml:",omitempty"`
	UserAgent string `yaml:"user_agent,omitempty"`
	Device    string `yaml:",omitempty"`
	Runner    string `yaml:",omitempty"`
	Anonymous bool   `yaml:",omitempty"`
}

type goldenFact struct {
	Kind, Target string
	IDs          []string `yaml:"ids,omitempty"`
	Users        []string `yaml:",omitempty"`
	Values       []string `yaml:",omitempty"`
	Taken        bool     `yaml:",omitempty"`
}

func goldenOf(e *event.Event) goldenEvent {
	g := goldenEvent{
		Tenant: e.Tenant, ID: e.ID, Kind: e.Kind.String(), Grade: e.Subject.Grade.String(),
		Subject:  goldenSubject{Kind: e.Subject.Kind, Parts: slices.DeleteFunc(slices.Clone(e.Subject.Parts[:]), func(s string) bool { return s == "" })},
		Instance: e.Instance, Session: e.Session, Parent: e.Parent, Issuer: e.Issuer,
		App:    goldenApp{e.App.ID, e.App.ClientID, e.App.Name},
		Actor:  goldenActor{e.Actor.ID, e.Actor.Login, e.Actor.Email, [...]string{"", "person", "service"}[e.Actor.Nature]},
		Origin: goldenOrigin(e.Origin),
		Action: e.Action, Class: e.Class.String(), System: e.System, Object: e.Object,
		Scopes: e.Scopes, Rows: e.Rows, Bytes: e.Bytes, Outcome: e.Outcome.String(),
	}
	if e.Time != 0 {
		g.Time = time.Unix(0, e.Time).UTC().Format(time.RFC3339Nano)
	}
	if strings.HasPrefix(g.ID, "#") {
		g.ID = "#" // differs between a text and a map
	}
	for _, f := range e.Facts {
		g.Facts = append(g.Facts, goldenFact{f.Kind.String(), f.Target.String(), f.IDs, f.Users, f.Values, f.Taken})
	}
	return g
}

// TestGolden reads every record as the text and as the map that a receiver
// may put into the body; both must give the same events.
func TestGolden(t *testing.T) {
	set, err := Load(Options{})
	require.NoError(t, err)
	reader := set.NewReader()
	files, err := filepath.Glob("testdata/golden/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		var golden goldenFile
		decoder := yaml.NewDecoder(strings.NewReader(string(content)))
		decoder.KnownFields(true)
		require.NoError(t, decoder.Decode(&golden), file)
		require.Equal(t, golden.Source+".yaml", filepath.Base(file))
		for _, c := range golden.Cases {
			bodies := map[string]pcommon.Value{"text": pcommon.NewValueStr(c.Record), "map": goldenMap(t, c.Record)}
			for form, body := range bodies {
				t.Run(golden.Source+"/"+c.Name+"/"+form, func(t *testing.T) { checkGolden(t, reader, golden, c, body) })
			}
		}
	}
}

func checkGolden(t *testing.T, reader *Reader, golden goldenFile, c goldenCase, body pcommon.Value) {
	resource := pcommon.NewMap()
	for key, value := range c.Resource {
		resource.PutStr(key, value)
	}
	events, why := reader.Read(Record{Body: body, Attributes: pcommon.NewMap(), Resource: resource})
	require.Equal(t, None, why)
	require.Len(t, events, len(c.Want))
	for i := range events {
		assert.Equal(t, golden.Source, events[i].Source)
		assert.Equal(t, golden.Provider, events[i].Provider)
		want, err := yaml.Marshal(c.Want[i])
		require.NoError(t, err)
		got, err := yaml.Marshal(goldenOf(&events[i]))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
	}
}

// goldenMap is what a JSON parser in front of the processor makes of a text.
func goldenMap(t *testing.T, text string) pcommon.Value {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var raw any
	require.NoError(t, decoder.Decode(&raw), "the record of a case is JSON")
	v := pcommon.NewValueEmpty()
	require.NoError(t, v.FromRaw(plainNumbers(raw)))
	return v
}

func plainNumbers(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key := range v {
			v[key] = plainNumbers(v[key])
		}
	case []any:
		for i := range v {
			v[i] = plainNumbers(v[i])
		}
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, _ := v.Float64()
		return f
	}
	return v
}
