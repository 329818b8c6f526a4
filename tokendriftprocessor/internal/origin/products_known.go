package origin

// The names below are what the vendors' programs send, checked against records
// where there are any. A name that is missing costs little: it is then a
// service under its own name.

// genericNames are passed over: what they stand in names itself elsewhere.
const genericNames = `APN, HashiCorp, Python, CPython, PyPy, Java, OpenJDK, OpenJDK_64-Bit_Server_VM, Kotlin, Scala,
	Ruby, Go, golang, Node, Node.js, NodeJS, Deno, Bun, dotnet, .NET, .NETFramework, PHP, Perl, Rust, Swift,
	Linux, Darwin, Windows, Ubuntu, macOS, Android, iOS, x86_64, amd64, arm64, aarch64, x64, linux-x86_64,
	md, ua, os, lang, cfg, api, exe, exec-env, prompt, command, vendor, platform, retry-mode,
	apitools, environment, environment-version, client-os, client-os-ver, client-pltf-arch, interactive,
	from-script, invocation-id, analytics, workspaces, kubernetes, rv, KHTML, like,
	HashiCorp-terraform-exec, CFNetwork, AppleWebKit, Gecko, Version, Mobile, compatible, gzip, Electron`

const libraryNames = `python-requests, python-urllib, python-urllib3, urllib3, python-httpx, httpx, python-httplib2,
	Boto3, Botocore, Boto, s3transfer, simple-salesforce, JSforce, Restforce, Go-http-client, resty, go-resty,
	axios, node-fetch, undici, got, superagent, node-superagent, okhttp, Apache-HttpClient, Apache-HttpAsyncClient,
	Jersey, Jakarta Commons-HttpClient, Java-http-client, Dalvik, ktor-client, akka-http, AsyncHttpClient, AHC, Netty,
	Faraday, rest-client, http.rb, HTTParty, Typhoeus, GuzzleHttp, Guzzle, RestSharp, Faraday v1, reqwest, hyper, ureq,
	libwww-perl, LWP::Simple, WWW-Mechanize, libcurl, PycURL, Symfony HttpClient, PyGithub, go-github, octokit,
	google-api-python-client, google-api-go-client, google-api-nodejs-client, Google-HTTP-Java-Client, gRPC-Go, grpc-go,
	google-cloud-sdk, SalesforceMobileSDK, msal, MSAL.Python, slack-sdk, python-slackclient, python-slack-sdk`

const programNames = `aws-cli, aws-vault, aws-shell, s3cmd, s5cmd, rclone, restic, eksctl, aws-sam-cli,
	gsutil, bq, AzureCLI, AzCopy, AzurePowerShell, WindowsPowerShell, PowerShell, PSAWSPowerShell, AWSPowerShell, AWS.Tools,
	Terraform, OpenTofu, Pulumi, Ansible, Packer, Vault, Consul, CDK, aws-cdk, Serverless, kubectl, k9s, Helm, kustomize,
	git, git-lfs, JGit, go-git, libgit2, GitHub CLI, gh, hub, GitHubDesktop, GitKraken, SourceTree, glab,
	curl, Wget, HTTPie, xh, PostmanRuntime, Postman, insomnia, Bruno, Paw, RapidAPI, Thunder Client, VSCode,
	Salesforce-CLI, sfdx-cli, sfdx, sf, sfdx toolbelt, Salesforce Data Loader, DataLoader, Workbench,
	okta-cli, npm, yarn, pnpm, pip, uv, poetry, twine, conda, RubyGems, bundler, NuGet, Cargo, Maven, Gradle, Docker,
	Docker-Client, containerd, skopeo, podman, snowsql, databricks-cli, DBeaver, op, 1password-cli, Fiddler, CyberDuck, WinSCP`

const browserAppNames = `Chrome, Chromium, Firefox, Safari, Edge, Opera, Brave, Vivaldi`

const serviceNames = `GitHub-Hookshot, Slackbot, Slack-ImgProxy, Googlebot, Zapier, Workato, MuleSoft, Boomi, Fivetran, Airbyte,
	Power-Query, PowerBI, Tableau, aws-internal, Okta-Integrations`

