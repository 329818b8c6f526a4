package source

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"go.opentelemetry.io/collector/component"
	"go.uber.org/zap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// Custom is a source written into the Collector's configuration
// (sources.custom). Its fields are OTTL value expressions in the log context,
// with path context names (log.attributes["x"], resource.attributes["y"]).
type Custom struct {
	Name     string `mapstructure:"name"`
	Provider string `mapstructure:"provider"`

	// Match is an OTTL condition: whether a record is of this source.
	Match string `mapstructure:"match"`

	// Fields are those of a source file, and time and outcome. A time is a
	// time, RFC 3339 text, or Unix seconds, milliseconds or nanoseconds; an
	// outcome is true, false, "success" or "failure".
	Fields map[string]string `mapstructure:"fields"`

	Subject []CustomSubject `mapstructure:"subject"`
	Classes []CustomClass   `mapstructure:"classes"`

	// ErrorMode says what an expression that fails costs: its own field
	// (ignore, the default, and silent), or the record, which then counts as
	// unreadable (propagate). It never fails a batch, and its error, which can
	// quote the record, is not logged.
	ErrorMode ottl.ErrorMode `mapstructure:"error_mode"`
}

// CustomSubject is one way to name the token; the first whose parts all hold
// a value counts.
type CustomSubject struct {
	Grade string   `mapstructure:"grade"`
	Kind  string   `mapstructure:"kind"`
	Parts []string `mapstructure:"parts"`
}

// CustomClass is a class rule as in a source file.
type CustomClass struct {
	Class   string   `mapstructure:"class"`
	Actions []string `mapstructure:"actions"`
}

// Validate reports everything that is wrong with the source.
func (c *Custom) Validate() error {
	_, err := c.compile(component.TelemetrySettings{Logger: zap.NewNop()})
	return err
}

type (
	logValue     = ottl.ValueExpression[*ottllog.TransformContext]
	logCondition = ottl.Condition[*ottllog.TransformContext]
)

// customSource is a Custom, compiled.
type customSource struct {
	name, provider string
	strict         bool // a failing expression costs the record
	match          *logCondition
	fields         []customField
	id, action     *logValue
	time, outcome  *logValue
	subjects       []customSubject
	classes        []classRule
}

type customField struct {
	field field
	value *logValue
}

type customSubject struct {
	grade event.Grade
	kind  string
	parts []*logValue
}

// WithCustom is the set with custom sources in front, in the order given.
// The set itself does not change.
func (s *Set) WithCustom(sources []Custom, settings component.TelemetrySettings) (*Set, error) {
	if len(sources) == 0 {
		return s, nil
	}
	with := *s
	with.customs = slices.Clone(s.customs)
	var problems []error
	for i := range sources {
		compiled, err := sources[i].compile(settings)
		if err == nil && slices.ContainsFunc(with.customs, func(other *customSource) bool { return other.name == compiled.name }) {
			err = fmt.Errorf("custom source %q: another one has this name", compiled.name)
		}
		if err != nil {
			problems = append(problems, err)
			continue
		}
		with.customs = append(with.customs, compiled)
	}
	text, err := json.Marshal(sources)
	problems = append(problems, err)
	with.fingerprint = sha256.Sum256(append(s.fingerprint[:], text...))
	return &with, errors.Join(problems...)
}

// HasCustom says whether ReadCustom can find anything.
func (s *Set) HasCustom() bool { return len(s.customs) > 0 }
