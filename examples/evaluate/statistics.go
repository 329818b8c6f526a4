package main

import (
	"math"
	"slices"
)

// p90 is the value that nine in ten do not pass, by nearest rank; what was not
// caught is +Inf among them. Of no values it is NaN.
func p90(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[max(0, int(math.Ceil(0.9*float64(len(sorted))))-1)]
}

// median is the middle one, and of an even number the mean of the two.
func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	low, high := sorted[(len(sorted)-1)/2], sorted[len(sorted)/2]
	if low == high {
		return low // of two infinities too
	}
	return (low + high) / 2
}

// poissonInterval is the exact 95 % interval (Garwood 1936) of the mean of
// which n were seen: each end leaves 2.5 % of the chance beyond n.
func poissonInterval(n int) (low, high float64) {
	const tail = 0.025
	if n > 0 {
		low = solve(float64(n), func(mean float64) bool { return 1-poissonAtMost(n-1, mean) < tail })
	}
	return low, solve(float64(n), func(mean float64) bool { return poissonAtMost(n, mean) > tail })
}

// solve finds where below turns false, from 0 to far above n.
func solve(n float64, below func(float64) bool) float64 {
	low, high := 0.0, n+10*math.Sqrt(n)+20
	for range 100 {
		if middle := (low + high) / 2; below(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// poissonAtMost is the chance of n or fewer at the given mean.
func poissonAtMost(n int, mean float64) float64 {
	if mean == 0 {
		return 1
	}
	sum := 0.0
	for k := range n + 1 {
		factorial, _ := math.Lgamma(float64(k + 1))
		sum += math.Exp(float64(k)*math.Log(mean) - mean - factorial)
	}
	return sum
}