const runnerNames = `Jenkins, gitlab-runner, buildkite-agent, CircleCI, TeamCity, Bamboo, Drone, TravisCI, bitbucket-pipelines,
	ArgoCD, argo-cd, Flux, Spinnaker, Atlantis, Dependabot, Renovate, RenovateBot, renovate-bot, semantic-release,
	actions, github-actions, github-action, octokit-action, Codefresh,
	Terraform-Cloud, tfc-agent, TFE, Concourse, Tekton`

// toolNames are made for attack or for finding secrets, or were published as
// what attackers used: Salesforce-Multi-Org-Fetcher in the thefts of Salesforce
// data of 2025
// (https://cloud.google.com/blog/topics/threat-intelligence/data-theft-salesforce-instances-via-salesloft-drift).
const toolNames = `TruffleHog, Nuclei, gitleaks, sqlmap, Nmap, masscan, zgrab, gobuster, ffuf, feroxbuster, dirbuster,
	Wfuzz, Nikto, WPScan, WhatWeb, subfinder, Amass, Metasploit,
	CobaltStrike, evilginx, Evilginx2, Pacu, CloudFox, cloudsplaining, enumerate-iam, ScoutSuite, stratus-red-team,
	AADInternals, ROADtools, roadrecon, AzureHound, SharpHound, BloodHound, GraphRunner, TeamFiltration, TokenTactics,
	MSOLSpray, o365spray, MicroBurst, PowerZure, MFASweep, PowerUpSQL, BurpSuite, OWASP_ZAP, jaeles, Arachni,
	Acunetix, Nessus, OpenVAS, gitrob, git-dumper, shhgit, S3Scanner, bucket-stream, AWSBucketDump, kube-hunter, peirates,
	Salesforce-Multi-Org-Fetcher`

// ciMarks are tokens and comments that tools add when they run in CI.
const ciMarks = `github-actions-checkout, GITHUB_ACTIONS, CodeBuild`

// productAliases are other names of one product.
var productAliases = map[string]string{
	"google-cloud-sdk-gcloud": "gcloud",
	"aws-sdk-python":          "Boto3",
	"python-trufflehog":       "TruffleHog",
	"postmanclient":           "Postman",
	"windows powershell":      "WindowsPowerShell",
	"fuzz faster u":           "ffuf",
	"package http":            "Go-http-client",
}

// productFamilies are tried in order.
var productFamilies = []struct {
	prefix  string
	product product
}{
	{"GitHubActionsRunner", product{kind: KindRunner, rank: rankRunner}},
	{"VstsAgentCore", product{kind: KindRunner, rank: rankRunner}},
	{"actions-", product{kind: KindRunner, rank: rankRunner}},
	{"terraform-provider-", product{kind: KindCLI, rank: rankLibrary}},
	{"aws-sdk-", product{kind: KindSDK, rank: rankLibrary}},
	{"azsdk-", product{kind: KindSDK, rank: rankLibrary}},
	{"azure-sdk-", product{kind: KindSDK, rank: rankLibrary}},
	{"okta-sdk-", product{kind: KindSDK, rank: rankLibrary}},
	{"okta-auth-", product{kind: KindSDK, rank: rankLibrary}},
	{"octokit", product{kind: KindSDK, rank: rankLibrary}},
	{"google-api-", product{kind: KindSDK, rank: rankLibrary}},
	{"google-cloud-", product{kind: KindSDK, rank: rankLibrary}},
	{"gcloud-", product{kind: KindSDK, rank: rankLibrary}},
	{"gl-", product{kind: KindSDK, rank: rankLibrary}},
	{"grpc-", product{kind: KindSDK, rank: rankLibrary}},
	{"sfdc-sdk", product{kind: KindSDK, rank: rankLibrary}},
	{"slack-sdk", product{kind: KindSDK, rank: rankLibrary}},
	{"@slack", product{kind: KindSDK, rank: rankLibrary}},
	{"@octokit", product{kind: KindSDK, rank: rankLibrary}},
	{"Microsoft.Graph", product{kind: KindSDK, rank: rankLibrary}},
	{"graph-", product{kind: KindSDK, rank: rankLibrary}},
}
