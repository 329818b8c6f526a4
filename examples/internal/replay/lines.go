package replay

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// CountLines counts the whole lines of a file, however long they are.
func CountLines(file string) (n int, _ error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for r := bufio.NewReaderSize(f, 1<<20); ; {
		chunk, err := r.ReadSlice('\n')
		if len(chunk) > 0 && chunk[len(chunk)-1] == '\n' {
			n++
		}
		if err == io.EOF {
			return n, nil
		} else if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return n, err
		}
	}
}
