// Package signal says what there is to see in one use: one file per signal,
// one table that registers them. A signal is a function of the event, the
// token's baseline and the facts; it changes nothing.
//
// Statistical signals give a weekly rate, rules a level; what that amounts to
// is for package incident to say.
package signal // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
