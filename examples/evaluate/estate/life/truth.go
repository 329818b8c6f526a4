package life

import (
	"encoding/csv"
	"io"
	"time"
)

// WriteTruth writes truth.csv.
func WriteTruth(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"token", "from", "to", "kind", "label", "signals", "note"})
	for _, r := range rows {
		_ = out.Write([]string{r.Token, r.From.Format(time.RFC3339Nano), r.To.Format(time.RFC3339Nano), r.Kind, r.Label, r.Signals, r.Note})
	}
	out.Flush()
	return out.Error()
}
