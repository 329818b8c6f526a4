package source

// The words of the vocabulary, for messages; a test holds them against it.
const (
	factWords = "issued, rotated, revoked, scopes, offboarded, onboarded, sign_in, role, retired, restored, " +
		"session_end, reuse, leaked, job, device"
	gradeWords  = "token, grant, session, client, actor"
	classWords  = "read, list, write, bulk, token, administer, secrets"
	targetWords = "user, app, credential, grant, session, user_grants, subject, place"
)
