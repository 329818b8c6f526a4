package source

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestReadEveryField(t *testing.T) {
	got := readOne(t, testSet(t).NewReader(), textRecord(hostRecord))
	assert.Equal(t, event.Event{
		Provider: "codehost", Source: "code_host", Tenant: "example-enterprise", ID: "Xf3nQ2kPp-7LdA0qkVtZzg",
		Time: time.Date(2025, 7, 1, 10, 0, 0, 123_000_000, time.UTC).UnixNano(),
		Kind: event.KindUse, Subject: event.Subject{Grade: event.GradeToken, Kind: "token_id", Parts: [3]string{"123456789"}},
		Instance: "123456789",
		Actor:    event.Actor{ID: "9919501", Login: "deploy-bot", Email: "deploy@example.com", Nature: event.NaturePerson},
		Origin:   event.Origin{Address: "203.0.113.77", Country: "DE", UserAgent: "octokit-rest.js/20.0.2 octokit-core.js/5.0.0 Node.js/18.19.0 (linux; x64)"},
		Action:   "api.request", Class: event.ClassRead, System: "api", Object: "example-org/payments",
		Scopes: []string{"repo", "read:org", "workflow"}, Outcome: event.OutcomeSuccess,
	}, got)
}

// host is a record of the made-up code host with more in it.
func host(fields string) string {
	return `{"action":"repo.access","org":"o","actor":"ann","@timestamp":1751364000123,` + fields + `}`
}

func TestReadFacts(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		kind event.Kind
		want []event.Fact
	}{
		"none":                          {host(`"x":1`), event.KindUse, nil},
		"a key twice, the first counts": {host(`"action":"org.remove_member","user":"bob","user_id":12`), event.KindUse, nil},
		"offboarded": {
			`{"action":"org.remove_member","org":"o","actor":"ann","user":"bob","user_id":12}`, event.KindLifecycle,
			[]event.Fact{{Kind: event.FactOffboarded, Target: event.TargetUser, IDs: []string{"bob", "12"}}},
		},
		"offboarded without actor": {
			`{"action":"org.remove_member","org":"o","user":"bob"}`, event.KindLifecycle,
			[]event.Fact{{Kind: event.FactOffboarded, Target: event.TargetUser, IDs: []string{"bob"}}},
		},
		"lifecycle only, nothing named": {`{"action":"org.remove_member","org":"o","actor":"ann"}`, event.KindLifecycle, nil},
		"failed":                        {`{"action":"oauth_authorization.destroy","org":"o","actor":"ann","application_client_id":"c","status_code":500}`, event.KindUse, nil},
		"failed, counted all the same": {
			`{"action":"personal_access_token.destroy","org":"o","actor":"ann","revoked_token_id":5,"status_code":500}`, event.KindBoth,
			[]event.Fact{{Kind: event.FactRevoked, Target: event.TargetCredential, IDs: []string{"5"}}},
		},
		"id 0 is no id": {`{"action":"personal_access_token.destroy","org":"o","actor":"ann","revoked_token_id":0}`, event.KindUse, nil},
		"grant with users": {
			`{"action":"oauth_authorization.destroy","org":"o","actor":"ann","application_client_id":"c","oauth_application_name":"App","user":"bob"}`, event.KindBoth,
			[]event.Fact{{Kind: event.FactRevoked, Target: event.TargetGrant, IDs: []string{"c", "App"}, Users: []string{"bob"}}},
		},
		"subject takes no ids": {
			`{"action":"oauth_access.update","org":"o","actor":"ann","token_scopes":"repo,gist"}`, event.KindBoth,
			[]event.Fact{{Kind: event.FactScopes, Target: event.TargetSubject, Values: []string{"repo", "gist"}}},
		},
		"role":            {`{"action":"team.add_admin","org":"o","actor":"ann","user":"bob","role":"owner"}`, event.KindBoth, []event.Fact{{Kind: event.FactRole, Target: event.TargetUser, IDs: []string{"bob"}, Values: []string{"owner"}}}},
		"role, not admin": {`{"action":"team.add_admin","org":"o","actor":"ann","user":"bob","role":"reader"}`, event.KindUse, nil},
		"role taken":      {`{"action":"team.remove_admin","org":"o","actor":"ann","user":"bob","role":"owner"}`, event.KindBoth, []event.Fact{{Kind: event.FactRole, Target: event.TargetUser, IDs: []string{"bob"}, Values: []string{"owner"}, Taken: true}}},
	} {
		t.Run(name, func(t *testing.T) {
			r := testSet(t).NewReader()
			for range 2 { // the second time into reused lists
				e := readOne(t, r, textRecord(tt.body))
				assert.Equal(t, tt.kind, e.Kind)
				require.Len(t, e.Facts, len(tt.want))
				for i, want := range tt.want {
					got := e.Facts[i]
					assert.Equal(t, want.Kind, got.Kind)
					assert.Equal(t, want.Target, got.Target)
					assert.Equal(t, want.Taken, got.Taken)
					assert.ElementsMatch(t, want.IDs, got.IDs)
					assert.ElementsMatch(t, want.Users, got.Users)
					assert.ElementsMatch(t, want.Values, got.Values)
				}
			}
		})
	}
}

