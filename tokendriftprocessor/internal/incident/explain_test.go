package incident

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// TestTheReasonSaysWhatItRestsOn: own weeks, sibling tokens, what all tokens
// show; never more than there is.
func TestTheReasonSaysWhatItRestsOn(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 23, 9, 0, 0, 0, time.UTC).UnixNano()
	for name, row := range map[string]struct {
		history History
		person  bool
		want    string
	}{
		"a young deployment":         {History{OwnWeeks: 1.2}, false, "a week of its own history and the shipped prior."},
		"an app of its own":          {History{OwnWeeks: 4, Pooled: 5200}, false, "4 weeks of its own history, 5200 weeks of all machines' tokens together and the shipped prior."},
		"a person":                   {History{OwnWeeks: 4, Pooled: 310}, true, "4 weeks of its own history, 310 weeks of all persons' tokens together and the shipped prior."},
		"one sibling":                {History{OwnWeeks: 4, Siblings: 1}, false, "4 weeks of its own history, 1 sibling token that never showed this and the shipped prior."},
		"siblings that do the same":  {History{OwnWeeks: 4, Siblings: 11, Showed: 2}, false, "4 weeks of its own history, 11 sibling tokens (2 showed some of this) and the shipped prior."},
		"siblings that do no such":   {History{OwnWeeks: 4, Siblings: 11}, false, "4 weeks of its own history, 11 sibling tokens that never showed this and the shipped prior."},
		"a sibling that did it once": {History{OwnWeeks: 4, Siblings: 1, Showed: 1}, false, "4 weeks of its own history, 1 sibling token (1 showed some of this) and the shipped prior."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := Assessment{
				Evidence: []signal.Evidence{rated("new_network", 0.001)},
				Weighed:  Weighed{Rate: 1.0 / 522, Families: 1, Person: row.person},
			}
			got := a.Reason(&Token{Provider: "okta", App: "Chat Sync"}, &Baseline{Since: since}, []Shown{{Signal: "new_network", Seen: "AS64501", Normal: "AS64500"}}, row.history)
			assert.Equal(t, "The okta token of Chat Sync showed a network it never used: AS64501 (normal since 2026-03-23: AS64500); expected about once in 10 years, by "+row.want, got)
		})
	}
}

func TestNamesAreSaidOnce(t *testing.T) {
	t.Parallel()
	for want, token := range map[string]Token{
		"The okta token of Chat Sync (gus@example.com)": {Provider: "okta", App: "Chat Sync", Actor: "gus@example.com"},
		"The okta token of 0oa9":                        {Provider: "okta", App: "0oa9", Actor: "0oa9"},
		"The github token (gus)":                        {Provider: "github", Actor: "gus"},
		"The aws token":                                 {Provider: "aws"},
	} {
		assert.Equal(t, want, token.Name())
	}
}
