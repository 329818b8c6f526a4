// Package origin says where a use of a token came from and what made it: an
// address becomes a network, a region, a country and the named ranges it lies
// in; a user agent becomes a client class that survives upgrades.
//
// Nothing here learns or judges. The answers depend on the record, the two
// databases and the range files alone, so that a replay gives the same ones;
// every cache is bounded and only saves time. A [Resolver] and a [Clients] may
// be used from several goroutines at once.
package origin // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
