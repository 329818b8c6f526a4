package source

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/ottlfuncs"
	"go.opentelemetry.io/collector/component"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// customCompiler gathers what is wrong with a custom source, like document
// does for a file.
type customCompiler struct {
	config   *Custom
	made     *customSource
	parser   ottl.Parser[*ottllog.TransformContext]
	problems []error
}

func (c *Custom) compile(settings component.TelemetrySettings) (*customSource, error) {
	parser, err := ottllog.NewParser(ottlfuncs.StandardConverters[*ottllog.TransformContext](), settings, ottllog.EnablePathContextNames())
	if err != nil {
		return nil, err
	}
	made := &customSource{name: c.Name, provider: c.Provider, strict: c.ErrorMode == ottl.PropagateError}
	cc := &customCompiler{config: c, made: made, parser: parser}
	cc.name("name", c.Name)
	cc.name("provider", c.Provider)
	if made.match, err = parser.ParseCondition(c.Match); err != nil {
		cc.wrong("match: must be an OTTL condition: %w", err)
	}
	cc.fields()
	cc.subjects()
	cc.classes()
	return made, errors.Join(cc.problems...)
}

func (c *customCompiler) wrong(format string, args ...any) {
	c.problems = append(c.problems, fmt.Errorf("custom source %q: %w", c.config.Name, fmt.Errorf(format, args...)))
}

func (c *customCompiler) name(key, name string) {
	if !namePattern.MatchString(name) {
		c.wrong("%s: %q must be lower-case letters, digits and _, beginning with a letter", key, name)
	}
}

func (c *customCompiler) value(key, text string) *logValue {
	v, err := c.parser.ParseValueExpression(text)
	if err != nil {
		c.wrong("%s: must be an OTTL value expression: %w", key, err)
	}
	return v
}

func (c *customCompiler) fields() {
	for _, name := range slices.Sorted(maps.Keys(c.config.Fields)) {
		v := c.value("fields."+name, c.config.Fields[name])
		switch i := slices.Index(fieldNames, name); {
		case name == "time":
			c.made.time = v
		case name == "outcome":
			c.made.outcome = v
		case i < 0:
			c.wrong("fields: unknown %q; known are %s, time, outcome", name, strings.Join(fieldNames, ", "))
		case field(i) == fieldID:
			c.made.id = v
		case field(i) == fieldAction:
			c.made.action = v
		default:
			c.made.fields = append(c.made.fields, customField{field(i), v})
		}
	}
	if c.config.Fields["action"] == "" {
		c.wrong("fields.action: is missing; it names the operation")
	}
}

func (c *customCompiler) subjects() {
	if len(c.config.Subject) == 0 {
		c.wrong("subject: is missing; it names the token")
	}
	for _, s := range c.config.Subject {
		grade, ok := event.ParseGrade(s.Grade)
		if !ok {
			c.wrong("subject.grade: unknown %q; known are %s", s.Grade, gradeWords)
		}
		if s.Kind == "" || len(s.Parts) == 0 || len(s.Parts) > len(event.Subject{}.Parts) {
			c.wrong("subject: an entry has a kind and one to three parts")
		}
		subject := customSubject{grade: grade, kind: s.Kind}
		for _, part := range s.Parts {
			subject.parts = append(subject.parts, c.value("subject.parts", part))
		}
		c.made.subjects = append(c.made.subjects, subject)
	}
}

func (c *customCompiler) classes() {
	for _, rule := range c.config.Classes {
		class, ok := event.ParseClass(rule.Class)
		if !ok {
			c.wrong("classes.class: unknown %q; known are %s", rule.Class, classWords)
		}
		patterns := make([]pattern, 0, len(rule.Actions))
		for _, action := range rule.Actions {
			p, err := parsePattern(action)
			if err != nil {
				c.wrong("classes.actions: %w", err)
			}
			patterns = append(patterns, p)
		}
		c.made.classes = append(c.made.classes, classRule{class: class, by: byAction, patterns: patterns})
	}
}