func TestReadSubjectNatureClassOutcome(t *testing.T) {
	for name, tt := range map[string]struct {
		fields  string
		subject event.Subject
		nature  event.Nature
		class   event.Class
		outcome event.Outcome
	}{
		"bot by app id":   {`"actor_is_bot":true,"app_id":7,"integration":"App","token_id":5`, event.Subject{Grade: event.GradeGrant, Kind: "app+actor", Parts: [3]string{"7", "ann"}}, event.NatureService, event.ClassWrite, event.OutcomeSuccess},
		"bot by app name": {`"actor_is_bot":true,"app_id":0,"integration":"App"`, event.Subject{Grade: event.GradeGrant, Kind: "app+actor", Parts: [3]string{"App", "ann"}}, event.NatureService, event.ClassWrite, event.OutcomeSuccess},
		"hash without id": {`"token_id":0,"hashed_token":"h="`, event.Subject{Grade: event.GradeToken, Kind: "hashed_token", Parts: [3]string{"h="}}, event.NatureUnknown, event.ClassWrite, event.OutcomeSuccess},
		"only the actor":  {`"status_code":"404"`, event.Subject{Grade: event.GradeActor, Kind: "actor", Parts: [3]string{"ann"}}, event.NatureUnknown, event.ClassWrite, event.OutcomeFailure},
		"by method":       {`"request_method":"GET","route":"/x","status_code":399`, event.Subject{Grade: event.GradeActor, Kind: "actor", Parts: [3]string{"ann"}}, event.NatureUnknown, event.ClassRead, event.OutcomeSuccess},
		"by method, when": {`"request_method":"GET","route":"/x/search","status_code":"n.a."`, event.Subject{Grade: event.GradeActor, Kind: "actor", Parts: [3]string{"ann"}}, event.NatureUnknown, event.ClassList, event.OutcomeFailure},
	} {
		t.Run(name, func(t *testing.T) {
			e := readOne(t, testSet(t).NewReader(), textRecord(host(tt.fields)))
			assert.Equal(t, tt.subject, e.Subject)
			assert.Equal(t, tt.nature, e.Actor.Nature)
			assert.Equal(t, tt.class, e.Class)
			assert.Equal(t, tt.outcome, e.Outcome)
		})
	}
}

const officeRecord = `{"kind":"reports","id":{"time":"2024-02-29T12:30:45.123Z","uniqueQualifier":"-12","applicationName":"token","customerId":"C1"},` +
	`"actor":{"email":"Ann@Example.com","profileId":"107"},"ipAddress":"2001:db8::9","networkInfo":{"ipAsn":[64500]},"events":[` +
	`{"name":"activity","parameters":[{"name":"client_id","value":"app-1"},{"name":"num_response_bytes","intValue":"2048"}]},` +
	`{"type":"no name"},7,` +
	`{"name":"authorize","parameters":[{"name":"client_id","value":"app-2"},{"name":"scope","multiValue":["mail","drive"]}]}]}`

