package vendors

// Reach is what a token of a form could do beyond its ordinary work. Thefts and
// new features of an app draw on the same lists.
type Reach struct {
	LookAround []Operation // lists of what there is
	Read       []Operation // one thing at a time
	Take       []Operation // many at once
	Change     []Operation // of settings, people, keys
	Things     []string    // objects that ordinary work does not touch
}

func rest(method, path string, low, high int) Operation {
	return Operation{"RestApi", method, path, [2]int{low, high}}
}

func gitHubAPI(method, path string) Operation {
	return Operation{Kind: "api.request", Method: method, Path: path}
}

func apiEvent(operation string, low, high int) Operation {
	return Operation{"ApiEvent", operation, "", [2]int{low, high}}
}

func okta(kind, message, uri string) Operation {
	return Operation{Kind: kind, Method: message, Path: uri}
}

func google(api, method, bucket string, low, high int) Operation {
	return Operation{api, method, bucket, [2]int{low, high}}
}

func aws(service, name string, low, high int) Operation {
	return Operation{service + ".amazonaws.com", name, "", [2]int{low, high}}
}

// The resources a sign-in to Entra can be for.
var (
	Graph      = Operation{Kind: "Microsoft Graph", Path: "00000003-0000-0000-c000-000000000000"}
	Exchange   = Operation{Kind: "Office 365 Exchange Online", Path: "00000002-0000-0ff1-ce00-000000000000"}
	SharePoint = Operation{Kind: "Office 365 SharePoint Online", Path: "00000003-0000-0ff1-ce00-000000000000"}
	Management = Operation{Kind: "Windows Azure Service Management API", Path: "797f4846-ba00-4fd7-ba43-dac1f8f63013"}
	KeyVault   = Operation{Kind: "Azure Key Vault", Path: "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"}
	Storage    = Operation{Kind: "Azure Storage", Path: "e406a681-f3d4-42a8-90b6-c2b029497af1"}
)

