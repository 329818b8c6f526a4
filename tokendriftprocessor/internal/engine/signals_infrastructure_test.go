package engine

import (
	"strconv"
	"time"
)

func infrastructureCases() []signalCase {
	return []signalCase{
		{
			signal: "new_network", clause: "an address of the same prefix", vendor: github,
			fires: []step{{change: change{"actor_ip": away}}}, benign: []step{{change: change{"actor_ip": "192.0.2.77"}}},
		},
		{
			signal: "new_network", clause: "a prefix it has, of two", vendor: github,
			habits: []change{{"actor_ip": home}, {"actor_ip": "203.0.113.99"}},
			fires:  []step{{change: change{"actor_ip": away}}}, benign: []step{{change: change{"actor_ip": nextDoor}}},
		},
		{
			signal: "new_network", clause: "a network that gives it another prefix a day", vendor: google,
			was:   daily(func(d int) change { return change{"ipAddress": "2001:db8:" + strconv.Itoa(d) + "::1"} }),
			fires: []step{{change: change{"ipAddress": "2001:db8:77::1"}}}, benign: []step{{change: change{"ipAddress": "2001:db8:77::1"}}},
		},
		{
			signal: "new_network", clause: "the number the record gives", vendor: okta,
			fires: []step{{change: change{"securityContext.asNumber": 64999}}}, benign: []step{{change: change{"securityContext.asNumber": 64500}}},
		},
		{
			signal: "new_network", clause: "approved", vendor: aws,
			inventory: "tokens: [{provider: aws, token: AKIA1REPORTS, approved: {asns: [64777]}, owner: a@example.com, purpose: reports}]",
			twins:     "tokens: [{provider: aws, token: AKIA1REPORTS, approved: {asns: [64501]}, owner: a@example.com, purpose: reports}]",
			fires:     []step{{change: change{"sourceIPAddress": away}}}, benign: []step{{change: change{"sourceIPAddress": away}}},
		},
		{
			signal: "new_network", clause: "the provider's own egress", vendor: salesforce,
			fires: []step{{change: change{"CLIENT_IP": away}}}, benign: []step{{change: change{"CLIENT_IP": "Salesforce.com IP"}}},
		},
		{
			signal: "new_region", clause: "the same region", vendor: salesforce,
			fires: []step{{change: change{"CLIENT_IP": away}}}, benign: []step{{change: change{"CLIENT_IP": nextDoor}}},
		},
		{
			signal: "new_region", clause: "the same region", vendor: entra,
			fires: []step{{change: change{"properties.ipAddress": away}}}, benign: []step{{change: change{"properties.ipAddress": nextDoor}}},
		},
		{
			signal: "new_country", clause: "the same country", vendor: github,
			fires: []step{{change: change{"actor_location.country_code": "br"}}}, benign: []step{{change: change{"actor_location.country_code": "DE"}}},
		},
		{
			signal: "new_country", clause: "the same country", vendor: okta,
			fires:  []step{{change: change{"client.geographicalContext.country": "Brazil"}}},
			benign: []step{{change: change{"client.geographicalContext.country": "Germany"}}},
		},
		{
			signal: "new_country", clause: "the same country", vendor: google,
			fires: []step{{change: change{"networkInfo.regionCode": "BR"}}}, benign: []step{{change: change{"networkInfo.regionCode": "DE"}}},
		},
		{
			signal: "new_country", clause: "the database's word", vendor: aws,
			fires: []step{{change: change{"sourceIPAddress": away}}}, benign: []step{{change: change{"sourceIPAddress": nextDoor}}},
		},
		{
			signal: "anonymiser", clause: "not marked as a proxy", vendor: okta,
			fires:  []step{{change: change{"client.ipAddress": away, "securityContext.isProxy": true}}},
			benign: []step{{change: change{"client.ipAddress": away}}},
		},
		{
			signal: "anonymiser", clause: "no exit of the list", vendor: salesforce,
			fires: []step{{change: change{"CLIENT_IP": tor}}}, benign: []step{{change: change{"CLIENT_IP": away}}},
		},
		{
			signal: "anonymiser", clause: "no exit of the list, without a history", vendor: github, young: true,
			fires: []step{{change: change{"actor_ip": tor}}}, benign: []step{{change: change{"actor_ip": away}}},
		},
	}
}

