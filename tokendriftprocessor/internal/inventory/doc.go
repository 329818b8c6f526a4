// Package inventory is what people have declared: whose a token is and what it
// is for, who left, which app is retired, what is excepted for a while, and
// what an analyst found.
//
// An [Inventory] never changes once loaded and may be read in parallel; a
// [Watcher] loads a new one when the files change.
package inventory // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/inventory"
