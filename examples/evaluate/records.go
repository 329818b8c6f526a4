package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/valyala/fastjson"
)

// record is what the evaluation keeps of one raw record. Names are numbers of
// the estate's name table; 0 is no value.
type record struct {
	hash                    uint64 // of the whole line
	id                      uint64 // hash of the vendor's event id; 0: it has none
	time                    time.Time
	rows                    int64
	token                   int32 // of the truth; -1: none
	scenario                int32 // of an abuse; -1: benign
	network, client, action uint32
	size                    uint32 // bytes
}

// recordReader reads the records of an estate.
type recordReader struct {
	matcher  *matcher
	networks *networkTable
	abuse    map[string]*abuseEvent // by event id; nil without abuse.csv
	names    map[string]uint32
	clients  map[string]uint32 // by whole user agent
	parser   fastjson.Parser
}

// read reads one file in delivery order.
func (r *recordReader) read(file string, each func(record, *abuseEvent)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	for line := 1; ; line++ {
		content, err := readLine(in)
		if len(content) > 0 {
			got, event, err := r.one(content)
			if err != nil {
				return fmt.Errorf("%s:%d: %w", file, line, err)
			}
			each(got, event)
		}
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// readLine reads a line of any length without its end.
func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		start := bytes.Clone(line)
		line, err = in.ReadBytes('\n')
		line = slices.Concat(start, line)
	}
	return bytes.TrimSpace(line), err
}

func (r *recordReader) one(line []byte) (record, *abuseEvent, error) {
	v, err := r.parser.ParseBytes(line)
	if err != nil {
		return record{}, nil, errors.New("this is no JSON object")
	}
	p := providerOf(v)
	if p == nil {
		return record{}, nil, fmt.Errorf("a record of no known kind: it has the fields of none of %s", providerNames)
	}
	at, ok := p.eventTime(v)
	if !ok {
		return record{}, nil, fmt.Errorf("a record of %s without a time that can be read", p.name)
	}
	got := record{
		hash: xxhash.Sum64(line), time: at, token: int32(r.matcher.token(v)), scenario: -1, size: uint32(len(line)),
		network: r.name("n", r.networks.of(first(v, p.address))), client: r.client(first(v, p.agent)), action: r.name("a", p.operation(v)),
	}
	for _, path := range p.rows {
		if n := wholeNumber(text(path.find(v))); n > 0 {
			got.rows = n
			break
		}
	}
	ids := p.ids(v)
	if len(ids) == 0 {
		return got, nil, nil
	}
	got.id = xxhash.Sum64String(ids[0])
	for _, id := range ids {
		if event := r.abuse[id]; event != nil {
			return got, event, nil
		}
	}
	return got, nil, nil
}

// ids are the event id, all parts joined, and the last part alone.
func (p *provider) ids(v *fastjson.Value) []string {
	parts := make([]string, 0, 2)
	for _, path := range p.id {
		part := text(path.find(v))
		if part == "" {
			return nil
		}
		parts = append(parts, part)
	}
	if len(parts) == 1 {
		return parts
	}
	return []string{strings.Join(parts, ":"), parts[len(parts)-1]}
}

func (r *recordReader) name(kind, value string) uint32 {
	if value == "" {
		return 0
	}
	key := kind + valueSeparator + value
	n, ok := r.names[key]
	if !ok {
		n = uint32(len(r.names) + 1)
		r.names[key] = n
	}
	return n
}

func (r *recordReader) client(agent string) uint32 {
	n, ok := r.clients[agent]
	if !ok {
		n = r.name("c", productOf(agent))
		r.clients[agent] = n
	}
	return n
}
