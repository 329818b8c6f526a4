// Package store holds many things within a bound, out of the garbage
// collector's sight: slabs of values without pointers, and an index over them.
// It knows no meaning; rooms say what a value is and what it is worth.
//
// Why not Go maps of pointers: a full collection over a million baselines
// behind pointers costs seconds of CPU, over a slab under a millisecond
// (`make bench`, BenchmarkFullCollection).
package store // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"
