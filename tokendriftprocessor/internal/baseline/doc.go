// Package baseline is what a token normally does: a fixed head and a chain of
// small pages for its values, all in slabs without pointers. It scores values
// before it learns them.
//
// # The state's byte table
//
// What one token costs on average, over a population of 70 % steady, 20 %
// bursty and 10 % rotating tokens of 224 uses in eight weeks each, of which 2 %
// are shared. They hold 19, 43 and 62 values, and each has an actor of its own.
// `make memory` measures the growth of resident memory and prints this table;
// TestTheByteTable holds the sizes.
//
//	index            10   place numbers, open addressing, sized for the limit
//	head            289   of that:
//	  identity       64     key, fingerprint, source, names, inventory, facts, places
//	  times, counts  28     first, last, silence, uses, days, last operation
//	  novelty        38     weeks, and singletons of 17 dimensions, 16 bits each
//	  hours          24     48 of half a byte
//	  volume         72     windows of an hour 32, sums over days 40
//	  habits         50     two places 13, share of young values 21, firsts 8, waking 8
//	  the rest       12     flags, small counters, padding
//	visits           33   108 bytes, of evidence in 8 families and of its
//	                      strength, for the three in ten that have had any within
//	                      two hours, and max_lateness, of their last use
//	values          380   12 bytes each in pages of 5, with their link a cache
//	                      line: 28 values in 5.9 pages
//	  sequence            transitions are values of one dimension, 16 at most
//	  probation           flagged values wait as values with a mark
//	  said                reviews already given, 12 at most, values too
//	texts            44   cells of 24 to 56 bytes shared by all who show the same
//	                      text, 20 bytes for each hash that finds one, their
//	                      tables; an IPv4 prefix is spelled by its hash
//	total           757
//
// The last uses for late truth lie in the engine and apps in package app; both
// are bounded whatever the number of tokens is, and so are the clusters of
// shared tokens, see [Consumers]. From 100,000 to 250,000 tokens resident memory
// grew by 792 bytes each (before firsts took 8): the rest is the runtime's own,
// for spans and for the collector. A short string or a map's entry that lives
// long among what batches leave behind costs more than its bytes, since the page
// around it is not used again; there are none whose number grows with that of
// the tokens.
//
// # How often does this token show something new here
//
// For every dimension the head keeps the faded count of singletons: values
// seen on exactly one day. By Good-Turing (Good 1953) the singletons per week
// of history estimate how many unseen values the next week brings. A token
// that rotates its addresses daily has seven a week, so a new address tells
// nothing; a steady one has none, and its estimate is the shipped prior shrunk
// by its own silence: (singletons + k x prior) / (weeks + k), k = 8 weeks.
//
// What is flagged does not count at once, nor while it is shown again. A flagged
// value that was not shown for a week has lapsed: it stays unknown, and counts as
// one of the novelties this token shows, since a rate that is counted only where
// nothing was told is too low by just what was told. On stationary streams of
// 104,000 token-weeks with up to 0.5 novelties a week in each family, a budget of
// 0.01 was realised as 0.093 without it and as 0.015 with it.
package baseline // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
