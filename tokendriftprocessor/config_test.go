package tokendriftprocessor

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/confmaptest"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/report"
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/source"
)

func TestDefaults(t *testing.T) {
	cfg := createDefaultConfig()
	require.NoError(t, confmap.Validate(cfg))
	assert.Equal(t, &Config{
		Mode:     "tag",
		Baseline: BaselineConfig{LearningPeriod: 168 * time.Hour, LearningUses: 50, HalfLife: 336 * time.Hour, MaxTokens: 100000, MaxStoredTokens: 10000000},
		Incidents: IncidentsConfig{
			FalseIncidentBudget: 0.001, QuietPeriod: 24 * time.Hour, ClearAfter: 72 * time.Hour, Format: "otel",
		},
		MaxLateness: 72 * time.Hour, DuplicateWindow: 1000000, CheckpointInterval: 30 * time.Second,
	}, cfg)
}

func TestEveryKey(t *testing.T) {
	conf, err := confmaptest.LoadConf("testdata/config.yaml")
	require.NoError(t, err)
	sub, err := conf.Sub("token_drift/every_key")
	require.NoError(t, err)
	cfg := createDefaultConfig()
	require.NoError(t, sub.Unmarshal(cfg))
	require.NoError(t, confmap.Validate(cfg))
	stores := component.MustNewIDWithName("file_storage", "state")
	assert.Equal(t, &Config{
		Mode: ModeForward,
		Sources: SourcesConfig{
			Include: []string{"okta", "github"}, Paths: []string{"testdata/sources"},
			Custom: []source.Custom{{
				Name: "in_house", Provider: "in_house", Match: `log.attributes["kind"] == "audit"`,
				Fields:    map[string]string{"action": `log.attributes["verb"]`},
				Subject:   []source.CustomSubject{{Grade: "token", Kind: "key", Parts: []string{`log.attributes["key"]`}}},
				Classes:   []source.CustomClass{{Class: "bulk", Actions: []string{"export*"}}},
				ErrorMode: "propagate",
			}},
		},
		Inventory: InventoryConfig{Paths: []string{"testdata/inventory.yaml"}},
		Networks:  NetworksConfig{Ranges: []string{"testdata/ranges.yaml"}},
		Baseline:  BaselineConfig{LearningPeriod: 24 * time.Hour, LearningUses: 20, HalfLife: 100 * time.Hour, MaxTokens: 5000, MaxStoredTokens: 50000},
		Incidents: IncidentsConfig{
			FalseIncidentBudget: 0.01, Criteria: map[string]string{"new_network": "ignore", "no_owner": "incident"},
			QuietPeriod: 12 * time.Hour, ClearAfter: 48 * time.Hour, Format: report.FormatOCSF,
		},
		MaxLateness: 24 * time.Hour, DuplicateWindow: 0, Storage: &stores, CheckpointInterval: time.Minute,
		FingerprintKey: "0123456789abcdef0123456789abcdef",
	}, cfg)
}

func TestUnknownKeys(t *testing.T) {
	for _, key := range []string{"modes", "baseline::learning", "incidents::budget", "sources::paht", "networks::asn", "inventory::path"} {
		err := confmap.NewFromStringMap(map[string]any{key: nil}).Unmarshal(createDefaultConfig())
		assert.ErrorContains(t, err, "invalid keys", key)
	}
}