func headsCases() []signalCase {
	there, back := step{after: 20 * time.Minute, change: change{"sourceIPAddress": away}}, step{after: 20 * time.Minute}
	return []signalCase{
		{
			signal: "two_heads", clause: "it has moved", vendor: aws,
			fires: []step{there, back, there}, benign: []step{there, there, there},
		},
		{
			signal: "two_heads", clause: "gone once and back", vendor: aws,
			fires: []step{there, back, there}, benign: []step{there, back, back},
		},
		{
			signal: "two_heads", clause: "two old places", vendor: aws, habits: []change{nil, nil},
			was:   []change{nil, {"sourceIPAddress": away}},
			fires: []step{there, back, there}, benign: []step{there, back, there},
		},
		{
			signal: "two_heads", clause: "approved", vendor: aws,
			inventory: "tokens: [{provider: aws, token: AKIA1REPORTS, owner: a@example.com, purpose: reports}]",
			twins:     "tokens: [{provider: aws, token: AKIA1REPORTS, approved: {asns: [64501]}, owner: a@example.com, purpose: reports}]",
			fires:     []step{there, back, there}, benign: []step{there, back, there},
		},
	}
}

func clientCases() []signalCase {
	const anyRunner = "tokens: [{provider: github, token: '123456789', approved: {runners: [github-hosted]}, owner: a@example.com, purpose: builds}]"
	return []signalCase{
		{
			signal: "new_client", clause: "a patch release", vendor: github,
			fires:  []step{{change: change{"user_agent": "python-requests/2.31.0"}}},
			benign: []step{{change: change{"user_agent": "octokit-rest.js/20.0.9 Node.js/18.19.0 (linux; x64)"}}},
		},
		{
			signal: "new_client", clause: "the same client", vendor: salesforce,
			fires:  []step{{change: change{"USER_AGENT": "python-requests/2.32.4"}}},
			benign: []step{{change: change{"USER_AGENT": "Salesforce-Multi-Org-Fetcher/1.2"}}},
		},
		{
			signal: "new_client", clause: "approved", vendor: aws,
			inventory: "tokens: [{provider: aws, token: AKIA1REPORTS, approved: {clients: [Terraform*]}, owner: a@example.com, purpose: reports}]",
			twins:     "tokens: [{provider: aws, token: AKIA1REPORTS, approved: {clients: [curl*]}, owner: a@example.com, purpose: reports}]",
			fires:     []step{{change: change{"userAgent": "curl/8.5.0"}}}, benign: []step{{change: change{"userAgent": "curl/8.5.0"}}},
		},
		{
			signal: "unapproved_runner", clause: "an approved runner", vendor: github, inventory: anyRunner, young: true,
			fires: []step{{change: change{"actor_ip": home}}}, benign: []step{{change: change{"actor_ip": runner}}},
		},
		{
			signal: "unapproved_runner", clause: "another of the same runners", vendor: github,
			habits: []change{{"actor_ip": runner}},
			fires:  []step{{change: change{"actor_ip": home}}}, benign: []step{{change: change{"actor_ip": runner2}}},
		},
		{
			signal: "unapproved_runner", clause: "the runner the record names", vendor: github,
			habits: []change{{"runner_name": "build-1"}},
			fires:  []step{{change: change{"runner_name": "laptop-7"}}}, benign: []step{{change: change{"runner_name": "build-1"}}},
		},
		{
			signal: "new_issuer", clause: "the same issuer", vendor: entra,
			fires:  []step{{change: change{"properties.tokenIssuerName": "sts.elsewhere"}}},
			benign: []step{{change: change{"properties.tokenIssuerName": "sts.example"}}},
		},
		{
			signal: "new_issuer", clause: "the same provider", vendor: awsRole,
			fires:  []step{{change: change{"userIdentity.sessionContext.webIdFederationData.federatedProvider": "accounts.elsewhere"}}},
			benign: []step{{change: change{"userIdentity.sessionContext.webIdFederationData.federatedProvider": "token.actions.githubusercontent.com"}}},
		},
	}
}