func TestReadElements(t *testing.T) {
	r := testSet(t).NewReader()
	evs, why := r.Read(textRecord(officeRecord))
	require.Equal(t, None, why)
	require.Len(t, evs, 2)
	assert.Equal(t, "2024-02-29T12:30:45.123Z:-12:0", evs[0].ID)
	assert.Equal(t, "2024-02-29T12:30:45.123Z:-12:2", evs[1].ID)
	assert.Equal(t, [3]string{"107", "app-1"}, evs[0].Subject.Parts)
	assert.Equal(t, [3]string{"107", "app-2"}, evs[1].Subject.Parts)
	assert.Equal(t, int64(2048), evs[0].Bytes)
	assert.Equal(t, []string{"mail", "drive"}, evs[1].Scopes)
	assert.Empty(t, evs[0].Scopes)
	for _, e := range evs {
		assert.Equal(t, "C1", e.Tenant)
		assert.Equal(t, "ann@example.com", e.Actor.Email)
		assert.Equal(t, uint32(64500), e.Origin.ASN)
		assert.Equal(t, time.Date(2024, 2, 29, 12, 30, 45, 123_000_000, time.UTC).UnixNano(), e.Time)
	}
	single := readOne(t, r, textRecord(strings.Replace(officeRecord, `{"type":"no name"},7,{"name":"authorize"`, `7,{"nameless":""`, 1)[:strings.Index(officeRecord, `,{"type"`)]+"]}"))
	assert.Equal(t, "2024-02-29T12:30:45.123Z:-12", single.ID, "one element needs no number")
}

func TestElementsWithIDsOfTheirOwn(t *testing.T) {
	set := setOf(t, strings.Replace(small, "  action: a\n", "  action: element.a\n  id: element.id\n", 1)+"elements: list\n")
	evs, why := set.NewReader().Read(textRecord(`{"a":"x","u":"ann","list":[{"a":"b","id":7},{"a":"c","id":8},{"a":"d"}]}`))
	require.Equal(t, None, why)
	require.Len(t, evs, 3)
	assert.Equal(t, []string{"7", "8"}, []string{evs[0].ID, evs[1].ID}, "the same in a delivery of other size")
	assert.Regexp(t, "^#[0-9a-f]{32}:2$", evs[2].ID)

	set = setOf(t, strings.Replace(small, "  action: a\n", "  action: element.a\n  id: id\n", 1)+"elements: list\n")
	evs, why = set.NewReader().Read(textRecord(`{"a":"x","u":"ann","id":9,"list":[{"a":"b"},{"a":"c"}]}`))
	require.Equal(t, None, why)
	assert.Equal(t, []string{"9:0", "9:1"}, []string{evs[0].ID, evs[1].ID}, "the id of the record, so each needs its place")
}

func TestReadEnvelopesAndLists(t *testing.T) {
	one := `{"eventName":"GetKey","eventSource":"kms","userIdentity":{"accessKeyId":"AKIA1"}}`
	two := `{"eventName":"Sign","eventSource":"kms","userIdentity":{"accessKeyId":"ASIA1","principalId":"P1:bob"},"sourceIPAddress":"kms.example.com"}`
	r := testSet(t).NewReader()
	for name, body := range map[string]string{
		"envelope": `{"Records":[` + one + `,{"hello":"world"},` + two + `]}`,
		"list":     `[` + one + `,17,` + two + `]`,
	} {
		t.Run(name, func(t *testing.T) {
			evs, why := r.Read(textRecord(body))
			require.Equal(t, None, why)
			require.Len(t, evs, 2)
			assert.Equal(t, event.Subject{Grade: event.GradeToken, Kind: "key", Parts: [3]string{"AKIA1"}}, evs[0].Subject)
			assert.Equal(t, event.Subject{Grade: event.GradeActor, Kind: "principal", Parts: [3]string{"P1"}}, evs[1].Subject)
			assert.Equal(t, event.Origin{Internal: true}, evs[1].Origin)
			assert.Regexp(t, "^#[0-9a-f]{32}$", evs[0].ID)
			assert.NotEqual(t, evs[0].ID, evs[1].ID)
		})
	}
}

