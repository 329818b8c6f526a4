package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExpectedTable holds the table of expected incidents to the stories: an
// incident opens at a record of its own story, of the provider it names.
func TestExpectedTable(t *testing.T) {
	f, err := os.Open("../../../testdata/quickstart/expected.csv")
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+6, "every story but the twin")
	for _, row := range rows[1:] {
		t.Run(row[0], func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join(storyFolder, row[0]+".ndjson"))
			require.NoError(t, err)
			opens := false
			for record := range strings.Lines(string(content)) {
				provider, event, err := recognise([]byte(record))
				require.NoError(t, err)
				if at := event.Truncate(time.Second).Format(time.RFC3339); at >= row[3] && at <= row[4] && provider == row[1] {
					opens = true
				}
			}
			assert.True(t, opens, "no %s record from %s to %s", row[1], row[3], row[4])
			for _, signal := range strings.FieldsFunc(row[6]+" "+row[7], func(r rune) bool { return r == ' ' || r == '|' }) {
				assert.Contains(t, designSignals, signal)
			}
		})
	}
}

// designSignals are the names a signal can have.
var designSignals = strings.Fields(`new_network new_region new_country anonymiser two_heads
	new_client unapproved_runner unknown_endpoint runner_without_job new_issuer
	new_action new_chain new_system rare_object unusual_hour clean_up
	volume_burst volume_drain scope_expanded scope_exceeded baseline_walk app_migration app_theft
	owner_offboarded role_changed app_retired dormant_revival leaked rotation_overdue
	after_session_end after_rotation after_revoke token_expired refresh_reuse
	no_owner no_purpose no_baseline shared_token exception_expired`)
