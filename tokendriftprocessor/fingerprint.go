package tokendriftprocessor

import (
	"crypto/sha256"
	"encoding/json"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/origin"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// publicKey stands in for a missing fingerprint_key. It is no secret: with it
// anybody who holds a raw token can compute its id.
const publicKey = "token_drift: a fixed public key."

// judgedBy is every setting that a verdict depends on. Where files lie, what
// becomes of the records, storage and the key are not among them.
type judgedBy struct {
	LearningPeriod  time.Duration
	LearningUses    int
	HalfLife        time.Duration
	MaxTokens       int
	Budget          float64
	Criteria        map[string]string
	QuietPeriod     time.Duration
	ClearAfter      time.Duration
	MaxLateness     time.Duration
	DuplicateWindow int
	Sources         [32]byte
	Networks        [32]byte
	Without         incident.Without `json:",omitempty"`
}

// fingerprint goes, with the inventory's, into token_drift.policy.
func (c *Config) fingerprint(sources *source.Set, networks *origin.Resolver) ([32]byte, error) {
	text, err := json.Marshal(judgedBy{ // maps are written in the order of their keys
		LearningPeriod:  c.Baseline.LearningPeriod,
		LearningUses:    c.Baseline.LearningUses,
		HalfLife:        c.Baseline.HalfLife,
		MaxTokens:       c.Baseline.MaxTokens,
		Budget:          c.Incidents.FalseIncidentBudget,
		Criteria:        c.Incidents.Criteria,
		QuietPeriod:     c.Incidents.QuietPeriod,
		ClearAfter:      c.Incidents.ClearAfter,
		MaxLateness:     c.MaxLateness,
		DuplicateWindow: c.DuplicateWindow,
		Sources:         sources.Fingerprint(),
		Networks:        networks.Fingerprint(),
		Without:         without(),
	})
	return sha256.Sum256(text), err
}

// key is what fingerprints are keyed with.
func (c *Config) key() []byte {
	if c.FingerprintKey == "" {
		return []byte(publicKey)
	}
	return []byte(c.FingerprintKey)
}
