// Package rows makes the streams of records that a row of its own in the tables
// of `make evaluate` needs: the Drift replay and its twins, a slow theft, a
// poisoned baseline, a shared token, a long stationary life. Each is a folder in
// the form of a labelled estate, follows from its seed byte for byte, and knows
// nothing of the processor that will be judged by it.
package rows
