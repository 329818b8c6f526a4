package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/valyala/fastjson"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/chance"
)

// How CloudTrail delivers: each region writes a file every five minutes, which
// comes some seconds after, with its records in no order. The seconds are such
// that the time of the file less that of the event is as measured in two public
// data sets: the median 201 s and 133 s, 99 % within 505 s, at most 606 s; 81 %
// and 50 % of the records are older than one that came before.
const (
	filePeriod  = 5 * time.Minute
	fileRegions = 4 // an estate has one; its calls are dealt out to as many
)

// fileDelays are by quantile, in seconds.
var fileDelays = []int{3, 9, 16, 22, 29, 35, 42, 49, 57, 68, 82, 100, 125, 160, 205, 306}

// delivered is when a line of a file of records arrives.
type delivered struct {
	arrives time.Time
	place   uint64 // in the file that arrives then
	event   time.Time
	inFile  bool
	from    int64 // in the file of records, its end not included
	to      int64
}

// redeliver writes a file of records anew: in order of time, but for those of
// the providers that come as CloudTrail's do.
func redeliver(file string, seed uint64, asCloudTrail func(provider string) bool) (disorder, error) {
	in, err := os.Open(file)
	if err != nil {
		return disorder{}, err
	}
	defer in.Close()
	list, err := redelivered(in, seed, asCloudTrail)
	if err != nil {
		return disorder{}, fmt.Errorf("%s:%w", file, err)
	}
	slices.SortStableFunc(list, func(a, b delivered) int {
		return cmp.Or(a.arrives.Compare(b.arrives), cmp.Compare(a.place, b.place))
	})
	again := file + ".again"
	if err := writeInOrder(in, list, again); err != nil {
		return disorder{}, err
	}
	return disorderOf(list), os.Rename(again, file)
}

// redelivered are the lines in the order of the file.
func redelivered(in io.Reader, seed uint64, asCloudTrail func(provider string) bool) (list []delivered, _ error) {
	var parser fastjson.Parser
	r := bufio.NewReaderSize(in, 1<<20)
	at := int64(0)
	for number := 1; ; number++ {
		line, err := r.ReadBytes('\n')
		if len(line) > 1 {
			v, fault := parser.ParseBytes(line)
			if fault != nil {
				return nil, fmt.Errorf("%d: this is no JSON object", number)
			}
			p := providerOf(v)
			if p == nil {
				return nil, fmt.Errorf("%d: a record of no known kind", number)
			}
			event, ok := p.eventTime(v)
			if !ok {
				return nil, fmt.Errorf("%d: a record without a time that can be read", number)
			}
			d := delivered{arrives: event, event: event, from: at, to: at + int64(len(line))}
			if asCloudTrail(p.name) {
				d.inFile = true
				d.arrives, d.place = inFile(event, p.name, seed, number)
			}
			list = append(list, d)
		}
		at += int64(len(line))
		if errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, err
		}
	}
}

// inFile is when the file arrives that a record is in. The files of a region
// are told apart from another's by when their five minutes begin.
func inFile(event time.Time, provider string, seed uint64, number int) (arrives time.Time, place uint64) {
	own := chance.Numbered(seed, uint64(number))
	region := own.IntN(fileRegions)
	begins := time.Duration(region) * filePeriod / fileRegions
	closes := event.Add(-begins).Truncate(filePeriod).Add(filePeriod + begins)
	file := chance.New(seed, fmt.Sprint(provider, " ", region, " ", closes.Unix()))
	return closes.Add(file.Along(fileDelays, time.Second)), own.Uint64()
}

func writeInOrder(in io.ReaderAt, list []delivered, file string) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	var line []byte
	for _, d := range list {
		line = slices.Grow(line[:0], int(d.to-d.from))[:d.to-d.from]
		if _, err = in.ReadAt(line, d.from); err != nil && !errors.Is(err, io.EOF) {
			break
		}
		if line[len(line)-1] != '\n' {
			line = append(line, '\n')
		}
		if _, err = out.Write(line); err != nil {
			break
		}
	}
	if err == nil || errors.Is(err, io.EOF) {
		err = out.Flush()
	}
	return errors.Join(err, f.Close())
}

// disorder is what became of the records that came in files.
type disorder struct {
	late  []time.Duration // from the event to its file
	older int             // than one that came before it
	back  time.Duration   // the furthest of these
}

// disorderOf takes the lines in their order of delivery.
func disorderOf(list []delivered) (d disorder) {
	var newest time.Time
	for _, r := range list {
		if !r.inFile {
			continue
		}
		d.late = append(d.late, r.arrives.Sub(r.event))
		if r.event.Before(newest) {
			d.older++
			d.back = max(d.back, newest.Sub(r.event))
		} else {
			newest = r.event
		}
	}
	slices.Sort(d.late)
	return d
}

func (d *disorder) said() string {
	n := len(d.late)
	if n == 0 {
		return "none in files"
	}
	return fmt.Sprintf("the median %.0f s late, 99 %% within %.0f s, at most %.0f s; %.0f %% older than one before, by at most %.0f s",
		d.late[n/2].Seconds(), d.late[n*99/100].Seconds(), d.late[n-1].Seconds(), 100*float64(d.older)/float64(n), d.back.Seconds())
}
