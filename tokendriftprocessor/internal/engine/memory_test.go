package engine

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// memoryTokens says in a child process how many tokens to hold; memoryRun asks
// for the measurement.
const memoryTokens, memoryRun = "TOKENDRIFT_MEMORY_TOKENS", "TOKENDRIFT_MEMORY"

// TestMemoryPerToken holds the growth of resident memory from a small to a
// large population to 1 KiB a token. The memory is read by another process than
// the one that holds the tokens, and each process is made for just as many
// tokens as it gets, so that tables which are sized at once count as well. It is
// read after a collection: what a running program has beside it, at most as
// much again with the default GOGC, is told but not held to a bound.
// TOKENDRIFT_MEMORY=100000,1000000 says how many tokens; `make memory` runs it.
func TestMemoryPerToken(t *testing.T) {
	if text := os.Getenv(memoryTokens); text != "" {
		holdPopulation(t, text)
		return
	}
	run := os.Getenv(memoryRun)
	if run == "" {
		t.Skip("takes many minutes: make memory")
	}
	var fewer, more int
	_, err := fmt.Sscanf(run, "%d,%d", &fewer, &more)
	require.NoError(t, err, memoryRun+" must be two numbers of tokens, such as 100000,1000000")
	require.Less(t, fewer, more, memoryRun)
	small, large := resident(t, fewer), resident(t, more)
	perToken := (large - small) / float64(more-fewer)
	t.Logf("%d tokens %.1f MiB, %d tokens %.1f MiB: %.0f bytes a token", fewer, small/(1<<20), more, large/(1<<20), perToken)
	require.LessOrEqual(t, perToken, 1024.0)
}

// holdPopulation builds a population, says so and waits to be measured.
func holdPopulation(t *testing.T, tokens string) {
	t.Helper()
	n, err := strconv.Atoi(tokens)
	require.NoError(t, err, memoryTokens)
	o := defaults(t)
	o.MaxTokens = n
	e := newEngine(t, o)
	population(e, n)
	running := anonymous(t, "self")
	cost := collect(e)
	debug.FreeOSMemory()
	s := e.Stats()
	require.EqualValues(t, n, s.Tokens, "all are held")
	fmt.Println(strings.Join(byPart(e, n), "; ") + fmt.Sprintf("; a full collection %.1f ms of CPU; resident with its garbage %.1f MiB", cost, running/(1<<20)))
	_, err = io.Copy(io.Discard, os.Stdin)
	require.NoError(t, err)
	runtime.KeepAlive(e)
}

// resident is the anonymous resident memory, in bytes, of a process that holds
// so many tokens.
func resident(t *testing.T, tokens int) float64 {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMemoryPerToken$", "-test.timeout=0")
	child.Env = append(os.Environ(), fmt.Sprint(memoryTokens, "=", tokens))
	child.Stderr = os.Stderr
	in, err := child.StdinPipe()
	require.NoError(t, err)
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err, "the child ended early: %s", line)
	t.Log(strings.ReplaceAll(strings.TrimSpace(line), "; ", "\n\t"))
	n := anonymous(t, strconv.Itoa(child.Process.Pid))
	require.NoError(t, in.Close())
	require.NoError(t, child.Wait())
	return n
}

// anonymous is the resident memory, in bytes, of a process that no file backs.
func anonymous(t *testing.T, process string) float64 {
	t.Helper()
	status, err := os.ReadFile("/proc/" + process + "/status")
	require.NoError(t, err, "Linux tells of memory here")
	for line := range strings.Lines(string(status)) {
		var kib float64
		if _, err := fmt.Sscanf(line, "RssAnon: %f kB", &kib); err == nil {
			return kib * 1024
		}
	}
	t.Fatal("no RssAnon in the status of the process")
	return 0
}

// byPart says where the bytes are, for each token: by the state's own parts,
// and by the runtime's classes of memory.
func byPart(e *Engine, tokens int) []string {
	each := func(n int64) string { return fmt.Sprintf("%.1f", float64(n)/float64(tokens)) }
	s := e.Stats()
	list := []string{fmt.Sprintf("held: %d tokens, %d of them mature, state %s B a token", s.Tokens, s.Mature, each(s.StateBytes))}
	for _, p := range e.tokens.Parts() {
		list = append(list, fmt.Sprintf("%s %s (%s)", p.Name, each(p.Bytes), each(int64(p.Held))))
	}
	list = append(list, "late guises "+each(e.late.bytes()), "apps "+each(e.apps.Bytes()))
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	for _, c := range []struct {
		name  string
		bytes uint64
	}{
		{"heap objects", m.HeapAlloc},
		{"heap unused in spans", m.HeapInuse - m.HeapAlloc},
		{"heap idle and not released", m.HeapIdle - m.HeapReleased},
		{"stacks", m.StackSys},
		{"spans", m.MSpanSys},
		{"collector", m.GCSys},
		{"other", m.OtherSys + m.MCacheSys + m.BuckHashSys},
	} {
		list = append(list, c.name+" "+each(int64(c.bytes)))
	}
	return list
}
