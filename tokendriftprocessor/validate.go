package tokendriftprocessor

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/report"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/signal"
)

const (
	minKey             = 32 // bytes: the block HMAC-SHA-256 wants (RFC 2104 section 3)
	minCheckpoint      = 100 * time.Millisecond
	maxDuplicateWindow = 100_000_000
	maxTokens          = 50_000_000
	maxStoredTokens    = 1_000_000_000
	// A longer time added to an event's would leave what nanoseconds since
	// 1970 can count.
	maxDuration = 10 * 365 * 24 * time.Hour
)

// Validate reports every key of the top level that is wrong; the Collector
// asks the nested parts themselves.
func (c *Config) Validate() error {
	return errors.Join(
		oneOf("mode", c.Mode, ModeTag, ModeForward, ModeIdentify),
		duration("max_lateness", c.MaxLateness),
		between("duplicate_window", c.DuplicateWindow, 0, maxDuplicateWindow),
		c.validateCheckpoint(),
		c.validateKey(),
	)
}

func (c *Config) validateCheckpoint() error {
	if c.CheckpointInterval < minCheckpoint || c.CheckpointInterval > maxDuration {
		return fmt.Errorf("checkpoint_interval must be %s to %s, got %s", minCheckpoint, maxDuration, c.CheckpointInterval)
	}
	return nil
}

// validateKey never shows the key, only how long it is.
func (c *Config) validateKey() error {
	switch n := len(c.FingerprintKey); {
	case n == 0 && c.Mode == ModeIdentify:
		return errors.New(`fingerprint_key must be set in mode identify, got "": without a secret one, anybody can compute token ids from raw credentials; give at least 32 bytes, e.g. ${env:TOKEN_DRIFT_KEY}`)
	case n > 0 && n < minKey:
		return fmt.Errorf("fingerprint_key must have at least %d bytes, got one of %d", minKey, n)
	}
	return nil
}

// Validate reports every key that is wrong.
func (c *BaselineConfig) Validate() error {
	return errors.Join(
		duration("learning_period", c.LearningPeriod),
		between("learning_uses", c.LearningUses, 1, 1_000_000_000),
		duration("half_life", c.HalfLife),
		between("max_tokens", c.MaxTokens, 1, maxTokens),
		between("max_stored_tokens", c.MaxStoredTokens, 1, maxStoredTokens),
	)
}

// Validate reports every key that is wrong.
func (c *IncidentsConfig) Validate() error {
	problems := []error{
		c.validateBudget(),
		duration("quiet_period", c.QuietPeriod),
		duration("clear_after", c.ClearAfter),
		oneOf("format", c.Format, report.FormatOTel, report.FormatOCSF),
	}
	names := make([]string, 0, len(c.Criteria))
	for name := range c.Criteria {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if !signal.Known(name) {
			problems = append(problems, fmt.Errorf("criteria: unknown signal %q; known are %s", name, strings.Join(signal.Names(), ", ")))
		}
		problems = append(problems, oneOf("criteria: "+name, c.Criteria[name], "ignore", "review", "incident"))
	}
	return errors.Join(problems...)
}

func (c *IncidentsConfig) validateBudget() error {
	if b := c.FalseIncidentBudget; !(b > 0 && b <= 1) { // also refuses what is not a number
		return fmt.Errorf("false_incident_budget must be above 0 and at most 1, got %v", b)
	}
	return nil
}

func oneOf[T ~string](key string, got T, words ...T) error {
	if slices.Contains(words, got) {
		return nil
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = fmt.Sprintf("%q", string(w))
	}
	return fmt.Errorf("%s must be one of %s, got %q", key, strings.Join(quoted, ", "), string(got))
}

func duration(key string, got time.Duration) error {
	if got <= 0 || got > maxDuration {
		return fmt.Errorf("%s must be above 0 and at most %s, got %s", key, maxDuration, got)
	}
	return nil
}

func between[T cmp.Ordered](key string, got, least, most T) error {
	if got < least || got > most {
		return fmt.Errorf("%s must be %v to %v, got %v", key, least, most, got)
	}
	return nil
}
