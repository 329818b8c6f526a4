package lifecycle

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

const hour, minute = int64(time.Hour), int64(time.Minute)

func job(at int64, repo, id string, ended bool) told {
	return told{provider: "github", tenant: "acme", at: at, fact: event.Fact{
		Kind: event.FactJob, Target: event.TargetPlace, IDs: []string{repo}, Values: []string{id}, Taken: ended,
	}}
}

func TestWork(t *testing.T) {
	t.Parallel()
	const now = 1000 * 24 * hour
	long := []told{job(now-8*24*hour, "acme/site", "old", false), job(now-8*24*hour+hour, "acme/site", "old", true)}
	for name, c := range map[string]struct {
		more []told
		at   int64
		want Work
	}{
		"nothing told for a day":      {nil, now, WorkUnknown},
		"while it runs":               {[]told{job(now-hour, "acme/site", "1", false)}, now, WorkRuns},
		"without its end six hours":   {[]told{job(now-7*hour, "acme/site", "1", false)}, now, WorkNone},
		"its end alone":               {[]told{job(now+hour, "acme/site", "1", true)}, now, WorkRuns},
		"a minute after its end":      {[]told{job(now-hour, "acme/site", "1", false), job(now-minute, "acme/site", "1", true)}, now, WorkRuns},
		"three minutes after its end": {[]told{job(now-hour, "acme/site", "1", false), job(now-3*minute, "acme/site", "1", true)}, now, WorkNone},
		"a minute before its start":   {[]told{job(now+minute, "acme/site", "1", false)}, now, WorkRuns},
		"another one's job":           {[]told{job(now-hour, "acme/other", "1", false)}, now, WorkUnknown},
		"in the first week":           {nil, now - 8*24*hour + 3*hour, WorkUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, stateOf(append(c.more, long...)...).Work("github", "ACME/site", c.at))
		})
	}
	assert.Equal(t, WorkRuns, stateOf(job(now-hour, "acme/other", "1", false)).AnyWork("github", now))
}

// TestTooManyJobsAreUnknown: what was forgotten may have been the one.
func TestTooManyJobsAreUnknown(t *testing.T) {
	t.Parallel()
	const now = 1000 * 24 * hour
	s := stateOf(job(now-8*24*hour, "acme/site", "old", false))
	for i := range mostRuns + 1 {
		job(now-2*hour, "acme/site", strconv.Itoa(i), false).to(s)
		job(now-hour, "acme/site", strconv.Itoa(i), true).to(s)
	}
	assert.Equal(t, WorkNone, s.Work("github", "acme/site", now))
	assert.Equal(t, WorkUnknown, s.Work("github", "acme/site", now-6*hour))
	for i := range mostPlaces + 10 {
		job(now, "acme/"+strconv.Itoa(i), "1", false).to(s)
	}
	assert.Equal(t, Count{Held: mostPlaces, Limit: mostPlaces, Evicted: 12}, s.Counts().Jobs)

	next := New(Limits{}, testSeed)
	require.NoError(t, next.Load(s.AppendBinary(nil)))
	assert.Equal(t, s.AppendBinary(nil), next.AppendBinary(nil))
}

func TestDevices(t *testing.T) {
	t.Parallel()
	device := func(at int64, taken bool, user, id string) told {
		return told{provider: "okta", tenant: "acme", at: at, fact: event.Fact{
			Kind: event.FactDevice, Target: event.TargetUser, IDs: []string{user, user + "@acme.com"}, Values: []string{id}, Taken: taken,
		}}
	}
	s := stateOf(device(10, false, "u1", "d1"), device(20, false, "u1", "d2"), device(30, true, "u1", "d2"))
	assert.Equal(t, DeviceEnrolled, s.Device("okta", "acme", "D1", "u1@acme.com"))
	assert.Equal(t, DeviceRemoved, s.Device("okta", "acme", "d2", "u1"))
	assert.Equal(t, DeviceUnknown, s.Device("okta", "acme", "d3", "u1"))
	assert.Equal(t, DeviceUnsaid, s.Device("okta", "acme", "d3", "u2"), "nothing is known of this person's devices")
	assert.Equal(t, DeviceUnsaid, s.Device("entra", "acme", "d3", "u1@acme.com"), "another directory's devices")

	small := New(Limits{Devices: 32}, testSeed)
	for i := range 100 {
		device(int64(i+1), false, "u1", strconv.Itoa(i)).to(small)
	}
	assert.Equal(t, DeviceUnsaid, small.Device("okta", "acme", "0", "u1"), "it may have been forgotten")
	assert.LessOrEqual(t, small.Counts().Devices.Held, 32)
	next := New(Limits{Devices: 32}, testSeed)
	require.NoError(t, next.Load(small.AppendBinary(nil)))
	assert.Equal(t, DeviceUnsaid, next.Device("okta", "acme", "0", "u1"))
}

// TestLoadVersion1 reads what a program wrote that knew neither jobs nor devices.
func TestLoadVersion1(t *testing.T) {
	t.Parallel()
	s := stateOf(okta(5, event.FactRevoked, event.TargetCredential, "k"))
	b := s.AppendBinary(nil)
	require.Equal(t, byte(2), b[0])
	b[0] = 1
	next := New(Limits{}, testSeed)
	require.NoError(t, next.Load(b[:len(b)-8]))
	assert.True(t, next.Credential("okta", "acme", "k").Is)
}
