package engine

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/valyala/fastjson"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// Batches that are all different, more bytes of them than any cache holds.
const (
	benchBatches = 64
	benchBatch   = 1000
	benchTokens  = 5000
)

type benchRecord struct {
	record source.Record
	text   string
	at     Arrival
	vendor int
}

var benchVendors = [...]vendor{github, okta, salesforce}

// benchKeys are twelve fields of each vendor's record: the floor reads them.
var benchKeys = [...][12][]string{
	{{"_document_id"}, {"action"}, {"actor"}, {"actor_ip"}, {"org"}, {"business"}, {"hashed_token"}, {"repo"}, {"token_scopes"}, {"user_agent"}, {"status_code"}, {"@timestamp"}},
	{
		{"uuid"},
		{"eventType"},
		{"published"},
		{"actor", "id"},
		{"actor", "alternateId"},
		{"client", "id"},
		{"client", "ipAddress"},
		{"client", "userAgent", "rawUserAgent"},
		{"securityContext", "asNumber"},
		{"authenticationContext", "externalSessionId"},
		{"outcome", "result"},
		{"debugContext", "debugData", "grantedScopes"},
	},
	{
		{"EVENT_TYPE"},
		{"REQUEST_ID"},
		{"TIMESTAMP_DERIVED"},
		{"ORGANIZATION_ID"},
		{"USER_ID"},
		{"CONNECTED_APP_ID"},
		{"CLIENT_IP"},
		{"SESSION_KEY"},
		{"METHOD"},
		{"URI"},
		{"ROWS_PROCESSED"},
		{"USER_AGENT"},
	},
}

// benchRecords are batches of three vendors' records, of tokens that each do
// what they always do.
func benchRecords(tb testing.TB, batches int, from time.Time) [][]benchRecord {
	tb.Helper()
	random := rand.New(rand.NewPCG(5, 6))
	all := make([][]benchRecord, batches)
	for b := range all {
		for i := range benchBatch {
			token := random.IntN(benchTokens)
			v := token % len(benchVendors)
			at := from.Add(time.Duration(b*benchBatch+i) * 10 * time.Second)
			f := benchVendors[v].record(at, b*benchBatch+i)
			address, name := fmt.Sprintf("203.0.%d.%d", token/250, token%250), fmt.Sprint("n", token)
			for path, value := range [...]change{
				{"token_id": 1000 + token, "hashed_token": name, "actor": name, "actor_ip": address, "_document_id": fmt.Sprint("d", from.Unix(), b, "/", i), "external_identity_nameid": name},
				{"actor.id": name, "actor.alternateId": name, "client.ipAddress": address, "uuid": fmt.Sprint("d", from.Unix(), b, "/", i)},
				{"USER_ID": name, "USER_NAME": name, "CLIENT_IP": address, "REQUEST_ID": fmt.Sprint("d", from.Unix(), b, "/", i), "SESSION_KEY": name},
			}[v] {
				f.set(path, value)
			}
			body, err := json.Marshal(f)
			require.NoError(tb, err)
			all[b] = append(all[b], benchRecord{rawRecord(string(body)), string(body), Arrival{Observed: at.UnixNano()}, v})
		}
	}
	return all
}

// judgeBatch reads and judges a batch; it gives how many were flagged.
func judgeBatch(e *Engine, r *source.Reader, batch []benchRecord) (flagged int) {
	for i := range batch {
		events, _ := r.Read(batch[i].record)
		for j := range events {
			if e.Judge(&events[j], batch[i].at).Verdict != nil {
				flagged++
			}
		}
	}
	return flagged
}

// bareBatch is the floor: the parser alone and twelve fields got from it.
func bareBatch(p *fastjson.Parser, batch []benchRecord) (n int) {
	for i := range batch {
		v, err := p.Parse(batch[i].text)
		if err != nil {
			continue
		}
		for _, key := range benchKeys[batch[i].vendor] {
			n += len(v.GetStringBytes(key...))
		}
	}
	return n
}

// BenchmarkJudge is JSON text to verdict with nothing flagged, against the
// bare parse of the same batches in the same run; the middle of the ratios of
// single batches counts. An operation is one pass over all batches.
func BenchmarkJudge(b *testing.B) {
	o := defaults(b)
	o.MaxTokens, o.DuplicateWindow = 2*benchTokens, 1_000_000
	set, err := source.Load(source.Options{})
	require.NoError(b, err)
	e, r := newEngine(b, o), set.NewReader()
	warm := benchRecords(b, benchBatches, origin0)
	for _, batch := range warm {
		judgeBatch(e, r, batch)
	}
	var p fastjson.Parser
	var judged, bare time.Duration
	var ratios []float64
	flagged, records, pass := 0, 0, 1
	var allocs uint64
	for b.Loop() {
		b.StopTimer()
		batches := benchRecords(b, benchBatches, origin0.Add(time.Duration(pass)*8*day))
		pass++
		b.StartTimer()
		before := mallocs()
		for _, batch := range batches {
			start := time.Now()
			bareBatch(&p, batch)
			floor := time.Since(start)
			start = time.Now()
			flagged += judgeBatch(e, r, batch)
			cost := time.Since(start)
			bare, judged, records = bare+floor, judged+cost, records+len(batch)
			ratios = append(ratios, float64(cost)/float64(floor))
		}
		allocs += mallocs() - before
	}
	slices.Sort(ratios)
	b.ReportMetric(float64(judged.Nanoseconds())/float64(records), "ns/record")
	b.ReportMetric(float64(bare.Nanoseconds())/float64(records), "floor-ns/record")
	b.ReportMetric(float64(allocs)/float64(records), "allocs/record")
	b.ReportMetric(ratios[len(ratios)/2], "x-floor")
	b.ReportMetric(float64(flagged)/float64(records), "flagged/record")
}
