// Package baseline is what a token normally does: a fixed head and a chain of
// small pages for its values, all in slabs without pointers. It scores values
// before it learns them.
//
// # The state's byte table
//
// What one token costs on average, over a population of 70 % steady, 20 %
// bursty and 10 % rotating tokens of which 2 % are shared (`make bench`,
// BenchmarkStatePerToken measures it):
//
//	index             8   place numbers, open addressing, sized for the limit
//	head            344   key, fingerprint, times, counts, unseen mass of every
//	                      dimension, hours, volume windows, recent evidence,
//	                      the last operation
//	values          416   20 bytes each in pages of 6 (128 bytes with the
//	                      header): about 17 values in 3.25 pages
//	  sequence            transitions are values of one dimension, 16 at most
//	  probation           flagged values wait as values with a mark
//	  said                reviews already given, 12 at most, values too
//	reference        64   half a page: what the first mature baseline held,
//	                      marked among the values
//	consumers        10   4 pages for the 2 % that are shared
//	late truth       48   the last instances and sessions, as values
//	strings          96   64-byte cells shared by all who show the same text
//	total            986
//
// Reference, consumers and late truth have their place in the table and no
// code yet. Measured without those 122 bytes: 987 bytes of heap at 100,000
// tokens, so values take about 540 today, and what comes next has to win the
// difference back.
//
// # How often does this token show something new here
//
// For every dimension the head keeps the faded count of singletons: values
// seen on exactly one day. By Good-Turing (Good 1953) the singletons per week
// of history estimate how many unseen values the next week brings. A token
// that rotates its addresses daily has seven a week, so a new address tells
// nothing; a steady one has none, and its estimate is the shipped prior shrunk
// by its own silence: (singletons + k x prior) / (weeks + k), k = 8 weeks.
package baseline // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
