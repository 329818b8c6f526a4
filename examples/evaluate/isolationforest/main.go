// Command isolationforest runs OpenTelemetry contrib's isolation forest
// processor over records and says which of them it takes for anomalies. It
// reads a line a record from standard input, "token milliseconds size", and
// writes a line each: 1 for an anomaly, else 0.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/isolationforestprocessor"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor/processortest"
)

func main() {
	if err := run(context.Background(), os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "isolationforest:", err)
		os.Exit(1)
	}
}

const batch = 1000 // records

func run(ctx context.Context, in io.Reader, out io.Writer) error {
	results := bufio.NewWriter(out)
	sink, err := consumer.NewLogs(func(_ context.Context, logs plog.Logs) error { return write(results, logs) })
	if err != nil {
		return err
	}
	factory := isolationforestprocessor.NewFactory()
	config := factory.CreateDefaultConfig().(*isolationforestprocessor.Config)
	config.Features.Logs = []string{"severity_number", "timestamp_gap", "message_length"} // all that it knows of a log record
	processor, err := factory.CreateLogs(ctx, processortest.NewNopSettings(component.MustNewType("isolationforest")), config, sink)
	if err != nil {
		return err
	}
	if err := processor.Start(ctx, componenttest.NewNopHost()); err != nil {
		return err
	}
	logs := plog.NewLogs()
	for s := bufio.NewScanner(in); s.Scan(); {
		var token, milliseconds, size int64
		if _, err := fmt.Sscan(s.Text(), &token, &milliseconds, &size); err != nil {
			return fmt.Errorf("%q: %w", s.Text(), err)
		}
		// A resource a token: the gap between records is then that token's own.
		resource := logs.ResourceLogs().AppendEmpty()
		resource.Resource().Attributes().PutStr("service.name", fmt.Sprint(token))
		record := resource.ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
		record.SetTimestamp(pcommon.NewTimestampFromTime(time.UnixMilli(milliseconds)))
		record.Body().SetStr(strings.Repeat(" ", int(size)))
		if logs.ResourceLogs().Len() == batch {
			if err := processor.ConsumeLogs(ctx, logs); err != nil {
				return err
			}
			logs = plog.NewLogs()
		}
	}
	err = processor.ConsumeLogs(ctx, logs)
	return errors.Join(err, processor.Shutdown(ctx), results.Flush())
}

func write(w io.Writer, logs plog.Logs) error {
	for _, resource := range logs.ResourceLogs().All() {
		for _, record := range resource.ScopeLogs().At(0).LogRecords().All() {
			mark := "0\n"
			if v, ok := record.Attributes().Get("anomaly.is_anomaly"); ok && v.Bool() {
				mark = "1\n"
			}
			if _, err := io.WriteString(w, mark); err != nil {
				return err
			}
		}
	}
	return nil
}
