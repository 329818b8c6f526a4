// Package engine is the one path through the rooms: time, duplicates, what
// falls due, facts, the token's baseline, signals, incidents. It knows no
// Collector.
//
// One lock guards all state; events are judged in the order they come, so a
// verdict is a function of the sequence of events alone.
//
// # What each part earns
//
// Options.Without leaves out parts of the judgement, one bit each, so that the
// evaluation can print what is caught and falsely flagged without them:
//
//	Rules           lifecycle, session and registry signals ask for nothing
//	Pooling         rates rest on the shipped prior and the token's own history
//	Lending         values are not lent between the tokens of one app
//	JointTail       a product is not held above the rate of real episodes
//	Multiplication  of several families the strongest alone counts
//	Settling        the same evidence again is as new as the first time
//	Probation       flagged values are learned at once
//
// A Collector leaves them out by feature gates of those names, such as
// --feature-gates=processor.tokendrift.withoutRules; they are for measurement
// only, change token_drift.policy, and may go with any release.
package engine // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/engine"
