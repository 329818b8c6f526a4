package source

import "unsafe"

const (
	chunkBytes = 16 << 10
	keptChunks = 16 // what a reader keeps between records: 256 KiB
)

// arena holds the strings a reader had to build. They live until the next
// reset. Memory comes in chunks, because growing one block would move the
// strings already handed out.
type arena struct {
	chunks [][]byte
	chunk  int // the one in use
	used   int // bytes of it
}

// begin gives an empty slice with room for n bytes. Only one may be open at a
// time; keep ends it.
func (a *arena) begin(n int) []byte {
	if n > chunkBytes {
		return make([]byte, 0, n)
	}
	if len(a.chunks) == 0 {
		a.chunks = append(a.chunks, make([]byte, chunkBytes))
	}
	if chunkBytes-a.used < n {
		a.chunk, a.used = a.chunk+1, 0
		if a.chunk == len(a.chunks) {
			a.chunks = append(a.chunks, make([]byte, chunkBytes))
		}
	}
	return a.chunks[a.chunk][a.used:a.used:chunkBytes]
}

// keep makes what was appended to the slice of begin a string. A slice that
// outgrew its room has moved to memory of its own and stays valid.
func (a *arena) keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(a.chunks) > 0 && a.used < chunkBytes && unsafe.SliceData(b) == &a.chunks[a.chunk][a.used] {
		a.used += len(b)
	}
	return view(b)
}

func (a *arena) reset() {
	if len(a.chunks) > keptChunks {
		clear(a.chunks[keptChunks:])
		a.chunks = a.chunks[:keptChunks]
	}
	a.chunk, a.used = 0, 0
}

// view is b as a string without a copy; b must not change while it is used.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// bytesOf is s as bytes without a copy; they must not be written.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
