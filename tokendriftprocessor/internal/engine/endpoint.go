package engine

import (
	"slices"
	"strings"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/baseline"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/lifecycle"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

// bot is the actor of the token that GitHub gives each job: it reaches the
// job's own repository only.
const bot = "github-actions[bot]"

// askJob asks whether a CI job ran at the time of a use on a runner. Unknown
// is no value: nothing is learned from it and nothing seen in it.
func (e *Engine) askJob(u *use, q *baseline.Query) {
	if e.place.Runner == "" || u.late || !e.life.Jobs() {
		return
	}
	var work lifecycle.Work
	if ev := u.ev; ev.Actor.Login == bot && strings.Contains(ev.Object, "/") {
		work = e.life.Work(ev.Provider, ev.Object, u.time)
	} else {
		work = e.life.AnyWork("github", u.time) // whose jobs use other providers' tokens
	}
	switch {
	case work == lifecycle.WorkRuns:
		q.Set(baseline.Job, signal.WithJob)
	case work == lifecycle.WorkNone && e.heardUpTo(u.time):
		q.Set(baseline.Job, signal.WithoutJob)
	}
}

// heardUpTo is whether any records of a provider that tells of jobs have come
// as far as a moment: what is not told yet is not absent.
func (e *Engine) heardUpTo(at int64) bool {
	var room [8]string
	tells := room[:0]
	for _, f := range e.feeds.all {
		if f.jobs && !slices.Contains(tells, f.provider) {
			tells = append(tells, f.provider)
		}
	}
	return slices.ContainsFunc(e.feeds.all, func(f *feed) bool { return f.watermark >= at && slices.Contains(tells, f.provider) })
}

// askDevice asks whether a person's device is one of those the stream told of.
func (e *Engine) askDevice(u *use, q *baseline.Query) {
	ev := u.ev
	if ev.Origin.Device == "" || !e.life.Devices() {
		return
	}
	u.c.Device = e.life.Device(ev.Provider, ev.Tenant, ev.Origin.Device, ev.Actor.ID, ev.Actor.Login, ev.Actor.Email)
	if u.c.Device != lifecycle.DeviceUnsaid {
		q.Set(baseline.Device, ev.Origin.Device)
	}
}
