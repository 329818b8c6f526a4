package company

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// standard is the size the numbers below are for.
const standard = 400

// line is one app or one group of like tokens: how many, at the standard size.
type line struct {
	form     vendors.Form
	name     string
	grants   int    // tokens of one app; 0: each token has an app of its own
	alone    int    // tokens with an app of their own, or none
	kind     string // population; empty: several in turn
	work     int    // index into vendors.Works
	network  string // where its servers are; empty: several in turn
	pace     time.Duration
	round    [2]int
	declared bool
}

// lines are the estate's apps with 5 to 48 grants, and what runs alone.
var lines = []line{
	{vendors.SalesforceGrant, "Drift", 22, 0, "steady_sync", 0, "aws/us-east-1", 5 * time.Hour, [2]int{1, 3}, true},
	{vendors.SalesforceGrant, "Gainsight", 12, 0, "steady_sync", 3, "aws/us-east-1", 4 * time.Hour, [2]int{1, 3}, true},
	{vendors.SalesforceGrant, "Klue Battlecards", 7, 0, "steady_sync", 2, "gcp/us-east4", 3 * time.Hour, [2]int{2, 6}, true},
	{vendors.SalesforceGrant, "Beacon Sync", 40, 0, "vendor_proxy", 1, "", 6 * time.Hour, [2]int{1, 2}, true},
	{vendors.SalesforceGrant, "Quillpath", 6, 0, "bursty_batch", 2, "azure/eastus", 40 * time.Hour, [2]int{10, 40}, false},
	{vendors.SalesforceGrant, "", 0, 20, "", 0, "", 2 * time.Hour, [2]int{1, 4}, true},
	{vendors.SalesforcePerson, "", 0, 14, "person", 0, "", 0, [2]int{4, 9}, true},
	{vendors.GoogleGrant, "Slotwise", 30, 0, "steady_sync", 0, "gcp/us-east4", 4 * time.Hour, [2]int{1, 2}, true},
	{vendors.GoogleGrant, "Noteleaf", 14, 0, "vendor_proxy", 0, "", 5 * time.Hour, [2]int{1, 2}, true},
	{vendors.GoogleGrant, "Cirrus Backup", 5, 0, "nightly", 1, "aws/us-west-2", 0, [2]int{6, 20}, true},
	{vendors.GoogleGrant, "Mailtriage", 10, 0, "steady_sync", 2, "DigitalOcean, LLC", 3 * time.Hour, [2]int{1, 3}, true},
	{vendors.GoogleGrant, "Context.ai", 5, 0, "rare", 1, "aws/us-east-1", 20 * time.Hour, [2]int{1, 3}, false},
	{vendors.GoogleAdmin, "", 0, 1, "administrator", 0, "", 0, [2]int{1, 3}, true},
	{vendors.OktaGrant, "Larch Field", 18, 0, "person", 0, "", 0, [2]int{5, 9}, true},
	{vendors.OktaGrant, "Lab Portal", 8, 0, "person", 0, "", 0, [2]int{3, 7}, true},
	{vendors.OktaGrant, "", 0, 9, "steady_sync", 0, "", 2 * time.Hour, [2]int{1, 1}, true},
	{vendors.OktaToken, "", 0, 13, "", 0, "", 2 * time.Hour, [2]int{1, 4}, true},
	{vendors.OktaPerson, "", 0, 38, "person", 0, "", 0, [2]int{3, 7}, true},
	{vendors.GitHubToken, "Heroku Dashboard", 12, 0, "steady_sync", 1, "aws/us-east-1", 9 * time.Hour, [2]int{1, 3}, true},
	{vendors.GitHubToken, "Travis CI", 6, 0, "steady_sync", 1, "gcp/us-east4", 9 * time.Hour, [2]int{1, 4}, true},
	{vendors.GitHubToken, "CircleCI", 8, 0, "steady_sync", 1, "aws/us-east-1", 7 * time.Hour, [2]int{1, 4}, true},
	{vendors.GitHubToken, "ci", 0, 10, "ci_hosted", 1, "github-hosted", 2 * time.Hour, [2]int{3, 3}, true},
	{vendors.GitHubToken, "", 0, 24, "person", 0, "", 0, [2]int{5, 12}, true},
	{vendors.GitHubBot, "", 0, 10, "hourly_instance", 0, "github-hosted", 5 * time.Hour, [2]int{2, 5}, true},
	{vendors.GitHubAdmin, "", 0, 2, "administrator", 0, "", 0, [2]int{1, 2}, true},
	{vendors.EntraGrant, "Teams Web Client", 16, 0, "person", 0, "", 0, [2]int{3, 6}, true},
	{vendors.EntraGrant, "Larch Expenses", 8, 0, "person", 0, "", 0, [2]int{1, 4}, true},
	{vendors.EntraKey, "", 0, 22, "", 0, "", time.Hour, [2]int{1, 1}, true},
	{vendors.EntraManaged, "", 0, 3, "steady_sync", 0, "azure/eastus", 6 * time.Hour, [2]int{1, 2}, true},
	{vendors.EntraAdmin, "", 0, 1, "administrator", 0, "", 0, [2]int{1, 2}, true},
	{vendors.AWSKey, "", 0, 10, "", 0, "", 2 * time.Hour, [2]int{2, 5}, true},
	{vendors.AWSKey, "ci", 0, 4, "ci_hosted", 1, "github-hosted", 3 * time.Hour, [2]int{3, 3}, true},
	{vendors.AWSRole, "", 0, 12, "hourly_instance", 0, "aws/us-east-1", time.Hour, [2]int{1, 3}, true},
	{vendors.SalesforceEvents, "Fieldhand", 12, 0, "steady_sync", 0, "gcp/us-east4", 3 * time.Hour, [2]int{1, 3}, true},
	{vendors.SalesforceEvents, "", 0, 6, "", 0, "", 3 * time.Hour, [2]int{1, 4}, true},
}

// mixed are the populations of lines that name none.
var mixed = []string{"steady_sync", "steady_sync", "nightly", "bursty_batch", "steady_sync", "rare", "vendor_proxy", "monthly", "steady_sync", "nightly", "busy"}

// homes are the networks of lines that name none, the commonest first.
var homes = []string{"aws/us-east-1", "aws/us-east-1", "gcp/us-east4", "azure/eastus", "aws/us-west-2", "DigitalOcean, LLC"}