func TestBadValues(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	inventory := file("inventory.yaml", "owners:\n  - {id: a, status: gone}\n")
	sources := file("mine.yaml", "source: mine\nprovidre: x\n")
	ranges := file("ranges.yaml", "- {name: a, kind: office, cidrs: [192.0.2.0/24]}\n- {name: b, kind: castle, cidrs: [192.0.2.0/24]}\n")
	mmdb := file("x.mmdb", "no database")
	missing := filepath.Join(dir, "missing.yaml")
	custom := func(match string) []source.Custom {
		return []source.Custom{{
			Name: "x", Provider: "x", Match: match, Fields: map[string]string{"action": `log.attributes["verb"]`},
			Subject: []source.CustomSubject{{Grade: "token", Kind: "key", Parts: []string{`log.attributes["key"]`}}},
		}}
	}
	for name, c := range map[string]struct {
		change func(*Config)
		want   []string
	}{
		"mode":                         {func(c *Config) { c.Mode = "tga" }, []string{"mode", `"tga"`, `"tag", "forward", "identify"`}},
		"no mode":                      {func(c *Config) { c.Mode = "" }, []string{"mode", `""`}},
		"max_lateness":                 {func(c *Config) { c.MaxLateness = 0 }, []string{"max_lateness", "0s", "above 0"}},
		"duplicate_window below":       {func(c *Config) { c.DuplicateWindow = -1 }, []string{"duplicate_window", "-1", "0 to 100000000"}},
		"duplicate_window above":       {func(c *Config) { c.DuplicateWindow = 100_000_001 }, []string{"duplicate_window", "100000001"}},
		"checkpoint_interval":          {func(c *Config) { c.CheckpointInterval = 99 * time.Millisecond }, []string{"checkpoint_interval", "99ms", "100ms"}},
		"fingerprint_key short":        {func(c *Config) { c.FingerprintKey = "0123456789abcdef0123456789abcde" }, []string{"fingerprint_key", "31", "at least 32"}},
		"fingerprint_key for identify": {func(c *Config) { c.Mode = ModeIdentify }, []string{"fingerprint_key", `""`, "identify", "at least 32"}},
		"learning_period":              {func(c *Config) { c.Baseline.LearningPeriod = -time.Hour }, []string{"baseline: learning_period", "-1h0m0s", "above 0"}},
		"learning_period too long":     {func(c *Config) { c.Baseline.LearningPeriod = 87601 * time.Hour }, []string{"baseline: learning_period", "87601h0m0s", "at most 87600h0m0s"}},
		"learning_uses":                {func(c *Config) { c.Baseline.LearningUses = 0 }, []string{"baseline: learning_uses", "got 0"}},
		"half_life":                    {func(c *Config) { c.Baseline.HalfLife = 0 }, []string{"baseline: half_life", "0s"}},
		"max_tokens below":             {func(c *Config) { c.Baseline.MaxTokens = 0 }, []string{"baseline: max_tokens", "got 0", "1 to 50000000"}},
		"max_tokens above":             {func(c *Config) { c.Baseline.MaxTokens = 50_000_001 }, []string{"baseline: max_tokens", "50000001"}},
		"budget 0":                     {func(c *Config) { c.Incidents.FalseIncidentBudget = 0 }, []string{"incidents: false_incident_budget", "got 0", "above 0 and at most 1"}},
		"budget above":                 {func(c *Config) { c.Incidents.FalseIncidentBudget = 1.5 }, []string{"incidents: false_incident_budget", "1.5"}},
		"signal":                       {func(c *Config) { c.Incidents.Criteria = map[string]string{"new_newtork": "ignore"} }, []string{"incidents: criteria", `"new_newtork"`, "new_network"}},
		"criterion":                    {func(c *Config) { c.Incidents.Criteria = map[string]string{"new_network": "alert"} }, []string{"incidents: criteria: new_network", `"alert"`, `"ignore", "review", "incident"`}},
		"quiet_period":                 {func(c *Config) { c.Incidents.QuietPeriod = 0 }, []string{"incidents: quiet_period", "0s"}},
		"clear_after":                  {func(c *Config) { c.Incidents.ClearAfter = -1 }, []string{"incidents: clear_after", "-1ns"}},
		"format":                       {func(c *Config) { c.Incidents.Format = "cef" }, []string{"incidents: format", `"cef"`, `"otel", "ocsf"`}},
		"include":                      {func(c *Config) { c.Sources.Include = []string{"otka"} }, []string{"sources: include", `"otka"`, "okta"}},
		"source file":                  {func(c *Config) { c.Sources.Paths = []string{sources} }, []string{sources + ":2", `"providre"`, "provider"}},
		"source path":                  {func(c *Config) { c.Sources.Paths = []string{missing} }, []string{"sources: paths", missing}},
		"custom source":                {func(c *Config) { c.Sources.Custom = custom(`log.attributes["a"`) }, []string{"sources::custom::0", "match"}},
		"custom sources of one name":   {func(c *Config) { c.Sources.Custom = append(custom("true"), custom("true")...) }, []string{"sources", `"x"`, "another one"}},
		"inventory":                    {func(c *Config) { c.Inventory.Paths = []string{inventory} }, []string{inventory + ":2", "status", "gone", "offboarded"}},
		"inventory path":               {func(c *Config) { c.Inventory.Paths = []string{missing} }, []string{"inventory: paths", missing}},
		"ranges":                       {func(c *Config) { c.Networks.Ranges = []string{ranges} }, []string{"networks.ranges", ranges + ":2", "castle"}},
		"asn_database":                 {func(c *Config) { c.Networks.ASNDatabase = mmdb }, []string{"networks.asn_database", mmdb}},
		"country_database":             {func(c *Config) { c.Networks.CountryDatabase = missing }, []string{"networks.country_database", missing}},
	} {
		t.Run(name, func(t *testing.T) {
			err := confmap.Validate(config(c.change))
			require.Error(t, err)
			for _, want := range c.want {
				assert.ErrorContains(t, err, want)
			}
		})
	}
}

func TestTheKeyIsNeverShown(t *testing.T) {
	const secret = "not-long-enough-secret"
	err := confmap.Validate(config(func(c *Config) { c.FingerprintKey = secret }))
	require.Error(t, err)
	assert.NotContains(t, err.Error(), secret)
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	err := confmap.Validate(config(func(c *Config) {
		c.Mode, c.MaxLateness, c.Baseline.LearningUses, c.Incidents.Format = "x", 0, 0, "y"
	}))
	for _, key := range []string{"mode", "max_lateness", "learning_uses", "format"} {
		assert.ErrorContains(t, err, key)
	}
}
