package source

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

func TestUnreadReasons(t *testing.T) {
	mebibyte := strings.Repeat("x", 1<<20)
	bytesBody := func(text string) pcommon.Value {
		v := pcommon.NewValueBytes()
		v.Bytes().FromRaw([]byte(text))
		return v
	}
	office := func(events string) string {
		return `{"id":{"applicationName":"token","uniqueQualifier":"-1","time":"2024-02-29T12:30:45Z"},"actor":{"profileId":"7"},"events":` + events + `}`
	}
	for name, tt := range map[string]struct {
		body pcommon.Value
		want Unread
		text string
	}{
		"plain text":                 {pcommon.NewValueStr("Login failed for user"), NotJSON, "not_json"},
		"truncated":                  {pcommon.NewValueStr(hostRecord[:len(hostRecord)/2]), NotJSON, "not_json"},
		"truncated, large":           {pcommon.NewValueStr(`{"a":"` + mebibyte), NotJSON, "not_json"},
		"two objects":                {pcommon.NewValueStr(`{"action":"a"}{"action":"b"}`), NotJSON, "not_json"},
		"bad literal":                {pcommon.NewValueStr(`{"action":nul}`), NotJSON, "not_json"},
		"bad literal, large":         {pcommon.NewValueStr(`{"a":"` + mebibyte + `","b":nul}`), NotJSON, "not_json"},
		"bad bytes":                  {bytesBody("{\xff"), NotJSON, "not_json"},
		"only a brace":               {pcommon.NewValueStr("{"), NotJSON, "not_json"},
		"nested 10,000 deep":         {pcommon.NewValueStr(strings.Repeat(`{"a":`, 10000) + "1" + strings.Repeat("}", 10000)), TooDeep, "too_deep"},
		"lists 10,000 deep":          {pcommon.NewValueStr(strings.Repeat("[", 10000)), TooDeep, "too_deep"},
		"nested 301 deep":            {pcommon.NewValueStr(strings.Repeat("[", 301) + strings.Repeat("]", 301)), TooDeep, "too_deep"},
		"no body":                    {pcommon.NewValueEmpty(), Empty, "empty"},
		"never made":                 {pcommon.Value{}, Empty, "empty"},
		"blank":                      {pcommon.NewValueStr(" \t\r\n"), Empty, "empty"},
		"no bytes":                   {pcommon.NewValueBytes(), Empty, "empty"},
		"empty map":                  {pcommon.NewValueMap(), Empty, "empty"},
		"empty object":               {pcommon.NewValueStr("{}"), UnknownKind, "unknown_kind"},
		"other kind":                 {pcommon.NewValueStr(`{"hello":"world"}`), UnknownKind, "unknown_kind"},
		"matching key without value": {pcommon.NewValueStr(`{"action":"N/A","org":"o"}`), UnknownKind, "unknown_kind"},
		"envelope of others":         {pcommon.NewValueStr(`{"Records":[{"hello":"world"}]}`), UnknownKind, "unknown_kind"},
		"nobody":                     {pcommon.NewValueStr(`{"action":"repo.create","org":"o"}`), NoSubject, "no_subject"},
		"nobody in all elements":     {pcommon.NewValueStr(office(`[{"name":"activity"},{"name":"activity"}]`)), NoSubject, "no_subject"},
		"no operation":               {pcommon.NewValueStr(office(`[{"type":"auth"}]`)), NoAction, "no_action"},
		"elements are a text":        {pcommon.NewValueStr(office(`"events"`)), BadShape, "bad_shape"},
		"elements are numbers":       {pcommon.NewValueStr(office(`[1,2]`)), BadShape, "bad_shape"},
		"no elements":                {pcommon.NewValueStr(office(`[]`)), BadShape, "bad_shape"},
		"JSON text":                  {pcommon.NewValueStr(`"action"`), BadShape, "bad_shape"},
		"JSON number":                {pcommon.NewValueStr(`17`), BadShape, "bad_shape"},
		"list of numbers":            {pcommon.NewValueStr(`[1,2,3]`), BadShape, "bad_shape"},
		"integer body":               {pcommon.NewValueInt(5), BadShape, "bad_shape"},
		"bool body":                  {pcommon.NewValueBool(true), BadShape, "bad_shape"},
		"17 MiB":                     {pcommon.NewValueStr(strings.Repeat(" ", 17<<20)), TooLarge, "too_large"},
		"17 MiB of bytes":            {bytesBody(strings.Repeat(" ", 17<<20)), TooLarge, "too_large"},
		"two million values":         {pcommon.NewValueStr(`{"a":[` + strings.Repeat("1,", 2_000_000) + "1]}"), TooLarge, "too_large"},
		"twenty thousand elements":   {pcommon.NewValueStr(office("[" + strings.Repeat(`{"name":"a"},`, 20_000) + "{}]")), TooLarge, "too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			r := testSet(t).NewReader()
			evs, why := r.Read(Record{Body: tt.body, Attributes: pcommon.NewMap(), Resource: pcommon.NewMap()})
			require.Equal(t, tt.want.String(), why.String())
			assert.Empty(t, evs)
			assert.Equal(t, tt.text, why.String())

			// A bad record leaves the reader fit for the next one.
			assert.Equal(t, "api.request", readOne(t, r, textRecord(hostRecord)).Action)
		})
	}
	assert.Empty(t, None.String())
	assert.Equal(t, "unknown_reason", Unread(200).String())
}

