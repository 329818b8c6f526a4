package replay

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

// ReadLogs reads a file of OTLP JSON, one request a line. No file is no records.
func ReadLogs(file string, each func(plog.LogRecord)) error {
	f, err := os.Open(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer f.Close()
	var decode plog.JSONUnmarshaler
	for r, n := bufio.NewReader(f), 1; ; n++ {
		request, err := r.ReadBytes('\n')
		if len(bytes.TrimSpace(request)) > 0 {
			logs, decodeErr := decode.UnmarshalLogs(request)
			if decodeErr != nil {
				return fmt.Errorf("%s:%d: no OTLP JSON: %w", file, n, decodeErr)
			}
			walk(logs, each)
		}
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func walk(logs plog.Logs, each func(plog.LogRecord)) {
	for _, resource := range logs.ResourceLogs().All() {
		for _, scope := range resource.ScopeLogs().All() {
			for _, record := range scope.LogRecords().All() {
				each(record)
			}
		}
	}
}

// Text is an attribute as text, "" when there is none.
func Text(record plog.LogRecord, key string) string {
	v, ok := record.Attributes().Get(key)
	if !ok {
		return ""
	}
	return v.AsString()
}

// Texts is a list of texts; one text with commas in it is taken for a list.
func Texts(record plog.LogRecord, key string) (list []string) {
	v, ok := record.Attributes().Get(key)
	if !ok {
		return nil
	}
	if v.Type() != pcommon.ValueTypeSlice {
		return strings.Split(v.AsString(), ",")
	}
	for _, e := range v.Slice().All() {
		list = append(list, e.AsString())
	}
	return list
}
