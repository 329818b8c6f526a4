package source

import (
	"strings"
	"testing"
	"time"

	"github.com/valyala/fastjson"
)

// hostRecord is a record of an API call at the made-up code host, about the
// size and shape of a real one.
const hostRecord = `{"@timestamp":1751364000123,"_document_id":"Xf3nQ2kPp-7LdA0qkVtZzg","action":"api.request","actor":"deploy-bot","actor_id":9919501,` +
	`"actor_ip":"203.0.113.77","actor_is_bot":false,"actor_location":{"country_code":"de"},"business":"example-enterprise","business_id":4711,` +
	`"created_at":1751364000123,"external_identity_nameid":"deploy@example.com","hashed_token":"q1V9nGm0b0YxQm1uT2Jm0mZ8wEo0N9lqfY6pQmQq3lE=",` +
	`"operation_type":"access","org":"example-org","org_id":88112233,"programmatic_access_type":"Fine-grained personal access token",` +
	`"public_repo":false,"query_string":"per_page=100&page=2","rate_limit_remaining":4711,"repo":"example-org/payments","repo_id":55667788,` +
	`"request_body":"","request_category":"api","request_id":"A1B2:3C4D:5E6F7A8:9B0C1D2:66E0C2D1","request_method":"GET",` +
	`"route":"/repositories/:repository_id/contents/*","status_code":200,"token_id":123456789,"token_scopes":"repo,read:org,workflow",` +
	`"transport_protocol":1,"transport_protocol_name":"http","url_path":"/repositories/55667788/contents/src/main.go","user":"deploy-bot",` +
	`"user_agent":"octokit-rest.js/20.0.2 octokit-core.js/5.0.0 Node.js/18.19.0 (linux; x64)","user_id":9919501}`

func hostReader(tb testing.TB) (*Reader, Record) {
	tb.Helper()
	return testSet(tb).NewReader(), textRecord(hostRecord)
}

// bareRead is the floor: the parser alone, and twelve fields got from it.
func bareRead(p *fastjson.Parser, body string) int {
	v, err := p.Parse(body)
	if err != nil {
		return 0
	}
	n := 0
	for _, key := range [...]string{
		"_document_id", "action", "actor", "actor_ip", "org", "business", "hashed_token", "repo",
		"token_scopes", "user_agent", "status_code", "@timestamp",
	} {
		got := v.Get(key)
		if got.Type() == fastjson.TypeString {
			n += len(got.GetStringBytes())
		} else {
			n++
		}
	}
	return n + len(v.GetStringBytes("actor_location", "country_code"))
}

func BenchmarkReadJSON(b *testing.B) {
	r, rec := hostReader(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, why := r.Read(rec); why != None {
			b.Fatal(why)
		}
	}
}

func BenchmarkBareParse(b *testing.B) {
	var p fastjson.Parser
	b.ReportAllocs()
	for b.Loop() {
		if bareRead(&p, hostRecord) == 0 {
			b.Fatal("nothing read")
		}
	}
}

func BenchmarkReadMap(b *testing.B) {
	r, rec := hostReader(b)
	rec.Body = mapBody(b, hostRecord)
	b.ReportAllocs()
	for b.Loop() {
		if _, why := r.Read(rec); why != None {
			b.Fatal(why)
		}
	}
}

// BenchmarkRatio prints what reading costs over the bare parse, alternating
// the two so that both meet the same machine; the middle of the rounds counts.
func BenchmarkRatio(b *testing.B) {
	builtins, err := Load(Options{})
	if err != nil {
		b.Fatal(err)
	}
	one, err := Load(Options{Include: []string{"github_audit"}})
	if err != nil {
		b.Fatal(err)
	}
	for name, set := range map[string]*Set{"made-up": testSet(b), "github_audit": one, "github_audit among all": builtins} {
		b.Run(name, func(b *testing.B) {
			r := set.NewReader()
			var p fastjson.Parser
			bodies := make([]Record, 1000)
			for i := range bodies {
				bodies[i] = textRecord(strings.Replace(hostRecord, "Xf3nQ2kP", string(rune('A'+i%26))+"f3nQ2kP", 1))
			}
			var ratios []float64
			for b.Loop() {
				start := time.Now()
				for i := range bodies {
					bareRead(&p, bodies[i].Body.Str())
				}
				bare := time.Since(start)
				start = time.Now()
				for i := range bodies {
					if _, why := r.Read(bodies[i]); why != None {
						b.Fatal(why)
					}
				}
				ratios = append(ratios, float64(time.Since(start))/float64(bare))
			}
			b.ReportMetric(median(ratios), "x-bare-parse")
		})
	}
}