func TestReadForms(t *testing.T) {
	r := testSet(t).NewReader()
	t.Run("attributes only, resource and nested JSON", func(t *testing.T) {
		rec := attributesRecord(t, map[string]any{
			"eventName": "Read", "eventSource": "db", "userIdentity": map[string]any{"accessKeyId": "AKIA9"},
			"session.id": "s-9", "extra": `{"a.b":["obj"],"proxy":true}`,
		})
		rec.Resource.PutStr("cloud.account.id", "acct")
		e := readOne(t, r, rec)
		assert.Equal(t, "acct", e.Tenant)
		assert.Equal(t, "s-9", e.Session)
		assert.Equal(t, "obj", e.Object)
		assert.True(t, e.Origin.Anonymous)
	})
	t.Run("attributes beside a text body", func(t *testing.T) {
		rec := attributesRecord(t, map[string]any{"action": "a", "org": "o", "actor": "ann"})
		rec.Body.SetStr("ann did a")
		assert.Equal(t, "ann", readOne(t, r, rec).Actor.Login)
	})
	t.Run("bytes", func(t *testing.T) {
		body := pcommon.NewValueBytes()
		body.Bytes().FromRaw([]byte(hostRecord))
		e := readOne(t, r, Record{Body: body, Attributes: pcommon.NewMap(), Resource: pcommon.NewMap()})
		assert.Equal(t, "123456789", e.Subject.Parts[0])
	})
	t.Run("byte order mark and blanks", func(t *testing.T) {
		assert.Equal(t, "api.request", readOne(t, r, textRecord("\ufeff \n"+hostRecord+"\n")).Action)
	})
	t.Run("internal groups", func(t *testing.T) {
		trail := func(more string) string {
			return `{"eventName":"e","eventSource":"s","sourceIPAddress":"203.0.113.9","userIdentity":{"principalId":"P"` + more
		}
		for body, want := range map[string]bool{
			trail(`}}`): false, trail(`},"viaService":true}`): false, trail(`,"invokedBy":"svc"},"viaService":true}`): true,
			trail(`,"type":"Service"}}`): true,
		} {
			e := readOne(t, r, textRecord(body))
			assert.Equal(t, want, e.Origin.Internal, body)
			assert.Equal(t, "203.0.113.9", e.Origin.Address)
		}
	})
}

// TestMapBodyReadsAsItsJSON is the property that the form of a record does
// not change what it says.
func TestMapBodyReadsAsItsJSON(t *testing.T) {
	set := testSet(t)
	for _, body := range []string{
		hostRecord, officeRecord,
		host(`"token_id":0,"hashed_token":"h","app_id":7.0,"status_code":404,"rows":1e3,"bytes":"77","_document_id":"d1"`),
		host(`"_document_id":"d2","actor_is_bot":true,"integration":["x"],"token_scopes":["a","b"],"actor_location":"nowhere"`),
		`{"action":"org.remove_member","org":"o","user":"bob","user_id":12,"_document_id":"d3"}`,
		`[` + host(`"_document_id":"d4"`) + `,` + host(`"_document_id":"d5","created_at":"2024-02-29 12:30:45.5"`) + `]`,
	} {
		fromText, why := set.NewReader().Read(textRecord(body))
		require.Equal(t, None, why)
		rec := textRecord("")
		rec.Body = mapBody(t, body)
		fromMap, why := set.NewReader().Read(rec)
		require.Equal(t, None, why)
		assert.Equal(t, fromText, fromMap)
	}
}