func TestRecordWithoutMaps(t *testing.T) {
	r := testSet(t).NewReader()
	e := readOne(t, r, Record{Body: pcommon.NewValueStr(`{"eventName":"GetKey","eventSource":"kms","userIdentity":{"principalId":"P:s"}}`)})
	assert.Equal(t, "kms:GetKey", e.Action)
	assert.Equal(t, "P", e.Subject.Parts[0])
}

// TestHostileValues reads records in which every value is of a type that no
// field expects; each costs its own field.
func TestHostileValues(t *testing.T) {
	long := strings.Repeat("é", 1<<19)
	for name, value := range map[string]string{
		"number": "17", "fraction": "1.5e300", "huge": "1e999", "truth": "true", "null": "null", "list": `["x",1,[],{}]`, "object": `{"a":{"b":1}}`,
		"1 MiB": `"` + long + `"`, "NUL": `"a\u0000b"`, "invalid UTF-8": "\"\xff\xfe\"", "lone surrogate": `"\ud800"`, "empty": `""`,
	} {
		t.Run(name, func(t *testing.T) {
			body := hostRecord
			for _, key := range []string{"@timestamp", "created_at", "actor_ip", "actor_location", "token_scopes", "status_code", "route", "user_agent", "_document_id"} {
				start := strings.Index(body, `"`+key+`":`) + len(key) + 3
				end := start + strings.Index(body[start:], `,"`)
				body = body[:start] + value + body[end:]
			}
			set := testSet(t)
			e := readOne(t, set.NewReader(), textRecord(body))
			assert.Equal(t, "api.request", e.Action)
			assert.Equal(t, "123456789", e.Subject.Parts[0])
			assert.Equal(t, "deploy-bot", e.Actor.Login)
			assert.Zero(t, e.Time)
			assert.LessOrEqual(t, len(e.Origin.UserAgent), 1024)
			assert.NotEmpty(t, e.ID)
			for _, s := range e.Scopes {
				assert.LessOrEqual(t, len(s), 1024)
			}
		})
	}
}

func TestInvalidBytesStayAsTheyAre(t *testing.T) {
	r := testSet(t).NewReader()
	e := readOne(t, r, textRecord("{\"action\":\"a\",\"org\":\"o\",\"actor\":\"n\\u0000\xff\",\"user_agent\":\"\xc3(\"}"))
	assert.Equal(t, "n\x00\xff", e.Actor.Login)
	assert.Equal(t, "\xc3(", e.Origin.UserAgent)
}
