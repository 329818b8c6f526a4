package origin

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	onMac     = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
	onWindows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
	onLinux   = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
)

// agents are user agents as the programs send them, with the class a person
// would give them.
var agents = []struct {
	agent, class, family string
	kind                 Kind
	os                   string
}{
	{"", "", "", KindNone, ""},
	{"-", "", "", KindNone, ""},
	{"  ", "", "", KindNone, ""},

	// Browsers: no version, since they update themselves.
	{onMac + "Chrome/131.0.0.0 Safari/537.36", "Chrome (macOS)", "Chrome", KindBrowser, "macos"},
	{onMac + "Chrome/81.0.4044.138 Safari/537.36,gzip(gfe),gzip(gfe)", "Chrome (macOS)", "Chrome", KindBrowser, "macos"},
	{"[" + onMac + "Chrome/131.0.0.0 Safari/537.36]", "Chrome (macOS)", "Chrome", KindBrowser, "macos"},
	{onWindows + "Chrome/120.0.0.0 Safari/537.36", "Chrome (Windows)", "Chrome", KindBrowser, "windows"},
	{onWindows + "Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91", "Edge (Windows)", "Edge", KindBrowser, "windows"},
	{onLinux + "Chrome/120.0.0.0 Safari/537.36", "Chrome (Linux)", "Chrome", KindBrowser, "linux"},
	{onMac + "Chrome/119.0.0.0 Safari/537.36 OPR/105.0.0.0", "Opera (macOS)", "Opera", KindBrowser, "macos"},
	{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.1 Safari/605.1.15", "Safari (macOS)", "Safari", KindBrowser, "macos"},
	{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:124.0) Gecko/20100101 Firefox/124.0", "Firefox (macOS)", "Firefox", KindBrowser, "macos"},
	{"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "Firefox (Linux)", "Firefox", KindBrowser, "linux"},
	{"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1", "Safari (iOS)", "Safari", KindBrowser, "ios"},
	{"Mozilla/5.0 (Linux; Android 11; ONEPLUS A6013) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/104.0.0.0 Mobile Safari/537.36", "Chrome (Android)", "Chrome", KindBrowser, "android"},
	{"Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer (Windows)", "Internet Explorer", KindBrowser, "windows"},
	{onMac + "Slack/4.33.90 Chrome/114.0.5735.134 Electron/25.2.0 Safari/537.36", "Slack (macOS)", "Slack", KindBrowser, "macos"},
	{onLinux + "HeadlessChrome/120.0.6099.28 Safari/537.36", "Headless Chrome (Linux)", "Headless Chrome", KindSDK, "linux"},
	{"Chrome 114.0.0 / Mac OS X 10.15.7", "Chrome (macOS)", "Chrome", KindBrowser, "macos"},
	{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Browser (macOS)", "Browser", KindBrowser, "macos"},
	{"Mozilla/5.0", "Mozilla", "Mozilla", KindService, ""},
	{"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot", "Googlebot", KindService, ""},
	{"13050000", "Chrome", "Chrome", KindBrowser, ""},
	{"11035001", "Firefox (mobile)", "Firefox", KindBrowser, ""},
	{"12024001", "Salesforce client 12 (mobile)", "Salesforce client 12", KindService, ""},

	// Programs.
	{"aws-cli/2.13.0", "aws-cli/2", "aws-cli", KindCLI, ""},
	{"aws-cli/1.15.42 Python/3.6.1 Darwin/17.7.0 botocore/1.10.42", "aws-cli/1 (macos)", "aws-cli", KindCLI, "macos"},
	{"[aws-cli/2.13.5 Python/3.11.4 Linux/4.14.255-314-253.539.amzn2.x86_64 exec-env/CloudShell exe/x86_64.amzn.2 prompt/off command/s3.ls]", "aws-cli/2 (linux)", "aws-cli", KindCLI, "linux"},
	{"aws-cli/2.15.59 md/awscrt#0.19.19 ua/2.0 os/macos#22.6.0 md/arch#arm64 lang/python#3.11.11 md/pyimpl#CPython cfg/retry-mode#standard", "aws-cli/2 (macos)", "aws-cli", KindCLI, "macos"},
	{"aws-cli/2.15.0 Python/3.11.6 Linux/5.15.90.1-microsoft-standard-WSL2 exe/x86_64.ubuntu.22 prompt/off", "aws-cli/2 (windows)", "aws-cli", KindCLI, "windows"},
	{"aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0-kali9-amd64 exe/x86_64.kali.2023 prompt/off", "aws-cli/2 (kali linux)", "aws-cli", KindTool, "linux"},
	{"APN/1.0 HashiCorp/1.0 Terraform/1.5.7 (+https://www.terraform.io) terraform-provider-aws/5.1.0 (+https://registry.terraform.io/providers/hashicorp/aws)", "Terraform/1", "Terraform", KindCLI, ""},
	{"aws-sdk-go/1.29.7 (go1.13.7; darwin; amd64) APN/1.0 HashiCorp/1.0 Terraform/0.12.24 (+https://www.terraform.io)", "Terraform/0.12 (macos)", "Terraform", KindCLI, "macos"},
	{"git/2.43.0", "git/2", "git", KindCLI, ""},
	{"git/2.39.3 (Apple Git-146)", "git/2 (macos)", "git", KindCLI, "macos"},
	{"git/2.43.0.windows.1", "git/2 (windows)", "git", KindCLI, "windows"},
	{"GitHub CLI 2.40.1", "GitHub CLI/2", "GitHub CLI", KindCLI, ""},
	{"curl/8.4.0", "curl/8", "curl", KindCLI, ""},
	{"PostmanRuntime/7.29.2", "PostmanRuntime/7", "PostmanRuntime", KindCLI, ""},
	{"Salesforce-CLI/1.0", "Salesforce-CLI/1", "Salesforce-CLI", KindCLI, ""},
	{"kubectl/v1.28.2 (darwin/amd64) kubernetes/89a4ea3", "kubectl/1 (macos)", "kubectl", KindCLI, "macos"},
	{"google-cloud-sdk gcloud/548.0.0 command/gcloud.storage.cp client-os/LINUX,gzip(gfe)", "gcloud (linux)", "gcloud", KindCLI, "linux"},
	{"apitools Python/3.13.7 gsutil/5.35 (linux) analytics/enabled google-cloud-sdk/548.0.0,gzip(gfe)", "gsutil/5 (linux)", "gsutil", KindCLI, "linux"},
	{"python/3.10.12 (Linux-5.15.0-x86_64-with-glibc2.35) AZURECLI/2.53.0 (DEB)", "AzureCLI/2 (linux)", "AzureCLI", KindCLI, "linux"},
	{"Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.22621.2506", "WindowsPowerShell/5 (windows)", "WindowsPowerShell", KindCLI, "windows"},
	{"yarn/3.6.4-core npm/? node/v20.10.0 darwin arm64", "yarn/3 (macos)", "yarn", KindCLI, "macos"},
	{`pip/23.3.1 {"ci":null,"cpu":"arm64","system":{"name":"Darwin"}}`, "pip/23 (macos)", "pip", KindCLI, "macos"},
	{"Ruby, RubyGems/3.4.22 linux-x86_64 Ruby/3.1.4 (2023-03-30 patchlevel 223)", "RubyGems/3 (linux)", "RubyGems", KindCLI, "linux"},

	// Libraries.
	{"python-requests/2.32.4", "python-requests/2", "python-requests", KindSDK, ""},
	{"Python/3.11 aiohttp/3.12.15", "aiohttp/3 (python)", "aiohttp", KindSDK, ""},
	{"python-urllib/3.11", "python-urllib/3", "python-urllib", KindSDK, ""},
	{"python-httpx/0.27.0", "python-httpx/0.27", "python-httpx", KindSDK, ""},
	{"Boto3/1.26.0 Python/3.9.0", "Boto3/1", "Boto3", KindSDK, ""},
	{"Boto3/1.28.1 md/Botocore#1.31.1 ua/2.0 os/linux#5.10 lang/python#3.9.16 exec-env/AWS_Lambda_python3.9 Botocore/1.31.1", "Boto3/1 (linux)", "Boto3", KindSDK, "linux"},
	{"aws-sdk-go-v2/1.14.0 os/macos lang/go/1.17.6 md/GOOS/darwin md/GOARCH/arm64 api/iam/1.17.0", "aws-sdk-go-v2/1 (macos)", "aws-sdk-go-v2", KindSDK, "macos"},
	{"Go-http-client/1.1", "Go-http-client/1", "Go-http-client", KindSDK, ""},
	{"axios/1.6.2", "axios/1", "axios", KindSDK, ""},
	{"node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", "node-fetch/1", "node-fetch", KindSDK, ""},
	{"okhttp/4.9.3", "okhttp/4", "okhttp", KindSDK, ""},
	{"Apache-HttpClient/4.5.13 (Java/1.8.0_292)", "Apache-HttpClient/4", "Apache-HttpClient", KindSDK, ""},
	{"Java/11.0.2", "Java/11", "Java", KindSDK, ""},
	{"okta-sdk-golang/2.20.0 golang/go1.20 darwin/amd64", "okta-sdk-golang/2 (macos)", "okta-sdk-golang", KindSDK, "macos"},
	{"octokit-core.js/4.2.0 Node.js/18.16.0 (linux; x64)", "octokit-core.js/4 (linux)", "octokit-core.js", KindSDK, "linux"},

	// Automation that says so.
	{"git/2.43.0 (github-actions-checkout)", "git/2 (ci)", "git", KindRunner, ""},
	{"npm/9.8.1 node/v18.17.1 linux x64 workspaces/true ci/github-actions", "npm/9 (linux, ci)", "npm", KindRunner, "linux"},
	{`pip/23.3.1 {"ci":true,"cpu":"x86_64","system":{"name":"Linux"}}`, "pip/23 (linux, ci)", "pip", KindRunner, "linux"},
	{"gitlab-runner 16.1.0", "gitlab-runner/16", "gitlab-runner", KindRunner, ""},
	{"GitHubActionsRunner-linux-x64/2.311.0 ClientId/abc RunnerId/12 (Linux 5.15)", "GitHubActionsRunner-linux-x64/2 (linux)", "GitHubActionsRunner-linux-x64", KindRunner, "linux"},

	// Vendors, and whoever is not known.
	{"GitHub-Hookshot/5a7b1c3", "GitHub-Hookshot", "GitHub-Hookshot", KindService, ""},
	{"Salesloft-Sync/2.1 python-requests/2.31", "Salesloft-Sync/2", "Salesloft-Sync", KindService, ""},
	{"Slackbot 1.0 (+https://api.slack.com/robots)", "Slackbot/1", "Slackbot", KindService, ""},
	{"AWS Internal", "AWS Internal", "AWS Internal", KindService, ""},
	{"cloudformation.amazonaws.com", "cloudformation.amazonaws.com", "cloudformation.amazonaws.com", KindService, ""},
	{"Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.12026; Pro)", "Microsoft Office/16 (windows)", "Microsoft Office", KindService, "windows"},
	{"[S3Console/0.4, aws-internal/3 aws-sdk-java/1.11.666 Linux/4.9.184 java/1.8.0_232]", "S3Console/0.4 (linux)", "S3Console", KindService, "linux"},
	{"68319f60-9dec-43b2-9702-de3a08c9d8a3", "unnamed", "unnamed", KindService, ""},
	{"(gzip),gzip(gfe)", "unnamed", "unnamed", KindService, ""},
	{"crawler-8f3a2b1c/1.2", "crawler-*/1", "crawler-*", KindService, ""},

	// Tools of attack.
	{"TruffleHog", "TruffleHog", "TruffleHog", KindTool, ""},
	{"trufflehog/3.0 (Security Audit)", "TruffleHog/3", "TruffleHog", KindTool, ""},
	{"Salesforce-Multi-Org-Fetcher/1.0", "Salesforce-Multi-Org-Fetcher/1", "Salesforce-Multi-Org-Fetcher", KindTool, ""},
	{"stratus-red-team_8b255a24-d33d-4750-bd4b-4007124741df", "stratus-red-team", "stratus-red-team", KindTool, ""},
	{"APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) aws-sdk-go/1.44.157 (go1.19.3; darwin; arm64) stratus-red-team_83c9a458-ffab-4d43-8b02-9691311e8c0a HashiCorp-terraform-exec/0.17.3", "stratus-red-team (macos)", "stratus-red-team", KindTool, "macos"},
	{"Nuclei - Open-source project (github.com/projectdiscovery/nuclei)", "Nuclei", "Nuclei", KindTool, ""},
	{"httpx - Open-source project (github.com/projectdiscovery/httpx)", "httpx", "httpx", KindTool, ""},
	{"Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)", "Nmap", "Nmap", KindTool, ""},
	{"sqlmap/1.7.2#stable (https://sqlmap.org)", "sqlmap/1", "sqlmap", KindTool, ""},
	{"Fuzz Faster U Fool v1.3.1-dev", "ffuf", "ffuf", KindTool, ""},
}

func TestClassOfRealAgents(t *testing.T) {
	c := NewClients(0, [16]byte{1})
	for _, a := range agents {
		t.Run(a.agent, func(t *testing.T) {
			want := Client{Class: a.class, Family: a.family, Kind: a.kind, OS: a.os}
			assert.Equal(t, want, c.Class(a.agent))
			assert.Equal(t, want, c.Class(a.agent), "from the cache")
		})
	}
}

func TestMadeUpPartsCollapse(t *testing.T) {
	c := NewClients(0, [16]byte{})
	for name, same := range map[string][]string{
		"digits":           {"agent1234567/1.0", "agent7654321/1.9"},
		"digits piece":     {"agent_12/1", "agent_9/1"},
		"uuid":             {"job-8b255a24-d33d-4750-bd4b-4007124741df", "job-95b154bb-bcb2-4582-82f4-b3dbb6cfc1d9"},
		"hex":              {"worker.8f3a2b1c9d/2", "worker.00ff11aa22/2"},
		"mixed":            {"run-a1b2c3x9z", "run-q7w8e9r1t"},
		"commit version":   {"tool-x/5a7b1c3", "tool-x/9f00aa1"},
		"date version":     {"sync/20240115", "sync/20250620"},
		"several in a row": {"a-123-456-beef01/1", "a-9-8f3a2b1c/1"},
		"later products":   {"Acme/1.0 PS_mxzqarw", "Acme/1.4 PS_other"},
		"minor versions":   {"Acme/3.1", "Acme/3.99.7-beta"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, c.Class(same[0]), c.Class(same[1]))
			assert.Equal(t, KindService, c.Class(same[0]).Kind)
		})
	}
}

func TestDifferentClientsStayApart(t *testing.T) {
	c := NewClients(0, [16]byte{})
	for name, other := range map[string][2]string{
		"major":        {"Acme/1.0", "Acme/2.0"},
		"minor of 0.x": {"Acme/0.1", "Acme/0.2"},
		"system":       {"Acme/1 (linux)", "Acme/1 (darwin)"},
		"ci":           {"git/2.43.0", "git/2.43.0 (github-actions-checkout)"},
		"product":      {"Acme-Sync/1", "Acme-Export/1"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.NotEqual(t, c.Class(other[0]).Class, c.Class(other[1]).Class)
		})
	}
}

func TestClassIsShortAndPrintable(t *testing.T) {
	c := NewClients(0, [16]byte{})
	long := c.Class(strings.Repeat("Longname", 100) + "/7 (linux)")
	assert.Len(t, c.Class(strings.Repeat("x", 5000)).Class, 64)
	assert.LessOrEqual(t, len(long.Class), 64)

	cut := c.Class(strings.Repeat("Longname", 20) + "/7 (linux)")
	assert.Equal(t, strings.Repeat("Longname", 6)+"Longna/7 (linux)", cut.Class, "the name is cut, not what follows")

	assert.Equal(t, "a", c.Class("a\x01b/1").Class, "a control character separates")
	assert.Equal(t, "caf??/1", c.Class("café/1").Class)
}

func TestMajorVersion(t *testing.T) {
	for version, want := range map[string]string{
		"2.32.4": "2", "v10.4.1": "10", "0.12.24": "0.12", "0": "0", "0.x": "0", "1": "1", "548.0.0": "548",
		"5a7b1c3": "", "20240115": "", "": "", "?": "", "v": "", "2-beta": "2", "0.12345": "0", "1.8.0_302": "1",
	} {
		assert.Equal(t, want, majorVersion(version), version)
	}
}