func TestRecordHash(t *testing.T) {
	set := testSet(t)
	id := func(rec Record) string { return readOne(t, set.NewReader(), rec).ID }
	fromMap := func(body string) string {
		rec := textRecord("")
		rec.Body = mapBody(t, body)
		return id(rec)
	}
	text := host(`"x":{"k":[1,"1",true,null],"l":2}`)
	first := id(textRecord(text))
	assert.Equal(t, first, id(textRecord(text)), "the same text again")
	assert.NotEqual(t, id(textRecord(text)), id(textRecord(strings.Replace(text, "ann", "bob", 1))))
	assert.Equal(t, fromMap(text), fromMap(host(`"x":{"l":2,"k":[1,"1",true,null]}`)), "order of keys")
	for _, other := range []string{`"x":{"k":["1","1",true,null],"l":2}`, `"x":{"k":[1,"1",true],"l":2}`, `"x":{"k":[1,"1",[true,null]],"l":2}`, `"x":{"k":[1,"1","true",null],"l":2}`, `"y":{"k":[1,"1",true,null],"l":2}`} {
		assert.NotEqual(t, fromMap(text), fromMap(host(other)), other)
	}
	a := attributesRecord(t, map[string]any{"action": "a", "org": "o", "actor": "ann"})
	assert.Regexp(t, "^#[0-9a-f]{32}$", id(a))
}

func TestClassOfActionAndCondition(t *testing.T) {
	r := testSet(t).NewReader()
	for body, want := range map[string]event.Class{
		`{"action":"repo.secret_read","org":"o","actor":"ann","visibility":"private"}`: event.ClassSecrets,
		`{"action":"repo.secret_read","org":"o","actor":"ann","visibility":"public"}`:  event.ClassWrite,
		`{"action":"repo.access","org":"o","actor":"ann","visibility":"private"}`:      event.ClassWrite,
		`{"action":"audit.export","org":"o","actor":"ann"}`:                            event.ClassBulk,
	} {
		assert.Equal(t, want, readOne(t, r, textRecord(body)).Class, body)
	}
}

// TestReaderStaysSmall reads what needs built strings and memory of actions,
// again and again.
func TestReaderStaysSmall(t *testing.T) {
	r := testSet(t).NewReader()
	for i := range 20_000 {
		readOne(t, r, textRecord(
			`{"action":"made.up.`+strconv.Itoa(i)+`","org":"o","actor":"ann","request_method":"M`+strconv.Itoa(i)+`"}`))
	}
	assert.LessOrEqual(t, len(r.arena.chunks), 1)
	for _, known := range r.meanings {
		assert.LessOrEqual(t, len(known), maxActions)
	}
	for _, byValue := range r.byValues {
		for _, known := range byValue {
			assert.LessOrEqual(t, len(known), maxActions)
		}
	}
	large := textRecord(`{"hello":[` + strings.Repeat("1,", 500_000) + `1]}`)
	_, why := r.Read(large)
	assert.Equal(t, UnknownKind, why)
	readOne(t, r, textRecord(hostRecord))
	assert.Less(t, cap(r.texts.body.nodes), keptNodes+1)
}

func TestReadersShareASet(t *testing.T) {
	set := testSet(t)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			r := set.NewReader()
			for range 200 {
				r.Read(textRecord(hostRecord))
				r.Read(textRecord(officeRecord))
			}
		})
	}
	wait.Wait()
}

func TestReadAllocatesNothing(t *testing.T) {
	r := testSet(t).NewReader()
	fromMap := textRecord("")
	fromMap.Body = mapBody(t, hostRecord)
	records := map[string]Record{
		"JSON": textRecord(hostRecord), "map": fromMap, "elements": textRecord(officeRecord),
		"facts":       textRecord(`{"action":"oauth_authorization.destroy","org":"o","actor":"ann","application_client_id":"c","user":"bob","user_id":5}`),
		"hash":        textRecord(host(`"x":1`)),
		"nested JSON": textRecord(`{"eventName":"e","eventSource":"s","userIdentity":{"principalId":"P"},"extra":"{\"session\":{\"id\":\"s\"}}","sourceIPAddress":"AWS Internal"}`),
		"unknown":     textRecord(`{"hello":"world"}`),
	}
	for name, rec := range records {
		t.Run(name, func(t *testing.T) {
			r.Read(rec)
			assert.Zero(t, testing.AllocsPerRun(100, func() { r.Read(rec) }))
		})
	}
}
