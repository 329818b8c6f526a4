package inventory

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const soon, never = 5 * time.Second, 60 * time.Millisecond

// watched is a watcher of one file and what it said.
type watched struct {
	*Watcher
	path   string
	loaded chan *Inventory
	failed chan error
}

func watch(t *testing.T, content string) *watched {
	t.Helper()
	w := &watched{path: write(t, t.TempDir(), "i.yaml", content), loaded: make(chan *Inventory, 10), failed: make(chan error, 10)}
	current, err := Load([]string{w.path}, nil)
	require.NoError(t, err)
	w.Watcher = NewWatcher([]string{w.path}, nil, time.Millisecond, current,
		func(inv *Inventory) { w.loaded <- inv }, func(err error) { w.failed <- err })
	w.Start()
	t.Cleanup(w.Stop)
	return w
}

func (w *watched) put(t *testing.T, content string) {
	t.Helper()
	// Rename, as editors and mounts do: no half-written file is ever seen.
	require.NoError(t, os.WriteFile(w.path+".new", []byte(content), 0o600))
	require.NoError(t, os.Rename(w.path+".new", w.path))
}

func next[T any](t *testing.T, from chan T) (v T) {
	t.Helper()
	select {
	case v = <-from:
	case <-time.After(soon):
		require.Fail(t, "the watcher said nothing")
	}
	return v
}

func (w *watched) quiet(t *testing.T) {
	t.Helper()
	select {
	case <-w.loaded:
		require.Fail(t, "loaded without need")
	case err := <-w.failed:
		require.Fail(t, "complained without need", err)
	case <-time.After(never):
	}
}

func TestWatcherLoadsWhatChanged(t *testing.T) {
	w := watch(t, "apps: [{id: a}]")
	w.quiet(t)
	w.put(t, "apps: [{id: b}]") // same size, within the same clock tick
	assert.Equal(t, "b", next(t, w.loaded).apps[0].ID)
	w.put(t, "apps: [{id: b}]") // same content, new time
	w.quiet(t)
}

func TestWatcherComplainsOnceAndRecovers(t *testing.T) {
	w := watch(t, "apps: [{id: a}]")
	w.put(t, "apps: [{}]")
	assert.ErrorContains(t, next(t, w.failed), "apps[0].id: missing")
	w.put(t, "apps: [{}]")
	w.quiet(t)
	w.put(t, "apps: [{name: x}]")
	assert.ErrorContains(t, next(t, w.failed), "unknown key")
	w.put(t, "apps: [{id: a}]") // what is still in use
	w.quiet(t)
	w.put(t, "apps: [{id: c}]")
	assert.Equal(t, "c", next(t, w.loaded).apps[0].ID)
}

func TestWatcherOutlivesAMissingFile(t *testing.T) {
	w := watch(t, "apps: [{id: a}]")
	require.NoError(t, os.Remove(w.path))
	assert.ErrorContains(t, next(t, w.failed), "i.yaml")
	w.quiet(t)
	w.put(t, "apps: [{id: b}]")
	assert.Equal(t, "b", next(t, w.loaded).apps[0].ID)
}

func TestWatcherSkipsOldFilesThatDidNotChange(t *testing.T) {
	path := write(t, t.TempDir(), "i.yaml", "apps: [{id: a}]")
	old := time.Now().Add(-time.Hour)
	require.NoError(t, os.Chtimes(path, old, old))
	loads := 0
	w := NewWatcher([]string{path}, nil, time.Hour, nil, func(*Inventory) { loads++ }, func(err error) { t.Error(err) })
	w.look(time.Now())
	require.Equal(t, 1, loads, "nothing was loaded before")
	write(t, "", path, "apps: [{id: b}]")
	require.NoError(t, os.Chtimes(path, old, old))
	w.look(time.Now())
	assert.Equal(t, 1, loads, "same time and size: not read")
	require.NoError(t, os.Chtimes(path, old, old.Add(time.Second)))
	w.look(time.Now())
	assert.Equal(t, 2, loads)
}

func TestWatcherStopsInEveryState(t *testing.T) {
	nothing := func() *Watcher {
		return NewWatcher([]string{"none.yaml"}, nil, time.Hour, nil, func(*Inventory) {}, func(error) {})
	}
	w := nothing()
	w.Stop()
	w.Stop()
	w.Start() // after Stop: nothing

	w = nothing()
	w.Start()
	w.Start()
	w.Stop()
	w.Stop()

	w = NewWatcher(nil, nil, 0, nil, nil, nil)
	w.Start()
	w.Stop()
}

func TestWatcherReadsAFreshFileAgain(t *testing.T) {
	path := write(t, t.TempDir(), "i.yaml", "apps: [{id: a}]")
	now := time.Now()
	require.NoError(t, os.Chtimes(path, now, now))
	var last *Inventory
	w := NewWatcher([]string{path}, nil, time.Hour, nil, func(inv *Inventory) { last = inv }, func(err error) { t.Error(err) })
	w.look(now)
	write(t, "", path, "apps: [{id: b}]")
	require.NoError(t, os.Chtimes(path, now, now))
	w.look(now.Add(time.Second))
	assert.Equal(t, "b", last.apps[0].ID, "same time and size, but written within one tick of the clock")
}

func TestWatcherFollowsARename(t *testing.T) {
	dir := t.TempDir()
	path := write(t, dir, "i.yaml", "apps: [{id: a}]")
	current, err := Load([]string{dir}, nil)
	require.NoError(t, err)
	var last *Inventory
	w := NewWatcher([]string{dir}, nil, time.Hour, current, func(inv *Inventory) { last = inv }, func(err error) { t.Error(err) })
	w.look(time.Now())
	require.Nil(t, last)
	require.NoError(t, os.Rename(path, filepath.Join(dir, "j.yaml")))
	w.look(time.Now())
	require.NotNil(t, last, "references name the file")
	assert.Equal(t, current.Fingerprint(), last.Fingerprint())
}
