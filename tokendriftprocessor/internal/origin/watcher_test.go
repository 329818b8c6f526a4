package origin

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func officeOf(t *testing.T, r *Resolver) string {
	t.Helper()
	var p Place
	r.Place(&event.Origin{Address: "203.0.113.9"}, &p)
	return p.Office
}

func TestWatcher(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.yaml")
	now := time.Now()
	write := func(name, text string, at time.Time) {
		file := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		require.NoError(t, os.Chtimes(file, at, at))
	}
	const berlin, paris = "- {name: office/berlin, kind: office, cidrs: [203.0.113.0/24]}\n", "- {name: office/paris1, kind: office, cidrs: [203.0.113.0/24]}\n"
	write("a.yaml", berlin, now.Add(-time.Hour))
	o := Options{Ranges: []string{filepath.Join(folder, "*.yaml")}}
	current, err := Open(o)
	require.NoError(t, err)
	require.Equal(t, "office/berlin", officeOf(t, current))

	var loaded []*Resolver
	var failed []string
	w := NewWatcher(o, 0, current, func(r *Resolver) { loaded = append(loaded, r) }, func(err error) { failed = append(failed, err.Error()) })
	step := func(wantLoaded, wantFailed int, why string) {
		t.Helper()
		now = now.Add(time.Minute)
		w.look(now)
		require.Len(t, loaded, wantLoaded, why)
		require.Len(t, failed, wantFailed, why)
	}
	step(0, 0, "nothing has changed")
	write("a.yaml", berlin, now)
	step(0, 0, "a new time and the same content")
	write("a.yaml", paris, now)
	step(1, 0, "a new content")
	assert.Equal(t, "office/paris1", officeOf(t, loaded[0]))
	write("b.yaml", "- {name: office/rome, kind: office, cidrs: [198.51.100.0/24]}\n", now)
	step(2, 0, "a new file that the glob names")
	write("a.yaml", "- {name: x}\n", now)
	step(2, 1, "a bad file")
	step(2, 1, "is complained about once")
	write("a.yaml", paris, now)
	step(3, 1, "good again, though what it was: the recovery must be told")
	require.NoError(t, os.Remove(path))
	step(4, 1, "a file that is gone")
	require.NoError(t, os.Remove(filepath.Join(folder, "b.yaml")))
	step(4, 2, "all files gone")
	assert.Contains(t, failed[1], "no file matches")

	w.Stop()
	w.Stop()
}

func TestAFreshFileIsReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.yaml")
	at := time.Now()
	write := func(name string) {
		require.NoError(t, os.WriteFile(path, []byte("- {name: office/"+name+", kind: office, cidrs: [203.0.113.0/24]}\n"), 0o600))
		require.NoError(t, os.Chtimes(path, at, at))
	}
	write("oslo")
	o := Options{Ranges: []string{path}}
	current, err := Open(o)
	require.NoError(t, err)
	loads := 0
	w := NewWatcher(o, 0, current, func(*Resolver) { loads++ }, func(err error) { t.Error(err) })
	write("rome") // as long, and within the clock tick
	w.look(at.Add(time.Second))
	assert.Equal(t, 1, loads)
	w.look(at.Add(time.Minute))
	w.look(at.Add(2 * time.Minute))
	assert.Equal(t, 1, loads)
}

func TestWatcherOfNoFilesEnds(t *testing.T) {
	current, err := Open(Options{})
	require.NoError(t, err)
	w := NewWatcher(Options{}, time.Millisecond, current, func(*Resolver) { t.Error("loaded") }, func(err error) { t.Error(err) })
	w.Start()
	w.Stop()
}
