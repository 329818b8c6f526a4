// Package incident turns evidence into verdicts: it combines families into a
// weekly rate, holds that against the budget, opens, escalates and closes one
// incident per token, and picks the step of the action ladder.
package incident // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
