package main

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestQuantiles(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name        string
		values      []float64
		median, p90 float64
	}{
		{"one", []float64{3}, 3, 3},
		{"in any order", []float64{9, 1, 5}, 5, 9},
		{"an even number", []float64{1, 2, 3, 4}, 2.5, 4},
		{"ten", []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5.5, 9},
		{"less than half never", []float64{1, 2, inf}, 2, inf},
		{"more than half never", []float64{1, inf, inf}, inf, inf},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.InDelta(t, 0, diff(c.median, median(c.values)), 1e-9)
			assert.InDelta(t, 0, diff(c.p90, p90(c.values)), 1e-9)
		})
	}
	assert.True(t, math.IsNaN(median(nil)))
	assert.True(t, math.IsNaN(p90(nil)))
}

// diff is 0 for two infinities.
func diff(a, b float64) float64 {
	if a == b {
		return 0
	}
	return a - b
}

// The expected ends are those of the usual tables of exact Poisson intervals.
func TestPoissonInterval(t *testing.T) {
	for _, c := range []struct {
		n         int
		low, high float64
	}{
		{0, 0, 3.689}, {1, 0.0253, 5.572}, {3, 0.619, 8.767}, {10, 4.795, 18.39}, {100, 81.36, 121.63},
	} {
		low, high := poissonInterval(c.n)
		assert.InDelta(t, c.low, low, 0.005, "%d", c.n)
		assert.InDelta(t, c.high, high, 0.005, "%d", c.n)
	}
}
