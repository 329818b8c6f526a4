// Package reread looks at files again and again, for those who use what is in
// them while it may change. It knows nothing of what they hold.
package reread // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/reread"

import (
	"sync"
	"time"
)

// usually is the time between two looks when none is given.
const usually = 30 * time.Second

// Loop calls a function from time to time, from one goroutine.
type Loop struct {
	every time.Duration
	look  func(now time.Time)

	begin, end sync.Once
	stop, done chan struct{}
}

// NewLoop makes a loop that has not begun. every is the time between two
// looks, 30 seconds if not above 0; look must not call Stop. A nil look is a
// loop of nothing, that ends at once.
func NewLoop(every time.Duration, look func(now time.Time)) *Loop {
	if every <= 0 {
		every = usually
	}
	return &Loop{every: every, look: look, stop: make(chan struct{}), done: make(chan struct{})}
}

// Start begins to look. It does nothing the second time, or after Stop.
func (l *Loop) Start() {
	l.begin.Do(func() {
		if l.look == nil {
			close(l.done)
			return
		}
		go l.run()
	})
}

// Stop waits until the goroutine has ended. It is safe without Start and more
// than once.
func (l *Loop) Stop() {
	l.end.Do(func() { close(l.stop) })
	l.begin.Do(func() { close(l.done) })
	<-l.done
}

func (l *Loop) run() {
	defer close(l.done)
	tick := time.NewTicker(l.every)
	defer tick.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-tick.C:
			l.look(time.Now())
		}
	}
}
