package vendors

// The ordinary works of the estate's tokens, by what they are for.

func salesforceWork(objects, tail []string) Work {
	return Work{
		Operations: []Operation{rest("GET", "/query", 1, 40), rest("PATCH", "/sobjects/{object}/{id}", 1, 1), rest("GET", "/sobjects/{object}/{id}", 1, 1)},
		Tail:       []Operation{rest("GET", "/sobjects/{object}/describe/", 0, 0), rest("POST", "/composite", 1, 8), rest("GET", "/limits/", 0, 0), rest("GET", "/sobjects/{object}/updated/", 0, 0), rest("POST", "/sobjects/{object}", 1, 1), {"UniqueQuery", "Id, Name, LastModifiedDate", "/query", [2]int{1, 40}}},
		Objects:    objects, TailThing: tail, Scopes: []string{"api", "refresh_token"},
	}
}

// Works are the kinds of work each form of token has in this estate.
var Works = map[Form][]Work{
	SalesforceGrant: {
		salesforceWork([]string{"Case", "Contact", "Account"}, []string{"Task", "Event", "Campaign", "Lead"}),
		salesforceWork([]string{"Lead", "Campaign", "CampaignMember"}, []string{"Contact", "Account", "Opportunity"}),
		salesforceWork([]string{"Opportunity", "Quote", "Account"}, []string{"Product2", "PricebookEntry", "Contract", "Asset"}),
		salesforceWork([]string{"Case", "CaseComment"}, []string{"Contact", "Entitlement", "Solution", "Asset"}),
	},
	SalesforceEvents: {{
		Operations: []Operation{apiEvent("Query", 1, 60), apiEvent("Update", 1, 4), apiEvent("QueryMore", 20, 200)},
		Tail:       []Operation{apiEvent("Insert", 1, 4), apiEvent("Upsert", 1, 9), apiEvent("Delete", 1, 1)},
		Objects:    []string{"WorkOrder", "ServiceAppointment", "Asset"}, TailThing: []string{"Product2", "Location", "Case"}, Scopes: []string{"api", "refresh_token"},
	}},
	SalesforcePerson: {{
		Operations: []Operation{{Kind: "URI", Path: "/lightning/o/Opportunity/list"}, {Kind: "URI", Path: "/lightning/r/Opportunity/view"}, {Kind: "URI", Path: "/lightning/r/Contact/view"}},
		Tail:       []Operation{{Kind: "URI", Path: "/lightning/o/Report/home"}, {Kind: "URI", Path: "/lightning/o/Task/home"}, {Kind: "URI", Path: "/lightning/page/home"}},
		Objects:    []string{"Opportunity", "Account"}, TailThing: []string{"Task", "Campaign", "Quote"},
	}},
	GitHubToken: {
		{
			Operations: []Operation{{Kind: "git.fetch"}, {Kind: "git.push"}, {Kind: "git.clone"}, gitHubAPI("GET", "/repositories/:repository_id/pulls")},
			Tail:       []Operation{gitHubAPI("GET", "/repositories/:repository_id/issues"), gitHubAPI("POST", "/repositories/:repository_id/pulls"), gitHubAPI("GET", "/user/repos"), gitHubAPI("GET", "/search/code"), gitHubAPI("PUT", "/repositories/:repository_id/pulls/:pull_number/merge")},
			Objects:    []string{"spectro-firmware", "lab-api", "webshop", "infra", "docs"}, TailThing: []string{"sandbox", "dotfiles", "lab-ui", "sdk-python", "benchmarks"}, Scopes: []string{"read:org", "repo", "workflow"},
		},
		{
			Operations: []Operation{{Kind: "git.clone"}, gitHubAPI("GET", "/repositories/:repository_id/contents/*"), gitHubAPI("POST", "/repositories/:repository_id/statuses/:sha")},
			Tail:       []Operation{gitHubAPI("POST", "/repositories/:repository_id/releases"), gitHubAPI("GET", "/repositories/:repository_id/commits"), gitHubAPI("POST", "/repositories/:repository_id/check-runs"), {Kind: "git.push"}},
			Objects:    []string{"spectro-firmware", "lab-api", "webshop"}, TailThing: []string{"sdk-python", "lab-ui", "docs"}, Scopes: []string{"contents:read", "metadata:read", "statuses:write"},
		},
	},
	GitHubBot: {{
		Operations: []Operation{gitHubAPI("GET", "/repositories/:repository_id/pulls"), gitHubAPI("GET", "/repositories/:repository_id/contents/*"), gitHubAPI("POST", "/repositories/:repository_id/issues/:issue_number/comments")},
		Tail:       []Operation{gitHubAPI("POST", "/repositories/:repository_id/check-runs"), gitHubAPI("GET", "/repositories/:repository_id/tags"), gitHubAPI("POST", "/repositories/:repository_id/releases")},
		Objects:    []string{"lab-api", "webshop", "infra"}, TailThing: []string{"docs", "lab-ui", "benchmarks"}, Scopes: []string{"contents", "pull_requests"},
	}},
	OktaToken: {{
		Operations: []Operation{okta("user.account.update_profile", "Update user profile for Okta", "/api/v1/users"), okta("application.user_membership.add", "Add user to application", "/api/v1/apps")},
		Tail:       []Operation{okta("group.user_membership.add", "Add user to group membership", "/api/v1/groups"), okta("application.user_membership.remove", "Remove user from application", "/api/v1/apps"), okta("group.user_membership.remove", "Remove user from group membership", "/api/v1/groups"), okta("application.user_membership.update", "Update user in application", "/api/v1/apps")},
		Objects:    []string{"person 1", "person 2", "person 3", "person 4", "person 5", "person 6", "person 7", "person 8"}, TailThing: []string{"group Everyone", "group Design", "app Zoom"},
	}},
	OktaGrant: {{
		Operations: []Operation{okta("app.oauth2.token.grant.access_token", "OIDC access token is granted", "/oauth2/v1/token")},
		Tail:       []Operation{okta("app.oauth2.token.grant.id_token", "OIDC id token is granted", "/oauth2/v1/token")},
		Objects:    []string{""}, Scopes: []string{"openid", "profile", "offline_access"},
	}},
	OktaPerson: {{
		Operations: []Operation{okta("user.authentication.sso", "User single sign on to app", "/app/{object}/sso/saml")},
		Tail:       []Operation{okta("user.authentication.verify", "Verify user identity", "/idp/idx/verify"), okta("user.mfa.factor.activate", "Enroll factor", "/idp/idx/enroll"), okta("application.user_membership.change_password", "Change app password", "/app/{object}/password")},
		Objects:    []string{"app Salesforce", "app Google Workspace", "app Zoom"}, TailThing: []string{"app Travel", "app Benefits", "app Learning", "app Expenses"},
	}},
	GoogleGrant: {
		{
			Operations: []Operation{google("calendar", "calendar.events.list", "CALENDAR", 2, 20), google("calendar", "calendar.freebusy.query", "CALENDAR", 1, 6), google("calendar", "calendar.events.insert", "CALENDAR", 1, 2)},
			Tail:       []Operation{google("calendar", "calendar.events.patch", "CALENDAR", 1, 2), google("calendar", "calendar.calendarList.list", "CALENDAR", 1, 9), google("people", "people.connections.list", "CONTACTS", 4, 30)}, Objects: []string{""},
			Scopes: []string{"https://www.googleapis.com/auth/calendar.events", "https://www.googleapis.com/auth/userinfo.email"},
		},
		{
			Operations: []Operation{google("drive", "drive.changes.list", "DRIVE", 2, 30), google("drive", "drive.files.get", "DRIVE", 30, 300)},
			Tail:       []Operation{google("drive", "drive.files.list", "DRIVE", 10, 60), google("drive", "drive.files.export", "DRIVE", 100, 900), google("drive", "drive.comments.list", "DRIVE", 1, 9)}, Objects: []string{""},
			Scopes: []string{"https://www.googleapis.com/auth/drive.readonly"},
		},
		{
			Operations: []Operation{google("gmail", "gmail.users.messages.list", "GMAIL", 5, 30), google("gmail", "gmail.users.messages.get", "GMAIL", 10, 90)},
			Tail:       []Operation{google("gmail", "gmail.users.labels.list", "GMAIL", 1, 3), google("gmail", "gmail.users.messages.modify", "GMAIL", 1, 2), google("gmail", "gmail.users.drafts.create", "GMAIL", 1, 3)}, Objects: []string{""},
			Scopes: []string{"https://www.googleapis.com/auth/gmail.readonly"},
		},
	},
	EntraKey: {
		{Operations: []Operation{Graph}, Tail: []Operation{SharePoint}, Objects: []string{""}},
		{Operations: []Operation{Management, Storage}, Tail: []Operation{KeyVault}, Objects: []string{""}},
		{Operations: []Operation{Exchange, Graph}, Tail: []Operation{}, Objects: []string{""}},
	},
	EntraManaged: {{Operations: []Operation{KeyVault, Storage}, Tail: []Operation{Management}, Objects: []string{""}}},
	EntraGrant: {{
		Operations: []Operation{Graph, SharePoint}, Tail: []Operation{Exchange, Management}, Objects: []string{""},
		Scopes: []string{"email", "openid", "profile", "User.Read"},
	}},
	AWSKey: {
		{
			Operations: []Operation{aws("s3", "PutObject", 0, 0), aws("s3", "GetObject", 1, 60), aws("sts", "GetCallerIdentity", 0, 0)}, Tail: []Operation{aws("s3", "HeadObject", 0, 0), aws("s3", "DeleteObject", 0, 0), aws("kms", "Decrypt", 0, 0)},
			Objects: []string{"larch-reports", "larch-exchange"}, TailThing: []string{"larch-archive", "larch-logs"},
		},
		{
			Operations: []Operation{aws("ecr", "GetAuthorizationToken", 0, 0), aws("ecs", "UpdateService", 0, 0), aws("ecs", "DescribeServices", 0, 0)}, Tail: []Operation{aws("ecs", "RegisterTaskDefinition", 0, 0), aws("ecr", "DescribeRepositories", 0, 0), aws("lambda", "UpdateFunctionCode", 0, 0)},
			Objects: []string{"lab-api", "webshop"}, TailThing: []string{"lab-ui"},
		},
	},
	AWSRole: {{
		Operations: []Operation{aws("dynamodb", "Query", 1, 20), aws("dynamodb", "PutItem", 0, 0), aws("sqs", "ReceiveMessage", 0, 0)}, Tail: []Operation{aws("kms", "Decrypt", 0, 0), aws("s3", "PutObject", 0, 0), aws("secretsmanager", "GetSecretValue", 0, 0), aws("dynamodb", "BatchGetItem", 5, 60)},
		Objects: []string{"orders", "instruments"}, TailThing: []string{"larch-archive", "orders-history", "lab/db/reader"},
	}},
	GoogleAdmin: {{
		Operations: []Operation{{Kind: "GROUP_SETTINGS", Method: "ADD_GROUP_MEMBER", Path: "GROUP_EMAIL"}, {Kind: "GROUP_SETTINGS", Method: "REMOVE_GROUP_MEMBER", Path: "GROUP_EMAIL"}},
		Tail:       []Operation{{Kind: "USER_SETTINGS", Method: "CHANGE_PASSWORD", Path: "USER_EMAIL"}, {Kind: "GROUP_SETTINGS", Method: "CREATE_GROUP", Path: "GROUP_EMAIL"}, {Kind: "USER_SETTINGS", Method: "RENAME_USER", Path: "USER_EMAIL"}}, Objects: []string{"all@" + Domain, "lab@" + Domain, "field@" + Domain},
	}},
	EntraAdmin: {{
		Operations: []Operation{{Kind: "Add member to group", Method: "GroupManagement"}, {Kind: "Remove member from group", Method: "GroupManagement"}},
		Tail:       []Operation{{Kind: "Update user", Method: "UserManagement"}, {Kind: "Update device", Method: "Device"}, {Kind: "Reset user password", Method: "UserManagement"}}, Objects: []string{"field@" + Domain, "lab@" + Domain},
	}},
	GitHubAdmin: {{Operations: []Operation{{Kind: "team.add_member"}, {Kind: "repo.add_member"}}, Tail: []Operation{{Kind: "hook.create"}, {Kind: "protected_branch.create"}, {Kind: "repo.create"}, {Kind: "team.create"}}, Objects: []string{"lab-api", "infra"}}},
}
