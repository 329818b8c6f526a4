package source

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// line is an object of the made-up code host.
func line(actor string) string { return `{"action":"repo.access","org":"o","actor":"` + actor + `"}` }

func TestObjectsOnLines(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		want []string
	}{
		"a file":                       {line("a") + "\n" + line("b") + "\n" + line("c") + "\n", []string{"a", "b", "c"}},
		"Windows line ends":            {line("a") + "\r\n" + line("b") + "\r\n", []string{"a", "b"}},
		"empty lines":                  {"\n\n" + line("a") + "\n \n\n" + line("b"), []string{"a", "b"}},
		"an object over several lines": {line("a") + "\n" + strings.ReplaceAll(line("b"), ",", ",\n  "), []string{"a", "b"}},
		"the last one is cut off":      {line("a") + "\n" + line("b") + "\n" + line("c")[:20], []string{"a", "b"}},
		"one is broken":                {line("a") + "\n" + `{"action":` + "\n" + line("c"), []string{"a", "c"}},
		"one never ends":               {line("a") + "\n" + `{"action":["x",` + "\n" + line("c") + "\n" + line("d"), []string{"a", "c", "d"}},
		"one is followed by more":      {line("a") + "\n" + line("b") + " trailer\n" + line("c"), []string{"a", "c"}},
		"one is of another kind":       {line("a") + "\n" + `{"hello":"world"}` + "\n" + line("c"), []string{"a", "c"}},
		"one is no object":             {line("a") + "\n17\n" + line("c"), []string{"a", "c"}},
		"an envelope on a line":        {line("a") + "\n" + `{"records":[` + line("b") + `]}`, []string{"a", "b"}},
		"inside an object":             {strings.ReplaceAll(`{"message":"`+line("x")+`",`+line("a")[1:], `":"{`, `":"\n{`), nil},
	} {
		t.Run(name, func(t *testing.T) {
			evs, why := testSet(t).NewReader().Read(textRecord(tt.body))
			if tt.want == nil {
				assert.Equal(t, NotJSON, why)
				return
			}
			require.Equal(t, None, why)
			var actors, ids []string
			for _, e := range evs {
				actors = append(actors, e.Actor.Login)
				if assert.NotContains(t, ids, e.ID) {
					ids = append(ids, e.ID)
				}
			}
			assert.Equal(t, tt.want, actors)
		})
	}
}

// TestHostileLines must not cost more than a few looks at each byte.
func TestHostileLines(t *testing.T) {
	const size = 4 << 20
	for name, unit := range map[string]string{
		"open braces":       "{\n",
		"open lists":        `{"a":[` + "\n",
		"long open lists":   `{"a":[` + strings.Repeat("1,", 20_000) + "\n",
		"open texts":        `{"a":"` + "\n",
		"two on a line":     `{}{}` + "\n",
		"commas after each": `{"a":1},` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			body := line("a") + "\n" + strings.Repeat(unit, size/len(unit))
			start := time.Now()
			evs, why := testSet(t).NewReader().Read(textRecord(body))
			assert.Less(t, time.Since(start), 3*time.Second)
			if why != TooLarge {
				require.Equal(t, None, why)
				assert.Len(t, evs, 1)
			}
		})
	}
}

func TestLinesAllocateNothing(t *testing.T) {
	r, rec := testSet(t).NewReader(), textRecord(line("a")+"\n"+line("b")+"\n")
	r.Read(rec)
	assert.Zero(t, testing.AllocsPerRun(100, func() { r.Read(rec) }))
}

func TestUsualEnvelopes(t *testing.T) {
	r := testSet(t).NewReader()
	for name, body := range map[string]string{
		"Records": `{"Records":[` + line("a") + `,` + line("b") + `]}`,
		"records": `{"records":[` + line("a") + `,` + line("b") + `],"next":"x"}`,
		"events":  `{"events":[` + line("a") + `,` + line("b") + `]}`,
		"entries": `{"entries":[` + line("a") + `,` + line("b") + `]}`,
		"message": `{"message":` + strconv.Quote(`{"records":[`+line("a")+`,`+line("b")+`]}`) + `,"data_stream.type":"logs"}`,
		"in turn": `[{"records":[` + line("a") + `]},{"hello":1},{"entries":[` + line("b") + `]}]`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, rec := range []Record{textRecord(body), {Body: mapBody(t, body)}} {
				evs, why := r.Read(rec)
				require.Equal(t, None, why)
				require.Len(t, evs, 2)
				assert.Equal(t, []string{"a", "b"}, []string{evs[0].Actor.Login, evs[1].Actor.Login})
			}
		})
	}
	deep := `{"records":[{"records":[{"records":[` + line("a") + `]}]}]}`
	_, why := r.Read(textRecord(deep))
	assert.Equal(t, UnknownKind, why, "an envelope in an envelope, and no further")

	var many strings.Builder
	for i := range 200 {
		if i > 0 {
			many.WriteByte(',')
		}
		many.WriteString(`{"records":[` + strings.TrimSuffix(strings.Repeat(line(strconv.Itoa(i))+",", 100), ",") + `]}`)
	}
	_, why = r.Read(textRecord("[" + many.String() + "]"))
	assert.Equal(t, TooLarge, why, "20,000 records, whatever lies around them")
}
