package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxRecord bounds one line, in bytes: twice what the reader takes, so that
// too large a record is counted as such instead of filling the memory.
const maxRecord = 32 << 20

// eachRecord calls found with the text of every record. A list is opened; of
// lines each is a record, also one that is no JSON; objects over several lines
// are taken one after the other.
func eachRecord(in io.Reader, found func(text string)) error {
	b := bufio.NewReaderSize(in, 1<<16)
	start, err := firstByte(b)
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("holds no record; wanted JSON objects, one a line or in a list")
	case err != nil:
		return err
	case start == '[':
		return eachValue(b, true, found)
	}
	first, err := line(b)
	switch {
	case err != nil:
		return err
	case start == '{' && !json.Valid(first):
		return eachValue(io.MultiReader(bytes.NewReader(first), b), false, found)
	}
	for text := first; len(text) > 0; {
		if text = bytes.TrimSpace(text); len(text) > 0 {
			found(string(text))
		}
		if text, err = line(b); err != nil {
			return err
		}
	}
	return nil
}

// firstByte is the first one that is neither blank nor a byte order mark; it
// stays unread.
func firstByte(b *bufio.Reader) (byte, error) {
	if mark, err := b.Peek(3); err == nil && string(mark) == "\ufeff" {
		if _, err := b.Discard(3); err != nil {
			return 0, err
		}
	}
	for {
		c, err := b.ReadByte()
		if err != nil {
			return 0, err
		}
		if !bytes.ContainsRune([]byte(" \t\r\n"), rune(c)) {
			return c, b.UnreadByte()
		}
	}
}

// line gives the next line with its end, nothing at the end of the input. A
// line beyond maxRecord is cut there and so counts as a record that is no JSON.
func line(b *bufio.Reader) ([]byte, error) {
	var text []byte
	for {
		part, err := b.ReadSlice('\n')
		if room := maxRecord - len(text); room > 0 {
			text = append(text, part[:min(len(part), room)]...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		}
		return text, nil
	}
}

// eachValue takes JSON values one after the other; those in lists when open
// says so. The decoder's own error would quote the record.
func eachValue(in io.Reader, open bool, found func(text string)) error {
	values := json.NewDecoder(in)
	for number, inList := 1, false; ; {
		if open && inList != values.More() {
			if _, err := values.Token(); err != nil { // a list's beginning or end
				return whereBroken(values, number, err)
			}
			inList = !inList
			continue
		}
		var text json.RawMessage
		switch err := values.Decode(&text); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return whereBroken(values, number, err)
		}
		found(string(text))
		number++
	}
}

func whereBroken(values *json.Decoder, number int, err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("record %d, after byte %d of the file: not JSON, or JSON that breaks off", number, values.InputOffset())
}
