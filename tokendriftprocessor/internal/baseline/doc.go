// Package baseline is what a token normally does: a fixed head and a chain of
// small pages for its values, all in slabs without pointers. It scores values
// before it learns them.
//
// # The state's byte table
//
// What one token costs on average, over a population of 70 % steady, 20 %
// bursty and 10 % rotating tokens of 224 uses in eight weeks, of which 2 % are
// shared. They hold 19, 43 and 62 values. `make memory` measures the growth of
// resident memory; TestTheByteTable holds the sizes.
//
//	index             8   place numbers, open addressing, sized for the limit
//	head            416   of that:
//	  identity       60     key, fingerprint, source, names, inventory, facts
//	  times, counts  28     first, last, silence, uses, days, last operation
//	  novelty        72     weeks, and singletons of 17 dimensions
//	  hours          24     48 of half a byte
//	  volume         72     windows of an hour 32, sums over days 40
//	  habits         40     two places 12, share of young values 20, waking 8
//	  episode       108     the visit's strength 12, evidence of 8 families 96
//	  the rest       12     flags, small counters, padding
//	values          498   16 bytes each in pages of 4, with a link of 4: 28
//	                      values in 7.3 pages
//	  sequence            transitions are values of one dimension, 16 at most
//	  probation           flagged values wait as values with a mark
//	  said                reviews already given, 12 at most, values too
//	texts            51   64-byte cells shared by all who show the same text,
//	                      20 bytes for each hash that finds one, their tables
//	total           973
//
// The last uses for late truth lie in the engine and apps in package app; both
// are bounded whatever the number of tokens is, and so are the clusters of
// shared tokens, see [Consumers].
//
// By Bytes a token added 982 from 100,000 to 250,000 tokens; resident memory
// grew by 1,150 each, above the 1 KiB aimed at. From 50,000 to 100,000 the
// runtime's own figures for spans, for the collector and for small spans that
// are not full grew by about 100 of that; the rest is not explained. A million
// tokens have not been measured yet.
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
