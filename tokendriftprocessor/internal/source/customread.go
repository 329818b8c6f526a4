package source

import (
	"context"
	"strings"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// ReadCustom reads a record with the first custom source whose condition
// holds; UnknownKind when there is none, and Read may then try. What it gives
// is valid until the next Read or ReadCustom. OTTL allocates.
func (r *Reader) ReadCustom(ctx context.Context, tCtx *ottllog.TransformContext) (evs []event.Event, why Unread) {
	log := tCtx.GetLogRecord()
	for _, c := range r.set.customs {
		matched, err := c.match.Eval(ctx, tCtx)
		if err != nil && c.strict {
			return nil, BadShape
		}
		if err != nil || !matched {
			continue
		}
		r.reset(NewRecord(log, tCtx.GetResource().Attributes()))
		if why = r.readCustom(ctx, tCtx, c); why != None {
			return nil, why
		}
		return r.events, None
	}
	return nil, UnknownKind
}

// customRead evaluates the expressions of one record.
type customRead struct {
	*Reader
	ctx    context.Context
	record *ottllog.TransformContext
	failed bool
}

func (r *Reader) readCustom(ctx context.Context, tCtx *ottllog.TransformContext, c *customSource) Unread {
	read := customRead{Reader: r, ctx: ctx, record: tCtx}
	e := r.addEvent()
	e.Provider, e.Source = c.provider, c.name
	if e.Action = read.text(c.action, false); e.Action == "" {
		return NoAction
	}
	for _, f := range c.fields {
		if f.field == fieldScopes {
			e.Scopes = read.texts(f.value, e.Scopes)
		} else if s := read.text(f.value, f.field.isID()); s != "" {
			r.setField(e, f.field, s)
		}
	}
	e.Time = read.time(c.time)
	e.Outcome = read.outcome(c.outcome)
	for _, rule := range c.classes {
		if anyMatches(rule.patterns, e.Action) {
			e.Class = rule.class
			break
		}
	}
	if !read.subject(e, c.subjects) {
		return NoSubject
	}
	if read.failed && c.strict {
		return BadShape
	}
	e.Kind = event.KindUse
	if e.ID = read.text(c.id, true); e.ID == "" {
		r.root, r.raw, r.hash = value{form: formAttributes}, "", ""
		switch body := r.record.Body; body.Type() {
		case pcommon.ValueTypeStr:
			r.raw = body.Str()
		case pcommon.ValueTypeEmpty:
		default:
			r.root = pdataValue(body)
		}
		e.ID = r.recordHash()
	}
	return None
}

func (c *customRead) subject(e *event.Event, subjects []customSubject) bool {
next:
	for _, s := range subjects {
		subject := event.Subject{Grade: s.grade, Kind: s.kind}
		for i, part := range s.parts {
			if subject.Parts[i] = c.text(part, true); subject.Parts[i] == "" {
				continue next
			}
		}
		e.Subject = subject
		return true
	}
	return false
}

// evaluate gives nil for an expression that is not there or fails.
func (c *customRead) evaluate(v *logValue) any {
	if v == nil {
		return nil
	}
	got, err := v.Eval(c.ctx, c.record)
	if err != nil {
		c.failed = true
		return nil
	}
	return got
}

func (c *customRead) text(v *logValue, id bool) string {
	text, _ := c.accept(c.valueOf(c.evaluate(v)), id)
	return text
}

// texts opens a list; a single text is a list of one.
func (c *customRead) texts(v *logValue, list []string) []string {
	out := sink{want: wantAll, id: true, list: &list, limit: maxValuesOf}
	switch got := c.evaluate(v).(type) {
	case []string:
		for _, s := range got {
			out.take(c.Reader, textValue(s))
		}
	case []any:
		for _, entry := range got {
			out.take(c.Reader, c.valueOf(entry))
		}
	case pcommon.Slice:
		if got == (pcommon.Slice{}) {
			break
		}
		for _, entry := range got.All() {
			out.take(c.Reader, pdataValue(entry))
		}
	default:
		out.take(c.Reader, c.valueOf(got))
	}
	return list[:min(len(list), maxValuesOf)]
}

// valueOf is what an expression gave as a value of a record.
func (c *customRead) valueOf(got any) value {
	switch got := got.(type) {
	case string:
		return textValue(got)
	case int64:
		return pdataValue(pcommon.NewValueInt(got))
	case float64:
		return pdataValue(pcommon.NewValueDouble(got))
	case bool:
		return pdataValue(pcommon.NewValueBool(got))
	case pcommon.Value:
		if got != (pcommon.Value{}) {
			return pdataValue(got)
		}
	}
	return value{}
}

// time needs no unit: the years from 1990 to 2100 in seconds, milliseconds
// and nanoseconds are three ranges far from each other.
func (c *customRead) time(v *logValue) int64 {
	got := c.evaluate(v)
	if at, ok := got.(time.Time); ok {
		if s := at.Unix(); s < earliest || s > latest {
			return 0
		}
		return at.UnixNano()
	}
	text, _ := c.accept(c.valueOf(got), false)
	for _, format := range [...]timeFormat{timeUnixNS, timeUnixMS, timeUnixS, timeRFC3339, timeRFC3339NoZone} {
		if ns, ok := format.read(text); ok {
			return ns
		}
	}
	return 0
}

func (c *customRead) outcome(v *logValue) event.Outcome {
	switch text := c.text(v, false); {
	case strings.EqualFold(text, "true"), strings.EqualFold(text, "success"):
		return event.OutcomeSuccess
	case strings.EqualFold(text, "false"), strings.EqualFold(text, "failure"):
		return event.OutcomeFailure
	}
	return event.OutcomeUnknown
}
