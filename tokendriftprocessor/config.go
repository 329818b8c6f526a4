package tokendriftprocessor

import (
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/confmap"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/report"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

// Mode is what becomes of the records.
type Mode string

// The modes.
const (
	ModeTag      Mode = "tag"      // every record passes, judged ones tagged
	ModeForward  Mode = "forward"  // only what is flagged passes
	ModeIdentify Mode = "identify" // records are stamped for routing, none is judged
)

// Config of the token_drift processor. Every key has a default.
type Config struct {
	// Mode is tag, forward or identify. In forward, records that cannot be
	// read are dropped and counted. Defaults to tag.
	Mode Mode `mapstructure:"mode"`

	// Sources are the kinds of audit records that are understood.
	Sources SourcesConfig `mapstructure:"sources"`

	// Inventory is what is declared about tokens, owners and apps.
	Inventory InventoryConfig `mapstructure:"inventory"`

	// Networks names the places that addresses belong to.
	Networks NetworksConfig `mapstructure:"networks"`

	// Baseline is how a token's normal is learned.
	Baseline BaselineConfig `mapstructure:"baseline"`

	// Incidents is when an incident opens and closes.
	Incidents IncidentsConfig `mapstructure:"incidents"`

	// MaxLateness is how far behind its source's newest record one may be, in
	// event time; older ones meet lifecycle rules only. Defaults to 72h.
	MaxLateness time.Duration `mapstructure:"max_lateness"`

	// DuplicateWindow is how many event ids are remembered, 0 to 100,000,000.
	// Defaults to 1000000.
	DuplicateWindow int `mapstructure:"duplicate_window"`

	// Storage is the storage extension that keeps what was learned over a
	// restart. Defaults to none: memory only.
	Storage *component.ID `mapstructure:"storage"`

	// CheckpointInterval is how often what was learned goes to the storage, in
	// wall clock time, at least 100ms. Defaults to 30s.
	CheckpointInterval time.Duration `mapstructure:"checkpoint_interval"`

	// FingerprintKey keys the fingerprints in token_drift.token.id, at least 32
	// bytes. Defaults to a fixed public key, with a warning at start; mode
	// identify refuses that.
	FingerprintKey configopaque.String `mapstructure:"fingerprint_key"`

	_ struct{}
}

// SourcesConfig chooses the kinds of audit records.
type SourcesConfig struct {
	// Include names built-in sources or providers. Defaults to all, chosen per
	// record.
	Include []string `mapstructure:"include"`

	// Paths are folders or files of a user's own sources, in the form of the
	// built-in ones. Defaults to none.
	Paths []string `mapstructure:"paths"`

	// Custom are sources whose fields are OTTL value expressions. Defaults to
	// none.
	Custom []source.Custom `mapstructure:"custom"`

	_ struct{}
}

// InventoryConfig is where the inventory is.
type InventoryConfig struct {
	// Paths are YAML files or folders of them, read again when they change.
	// Defaults to none.
	Paths []string `mapstructure:"paths"`

	_ struct{}
}

// NetworksConfig is where the names of networks are.
type NetworksConfig struct {
	// ASNDatabase is the path of an MMDB file in the layout of GeoLite2-ASN.
	// Defaults to none: networks are address prefixes.
	ASNDatabase string `mapstructure:"asn_database"`

	// CountryDatabase is the path of an MMDB file with countries. Defaults to
	// none.
	CountryDatabase string `mapstructure:"country_database"`

	// Ranges are files of named CIDR ranges: cloud regions, CI runners,
	// offices, anonymisers. Defaults to none.
	Ranges []string `mapstructure:"ranges"`

	_ struct{}
}

// BaselineConfig is how a token's normal is learned. Durations are of event
// time.
type BaselineConfig struct {
	// LearningPeriod must have passed since a token was first seen before
	// silence counts as normal. Defaults to 168h.
	LearningPeriod time.Duration `mapstructure:"learning_period"`

	// LearningUses must have been seen as well, at least 1. Defaults to 50.
	LearningUses int `mapstructure:"learning_uses"`

	// HalfLife is when a value that is no longer seen has lost half its weight.
	// Defaults to 336h.
	HalfLife time.Duration `mapstructure:"half_life"`

	// MaxTokens bounds the tokens in memory, 1 to 50,000,000. Defaults to
	// 100000.
	MaxTokens int `mapstructure:"max_tokens"`

	// MaxStoredTokens bounds the tokens in the storage, if there is one, 1 to
	// 1,000,000,000. Beyond it the oldest are deleted, mature and declared ones
	// last. Defaults to 10000000.
	MaxStoredTokens int `mapstructure:"max_stored_tokens"`

	_ struct{}
}

// IncidentsConfig is when an incident opens and closes. Durations are of event
// time.
type IncidentsConfig struct {
	// FalseIncidentBudget is how many false incidents per token and week are
	// expected, above 0 and at most 1. Defaults to 0.001.
	FalseIncidentBudget float64 `mapstructure:"false_incident_budget"`

	// Criteria overrides the budget per signal: ignore, review or incident.
	// Defaults to none.
	Criteria map[string]string `mapstructure:"criteria"`

	// QuietPeriod is how long a token emits no further incident record after
	// one. Defaults to 24h.
	QuietPeriod time.Duration `mapstructure:"quiet_period"`

	// ClearAfter is how long no new evidence must come before an incident
	// closes. Defaults to 72h.
	ClearAfter time.Duration `mapstructure:"clear_after"`

	// Format of the separate incident record's body: otel, a sentence, or
	// ocsf, a Detection Finding. Defaults to otel.
	Format report.Format `mapstructure:"format"`

	_ struct{}
}

var _ confmap.Validator = (*Config)(nil)

func createDefaultConfig() component.Config {
	return &Config{
		Mode: ModeTag,
		Baseline: BaselineConfig{
			LearningPeriod: 168 * time.Hour,
			LearningUses:   50,
			HalfLife:       336 * time.Hour,
			MaxTokens:      100_000,

			MaxStoredTokens: 10_000_000,
		},
		Incidents: IncidentsConfig{
			FalseIncidentBudget: 0.001,
			QuietPeriod:         24 * time.Hour,
			ClearAfter:          72 * time.Hour,
			Format:              report.FormatOTel,
		},
		MaxLateness:        72 * time.Hour,
		DuplicateWindow:    1_000_000,
		CheckpointInterval: 30 * time.Second,
	}
}
