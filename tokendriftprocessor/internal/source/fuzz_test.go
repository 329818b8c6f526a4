package source

import (
	"encoding/json"
	"testing"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// FuzzPath compiles any text as a path; what compiles is followed over a
// record of both forms.
func FuzzPath(f *testing.F) {
	for _, tt := range pathCases {
		f.Add(tt.path)
	}
	f.Add(`a["`)
	f.Add("logrecord.event_name|lower")
	f.Add("a|split(,)|json[*][0]|route|first(:)|last(:)|trim( )|ip")
	text, fields := pcommon.NewValueStr(pathBody), mapBody(f, pathBody)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := compilePath(s)
		if err != nil {
			if p != nil {
				t.Fatal("an error and a path")
			}
			return
		}
		for _, body := range []pcommon.Value{text, fields} {
			r := pathReader(t, body, p)
			list := allTexts(r, p)
			if first := r.firstOf(p, false); first != "" && (len(list) == 0 || list[0] != first) {
				t.Fatalf("the first of %q is %q", list, first)
			}
			for _, text := range list {
				if len(text) > maxText || isNothing(text) {
					t.Fatalf("%q is no value", text)
				}
			}
		}
	})
}

// FuzzRead reads any text as a body of each form. What is JSON must never be
// called unreadable, and the other way round.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		hostRecord, officeRecord, pathBody, `{"Records":[{"eventName":"e","eventSource":"s","userIdentity":{"principalId":"P"}}]}`,
		`{"eventName":"e","eventSource":"s","userIdentity":{"accessKeyId":"AKIA"},"extra":"{\"a.b\":[1]}","sourceIPAddress":"a, b"}`,
		`{"action":"org.remove_member","org":"o","user":"bob","user_id":1e999,"token_scopes":[["a"]],"@timestamp":-1}`,
		`{"action":"a","org":"o","actor":"x"}` + "\n" + `{"action":"a","org":` + "\n{\n" + `{"action":"b","org":"o","actor":"y"}` + "\n",
		`{"message":"[{\"records\":[{\"action\":\"a\",\"org\":\"o\",\"actor\":\"x\"}]}]"}`,
		"", "{", "[]", "[{}]", `"x"`, "nul", "1e", `{"action":"\ud800\u0000","actor":"\xff","org":0}`,
	} {
		f.Add(s)
	}
	set := testSet(f)
	f.Fuzz(func(t *testing.T, s string) {
		r := set.NewReader()
		evs, why := r.Read(textRecord(s))
		checkEvents(t, s, evs, why)
		ids := make([]string, len(evs))
		for i := range evs {
			ids[i] = string([]byte(evs[i].ID))
		}
		again, _ := r.Read(textRecord(s))
		for i := range again {
			if again[i].ID != ids[i] {
				t.Fatalf("read again, event %d is %q and not %q", i, again[i].ID, ids[i])
			}
		}
		if why == NotJSON && json.Valid([]byte(s)) {
			t.Fatal("JSON that was not read")
		}
		body := pcommon.NewValueBytes()
		body.Bytes().FromRaw([]byte(s))
		evs, why = r.Read(Record{Body: body})
		checkEvents(t, s, evs, why)

		var raw any
		if json.Unmarshal([]byte(s), &raw) != nil {
			return
		}
		fields := pcommon.NewValueEmpty()
		if fields.FromRaw(raw) != nil {
			return
		}
		evs, why = r.Read(Record{Body: fields})
		checkEvents(t, s, evs, why)
		if fields.Type() == pcommon.ValueTypeMap {
			evs, why = r.Read(Record{Attributes: fields.Map()})
			checkEvents(t, s, evs, why)
		}
	})
}

func checkEvents(t *testing.T, s string, evs []event.Event, why Unread) {
	t.Helper()
	if (why == None) != (len(evs) > 0) {
		t.Fatalf("%d events and %q", len(evs), why)
	}
	for _, e := range evs {
		switch {
		case e.Kind == 0, e.ID == "", e.Action == "", e.Provider == "", e.Source == "":
			t.Fatalf("an event without kind, id, action or source from %q", s)
		case e.Kind&event.KindUse != 0 && e.Subject.Parts[0] == "":
			t.Fatal("a use of nothing")
		case e.Rows < 0, e.Bytes < 0, e.Time < 0, len(e.Scopes) > maxValuesOf:
			t.Fatal("out of bounds")
		}
	}
}