// ReachOf is the reach of a token's form.
func ReachOf(form Form) Reach {
	switch form {
	case SalesforceGrant:
		return Reach{
			LookAround: []Operation{rest("GET", "/sobjects/", 0, 0), rest("GET", "/sobjects/{object}/describe/", 0, 0), rest("GET", "/limits/", 0, 0), {"UniqueQuery", "COUNT()", "/query", [2]int{1, 1}}},
			Read:       []Operation{rest("GET", "/query", 150, 600), rest("GET", "/query/{id}-2000", 300, 900)},
			Take:       []Operation{rest("POST", "/jobs/query", 0, 0), {"BulkApi2", "query", "/jobs/query/{id}/results", [2]int{20000, 60000}}},
			Change:     []Operation{rest("POST", "/sobjects/User", 1, 1), rest("POST", "/tooling/executeAnonymous", 0, 0)},
			Things:     []string{"User", "Organization", "CaseTeamMemberHistory", "ContentVersion", "EmailMessage", "Attachment", "LoginHistory", "Contract"},
		}
	case SalesforceEvents:
		return Reach{
			LookAround: []Operation{apiEvent("Query", 1, 1)}, Read: []Operation{apiEvent("Query", 150, 600), apiEvent("QueryMore", 300, 900)},
			Take: []Operation{apiEvent("QueryMore", 2000, 2000)}, Change: []Operation{apiEvent("Insert", 1, 1), apiEvent("Delete", 1, 1)},
			Things: []string{"EntityDefinition", "User", "Organization", "EmailMessage", "ContentVersion", "Attachment", "LoginHistory", "Contract"},
		}
	case GitHubToken, GitHubBot:
		return Reach{
			LookAround: []Operation{gitHubAPI("GET", "/user/orgs"), gitHubAPI("GET", "/user/repos"), gitHubAPI("GET", "/orgs/:org/members"), gitHubAPI("GET", "/orgs/:org/repos")},
			Read:       []Operation{{Kind: "git.clone"}, gitHubAPI("GET", "/repositories/:repository_id/contents/*")},
			Take:       []Operation{{Kind: "git.clone"}, gitHubAPI("GET", "/repositories/:repository_id/zipball/*")},
			Change: []Operation{
				gitHubAPI("PATCH", "/repositories/:repository_id/git/refs/tags/*"), gitHubAPI("GET", "/repositories/:repository_id/actions/secrets"),
				gitHubAPI("POST", "/user/repos"), gitHubAPI("POST", "/repositories/:repository_id/actions/runners/registration-token"),
			},
			Things: []string{"payroll", "secrets-rotation", "calibration-ip", "board-minutes", "terraform-prod", "customer-keys", "mobile-app", "legacy-erp", "pentest-2025", "ml-models", "firmware-sign", "vpn-config"},
		}
	case OktaToken, OktaPerson:
		return Reach{
			LookAround: []Operation{okta("system.api_token.enumerate", "List API tokens", "/api/v1/api-tokens"), okta("user.authentication.sso", "User single sign on to app", "/app/admin-console")},
			Read:       []Operation{okta("user.authentication.sso", "User single sign on to app", "/app/{object}/sso/saml")},
			Take:       []Operation{okta("analytics.reports.export.download", "Download report", "/api/v1/reports"), okta("app.audit_report.download.local.active", "Download audit report", "/api/v1/reports")},
			Change:     []Operation{okta("group.user_membership.add", "Add user to group membership", "/api/v1/groups"), okta("application.user_membership.add", "Add user to application", "/api/v1/apps"), okta("policy.rule.update", "Update policy rule", "/api/v1/policies"), okta("user.mfa.factor.reset_all", "Reset all factors", "/api/v1/users"), okta("system.api_token.create", "Create API token", "/api/v1/api-tokens")},
			Things:     []string{"app Admin Console", "app AWS Console", "app Payroll", "app Secrets Vault", "app Snowflake", "group Domain Admins"},
		}
	case OktaGrant:
		grant := okta("app.oauth2.token.grant.access_token", "OIDC access token is granted", "/oauth2/v1/token")
		return Reach{
			LookAround: []Operation{grant}, Read: []Operation{grant}, Take: []Operation{okta("analytics.reports.export.download", "Download report", "/api/v1/reports"), okta("app.audit_report.download.local.active", "Download audit report", "/api/v1/reports")},
			Change: []Operation{okta("group.user_membership.add", "Add user to group membership", "/api/v1/groups"), okta("user.mfa.factor.reset_all", "Reset all factors", "/api/v1/users")},
			Things: []string{"Admin Console API", "Payroll API", "Vault API", "Orders API"},
		}
	case GoogleGrant:
		return Reach{
			LookAround: []Operation{google("drive", "drive.files.list", "DRIVE", 20, 60), google("gmail", "gmail.users.labels.list", "GMAIL", 1, 3), google("admin_directory", "directory.users.list", "IDENTITY", 50, 90), google("drive", "drive.drives.list", "DRIVE", 2, 9)},
			Read:       []Operation{google("gmail", "gmail.users.messages.get", "GMAIL", 20, 120), google("drive", "drive.files.get", "DRIVE", 30, 400)},
			Take:       []Operation{google("drive", "drive.files.export", "DRIVE", 500, 4000), google("gmail", "gmail.users.messages.batchGet", "GMAIL", 400, 2500)},
			Change:     []Operation{google("drive", "drive.permissions.create", "DRIVE", 1, 1), google("gmail", "gmail.users.settings.forwardingAddresses.create", "GMAIL", 1, 1), google("admin_directory", "directory.users.update", "IDENTITY", 1, 1)},
		}
	case EntraKey, EntraGrant, EntraManaged:
		return Reach{LookAround: []Operation{Graph}, Read: []Operation{Exchange, SharePoint}, Take: []Operation{Exchange, Storage}, Change: []Operation{Management, KeyVault}}
	case AWSKey, AWSRole:
		return Reach{
			LookAround: []Operation{aws("sts", "GetCallerIdentity", 0, 0), aws("s3", "ListBuckets", 0, 0), aws("iam", "ListUsers", 0, 0), aws("ec2", "DescribeInstances", 0, 0), aws("secretsmanager", "ListSecrets", 0, 0)},
			Read:       []Operation{aws("s3", "GetObject", 20, 300), aws("dynamodb", "GetItem", 1, 4)},
			Take:       []Operation{aws("s3", "GetObject", 2000, 9000), aws("dynamodb", "ExportTableToPointInTime", 0, 0)},
			Change:     []Operation{aws("iam", "CreateAccessKey", 0, 0), aws("secretsmanager", "GetSecretValue", 0, 0), aws("iam", "PutUserPolicy", 0, 0)},
			Things:     []string{"larch-backups", "larch-customer-exports", "larch-terraform-state", "larch-hr", "prod/db/master", "prod/stripe/key", "larch-billing"},
		}
	case SalesforcePerson:
		page := func(path string) Operation { return Operation{Kind: "URI", Path: path} }
		return Reach{
			LookAround: []Operation{page("/lightning/setup/SetupOneHome/home")}, Read: []Operation{page("/lightning/r/Account/view")},
			Take: []Operation{{Kind: "ReportExport", Path: "/00O7k000008Export", Rows: [2]int{4000, 20000}}}, Change: []Operation{page("/lightning/setup/ManageUsers/home")},
			Things: []string{"Report", "Contract", "User", "Contact"},
		}
	}
	return Reach{LookAround: []Operation{}, Things: []string{}}
}
