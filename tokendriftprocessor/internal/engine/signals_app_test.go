package engine

import (
	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

func appCases() []signalCase {
	review, alone := incident.LevelReview, incident.LevelIncident
	return []signalCase{
		{
			signal: "app_retired", clause: "another app", vendor: okta, level: alone,
			fires:  []step{{change: oktaByAdmin("app.oauth2.client.lifecycle.deactivate", fields{"type": "PublicClientApp", "id": "0oa1sync"})}, {}},
			benign: []step{{change: oktaByAdmin("app.oauth2.client.lifecycle.deactivate", fields{"type": "PublicClientApp", "id": "0oa2"})}, {}},
		},
		{
			signal: "app_retired", clause: "restored since", vendor: entra, level: alone,
			fires: []step{{change: entraAudit("Disable service principal", fields{"type": "ServicePrincipal", "id": "sp-1", "displayName": "Backup"})}, {}},
			benign: []step{
				{change: entraAudit("Disable service principal", fields{"type": "ServicePrincipal", "id": "sp-1", "displayName": "Backup"})},
				{change: entraAudit("Restore service principal", fields{"type": "ServicePrincipal", "id": "sp-1", "displayName": "Backup"})},
				{},
			},
		},
		{
			signal: "app_retired", clause: "another app blocked", vendor: google, level: alone,
			fires:  []step{{change: googleByAdmin("ADD_TO_BLOCKED_OAUTH2_APPS", map[string]any{"OAUTH2_APP_ID": "77.apps.example"})}, {}},
			benign: []step{{change: googleByAdmin("ADD_TO_BLOCKED_OAUTH2_APPS", map[string]any{"OAUTH2_APP_ID": "88.apps.example"})}, {}},
		},
		{
			signal: "app_retired", clause: "declared active", vendor: salesforce, level: alone,
			inventory: "apps: [{id: 0H4s00014, provider: salesforce, status: retired}]\n" + gusOwns,
			twins:     "apps: [{id: 0H4s00014, provider: salesforce, status: active}]\n" + gusOwns,
			fires:     []step{{}}, benign: []step{{}}, young: true,
		},
		{
			signal: "app_retired", clause: "another role deleted", vendor: awsRole, level: alone,
			fires:  []step{{change: awsByAdmin("DeleteRole", fields{"roleName": "deploy"}), from: &aws}, {}},
			benign: []step{{change: awsByAdmin("DeleteRole", fields{"roleName": "intern"}), from: &aws}, {}},
		},
		{
			signal: "dormant_revival", clause: "silent for 20 days", vendor: entra, level: review,
			fires: []step{{after: 45 * day}}, benign: []step{{after: 20 * day}},
		},
		{
			signal: "dormant_revival", clause: "silent before for as long", vendor: aws, level: review,
			fires: []step{{after: 45 * day}}, benign: []step{{after: 45 * day}, {after: 45 * day}},
		},
		{
			signal: "rotation_overdue", clause: "a longer time between rotations", vendor: github, level: review,
			inventory: "tokens: [{provider: github, token: '123456789', rotate_every: 720h, owner: a@example.com, purpose: builds}]",
			twins:     "tokens: [{provider: github, token: '123456789', rotate_every: 2160h, owner: a@example.com, purpose: builds}]",
			young:     true, fires: []step{{}, {after: 31 * day}}, benign: []step{{}, {after: 31 * day}},
		},
	}
}

// gusOwns declares an owner and a purpose for the made-up Salesforce grant.
const gusOwns = "tokens: [{provider: salesforce, app: 0H4s00014, owner: gus@example.com, purpose: chat}]\nowners: [{id: gus@example.com, aliases: ['salesforce:0055j000001']}]"
