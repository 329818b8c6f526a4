package event

// Fact is one thing a record says about the life of an owner, an app, a
// session or a credential.
type Fact struct {
	Kind   FactKind
	Target Target
	IDs    []string // every name the record gives the target; any of them matches
	Users  []string // with TargetGrant: every name of the user whose grant it is (IDs are the app's); with TargetCredential: whose it is
	Values []string // scopes now granted, the new credential's ids, the privilege given or taken
	Taken  bool     // with FactRole: the privilege was taken away; with FactLeaked: the report was; with FactDevice: the device; with FactJob: it ended
}

// FactKind is what happened.
type FactKind uint8

// The kinds of facts. The names follow RISC and CAEP where those have one.
const (
	FactNone       FactKind = iota
	FactIssued              // a credential or grant was issued or authorised again
	FactRotated             // a credential was replaced by a new one; the old one has ended
	FactRevoked             // a credential, a grant, or everything of a user has ended (CAEP credential-change: revoke)
	FactScopes              // a grant's or credential's scopes were changed; Extra holds the new ones
	FactOffboarded          // a person was disabled or deleted (RISC account-disabled, account-purged)
	FactOnboarded           // a person was created or enabled again (RISC account-enabled)
	FactSignIn              // a person signed in interactively: known, present, and a new start for ended sessions
	FactRole                // an administrative role or privilege was granted or taken
	FactRetired             // an app was disabled, deleted or uninstalled
	FactRestored            // an app was enabled or installed again
	FactSessionEnd          // a session ended (CAEP session-revoked)
	FactReuse               // a refresh token that had been exchanged was presented again (RFC 9700 section 4.14)
	FactLeaked              // a credential was found in public, or is known to be compromised (RISC credential-compromise)
	FactJob                 // a CI job started on a runner, or ended
	FactDevice              // a person's device was enrolled, or taken away

)

var factNames = [...]string{
	"", "issued", "rotated", "revoked", "scopes", "offboarded", "onboarded", "sign_in", "role",
	"retired", "restored", "session_end", "reuse", "leaked", "job", "device",
}

// String names a fact as source files do.
func (k FactKind) String() string { return factNames[k] }

// ParseFactKind reads a fact's name; ok is false for an unknown one.
func ParseFactKind(s string) (k FactKind, ok bool) {
	for i, n := range factNames {
		if i > 0 && n == s {
			return FactKind(i), true
		}
	}
	return FactNone, false
}

// Target is what a fact is about. An end applies to exactly this.
type Target uint8

// The targets.
const (
	TargetNone       Target = iota
	TargetUser              // a person or service account
	TargetApp               // an app, client or integration
	TargetCredential        // one credential, by its own id
	TargetGrant             // what one user gave one app; without Users, every grant of the app
	TargetSession           // one session
	TargetUserGrants        // every grant and refresh token of a user
	TargetSubject           // the very token this record is a use of
	TargetPlace             // a repository that CI jobs run for
)

var targetNames = [...]string{"", "user", "app", "credential", "grant", "session", "user_grants", "subject", "place"}

// String names a target as source files do.
func (t Target) String() string { return targetNames[t] }

// ParseTarget reads a target; ok is false for an unknown name.
func ParseTarget(s string) (t Target, ok bool) {
	for i, n := range targetNames {
		if i > 0 && n == s {
			return Target(i), true
		}
	}
	return TargetNone, false
}
