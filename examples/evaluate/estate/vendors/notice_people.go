package vendors

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/internal/rawjson"
)

// Offboard ends a person's employment at one vendor.
func (c Console) Offboard(at time.Time, provider string, p *Person) *Notice {
	switch provider {
	case "google_workspace":
		return c.google(at, "USER_SETTINGS", "SUSPEND_USER", parameter("USER_EMAIL", p.Email()))
	case "github":
		return c.github(at, "org.remove_member", "user", p.GitHub(), "user_id", p.GitHubNumber())
	case "entra":
		return c.entra(at, "Disable account", "UserManagement", p.entraTarget())
	case "salesforce":
		return c.salesforce(at, "frozeuser", "Manage Users", "Froze user "+p.salesforceName())
	}
	return c.okta(at, "user.lifecycle.deactivate", "Deactivate Okta user", nil, p.oktaTarget())
}

// Reactivate takes it back.
func (c Console) Reactivate(at time.Time, provider string, p *Person) *Notice {
	switch provider {
	case "google_workspace":
		return c.google(at, "USER_SETTINGS", "UNSUSPEND_USER", parameter("USER_EMAIL", p.Email()))
	case "github":
		return c.github(at, "org.add_member", "user", p.GitHub(), "user_id", p.GitHubNumber())
	case "entra":
		return c.entra(at, "Enable account", "UserManagement", p.entraTarget())
	case "salesforce":
		return c.salesforce(at, "unfrozeuser", "Manage Users", "Unfroze user "+p.salesforceName())
	}
	return c.okta(at, "user.lifecycle.reactivate", "Reactivate Okta user", nil, p.oktaTarget())
}

// Hire creates a person's account in Okta.
func (c Console) Hire(at time.Time, p *Person) *Notice {
	return c.okta(at, "user.lifecycle.create", "Create okta user", nil, p.oktaTarget())
}

// Role gives a person an administrative role.
func (c Console) Role(at time.Time, provider string, p *Person) *Notice {
	switch provider {
	case "google_workspace":
		return c.google(at, "DELEGATED_ADMIN_SETTINGS", "ASSIGN_ROLE", parameter("ROLE_NAME", "_GROUPS_ADMIN_ROLE"), parameter("USER_EMAIL", p.Email()))
	case "github":
		return c.github(at, "org.update_member", "user", p.GitHub(), "user_id", p.GitHubNumber(), "old_permission", "read", "permission", "admin")
	case "entra":
		target := p.entraTarget()
		target[len(target)-1] = rawjson.List{rawjson.Object{"displayName", "Role.DisplayName", "oldValue", nil, "newValue", "\"Application Administrator\""}}
		return c.entra(at, "Add member to role", "RoleManagement", target)
	case "salesforce":
		return c.salesforce(at, "PermSetAssign", "Manage Users", "Permission set Modify All Data: assigned to user "+p.salesforceName())
	}
	return c.okta(at, "user.account.privilege.grant", "Grant user privilege",
		rawjson.Object{"privilegeGranted", "Application administrator (all)"}, p.oktaTarget())
}

// JoinGroup is plain membership in a group, which is no role.
func (c Console) JoinGroup(at time.Time, p *Person, group string) *Notice {
	return c.okta(at, "group.user_membership.add", "Add user to group membership", nil, p.oktaTarget(),
		oktaTarget("00g"+Digest(group, 17), "UserGroup", "unknown", group))
}

func (p *Person) salesforceName() string {
	return p.Name + " (UserName: " + p.Email() + " [ID=" + p.Salesforce() + "])"
}

// entraTarget ends with its modified properties.
func (p *Person) entraTarget() rawjson.Object {
	return rawjson.Object{"id", p.Entra(), "displayName", nil, "type", "User", "userPrincipalName", p.Email(), "modifiedProperties", rawjson.List{}}
}
