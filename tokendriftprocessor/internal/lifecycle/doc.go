// Package lifecycle holds what the log stream itself says about the lives of
// people, apps, sessions, credentials and grants, so that offboarding and
// revocation work without an inventory file.
//
// Names are held only as keyed 64-bit hashes, never as text. Every table has a
// limit; what goes first when one is full is a function of the table's
// contents alone (see evict.go), so a replay forgets the same things.
//
// The answers do not depend on the order in which facts arrive: for every
// target both the latest start and the latest end are kept, and the later of
// the two wins; on equal times the end wins.
//
// [State.Apply] and [State.Load] need exclusive access. Look-ups change
// nothing, allocate nothing and may run in parallel with one another.
package lifecycle // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
