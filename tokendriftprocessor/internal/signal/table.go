package signal

// Table lists the signals by family. A row without a function is a name whose
// signal comes later; names are final.
var Table = [...]Def{
	{Name: "new_network", Family: Infrastructure, Phrase: "a network it never used", References: []string{"NHI3:2025", "NHI7:2025", "DE.CM-01", "DE.CM-06", "DE.AE-02", "T1550.001", "T1078.004"}, fire: newNetwork},
	{Name: "new_region", Family: Infrastructure, Phrase: "a cloud region it never used", References: []string{"NHI3:2025", "NHI7:2025", "DE.CM-01", "DE.CM-06", "T1550.001", "T1078.004"}, fire: newRegion},
	{Name: "new_country", Family: Infrastructure, Phrase: "a country it never was in", References: []string{"NHI3:2025", "NHI7:2025", "DE.CM-01", "T1550.001", "T1078.004"}, fire: newCountry},
	{Name: "anonymiser", Family: Infrastructure, Phrase: "an anonymiser's address", References: []string{"NHI3:2025", "DE.CM-01", "T1090.003", "T1550.001"}, fire: anonymiser},
	{Name: "two_heads", Family: Infrastructure, Phrase: "two places at once", References: []string{"NHI2:2025", "NHI9:2025", "DE.AE-03", "T1539", "T1550.001"}, fire: twoHeads},

	{Name: "new_client", Family: Client, Phrase: "a client it never used", References: []string{"NHI2:2025", "NHI10:2025", "DE.CM-09", "T1550.001"}, fire: newClient},
	{Name: "unapproved_runner", Family: Client, Phrase: "a runner nobody approved", References: []string{"NHI6:2025", "NHI8:2025", "DE.CM-09", "ID.AM-02", "T1195.002", "T1078.004"}, fire: unapprovedRunner},
	{Name: "unknown_endpoint", Family: Client, Phrase: "an endpoint nobody knows", References: []string{"NHI10:2025", "DE.CM-09", "T1550.001"}, fire: unknownEndpoint},
	{Name: "runner_without_job", Family: Client, Phrase: "a runner without a job", References: []string{"NHI6:2025", "DE.CM-09", "T1648"}, fire: runnerWithoutJob},
	{Name: "new_issuer", Family: Client, Phrase: "an issuer it never had", References: []string{"NHI4:2025", "PR.AA-04", "T1606"}, fire: newIssuer},

	{Name: "new_action", Family: Behaviour, Phrase: "an operation it never did", References: []string{"NHI5:2025", "DE.CM-03", "DE.AE-02", "T1526"}, fire: newAction},
	{Name: "new_chain", Family: Behaviour, Phrase: "an order of operations it never showed", References: []string{"NHI5:2025", "DE.CM-03", "T1526"}, fire: newChain},
	{Name: "new_system", Family: Behaviour, Phrase: "a system it never touched", References: []string{"NHI5:2025", "NHI9:2025", "DE.AE-03", "T1021.007", "T1199"}, fire: newSystem},
	{Name: "rare_object", Family: Behaviour, Phrase: "an object it never touched", References: []string{"NHI5:2025", "DE.CM-09", "DE.AE-04", "T1213", "T1530"}, fire: rareObject},
	{Name: "unusual_hour", Family: Behaviour, Phrase: "an hour it never works at", References: []string{"DE.CM-03", "T1078.004"}, fire: unusualHour},
	{Name: "clean_up", Family: Behaviour, Phrase: "something made and deleted within minutes", References: []string{"DE.CM-09", "RS.AN-07", "T1070"}, fire: cleanUp},

	{Name: "volume_burst", Family: Volume, Phrase: "far more than it ever moved in an hour", References: []string{"NHI5:2025", "DE.CM-09", "DE.AE-02", "T1119", "T1020", "T1567"}, fire: volumeBurst},
	{Name: "volume_drain", Family: Volume, Phrase: "a slow drain", References: []string{"NHI5:2025", "DE.CM-09", "T1020", "T1530"}, fire: volumeDrain},

	{Name: "scope_expanded", Family: Scope, Phrase: "scopes it never had", References: []string{"NHI5:2025", "PR.AA-05", "T1098.001", "T1098.003", "T1528"}, fire: scopeExpanded},
	{Name: "scope_exceeded", Family: Scope, Phrase: "scopes beyond the declared ones", References: []string{"NHI5:2025", "PR.AA-05", "T1098.003"}, fire: scopeExceeded},

	{Name: "baseline_walk", Family: Drift, Phrase: "a slow walk away from its first baseline", References: []string{"DE.AE-02", "T1550.001"}, fire: baselineWalk},
	{Name: "app_migration", Family: Drift, Phrase: "its app moved as a whole", References: []string{"NHI3:2025", "DE.CM-06"}, fire: appMigration},
	{Name: "app_theft", Family: Drift, Phrase: "its app's tokens are used elsewhere", References: []string{"NHI3:2025", "DE.CM-06", "T1199", "T1528"}, fire: appTheft},

	{Name: "owner_offboarded", Family: Lifecycle, Phrase: "a person who has left", References: []string{"NHI1:2025", "PR.AA-01", "PR.AA-05", "DE.AE-08", "T1078.004"}, fire: ownerOffboarded},
	{Name: "role_changed", Family: Lifecycle, Phrase: "a person whose role changed", References: []string{"NHI1:2025", "PR.AA-05", "T1098.003", "T1078.004"}, fire: roleChanged},
	{Name: "app_retired", Family: Lifecycle, Phrase: "an app that is retired", References: []string{"NHI1:2025", "NHI7:2025", "ID.AM-08", "DE.CM-06", "T1199", "T1528"}, fire: appRetired},
	{Name: "dormant_revival", Family: Lifecycle, Phrase: "woke up after a long silence", References: []string{"NHI1:2025", "NHI7:2025", "DE.CM-06", "T1528"}, fire: dormantRevival},
	{Name: "leaked", Family: Lifecycle, Phrase: "was found in public", References: []string{"NHI2:2025", "DE.AE-07", "T1552", "T1078.004"}, fire: leaked},
	{Name: "rotation_overdue", Family: Lifecycle, Phrase: "is overdue for rotation", References: []string{"NHI7:2025", "PR.AA-01"}, fire: rotationOverdue},

	{Name: "after_session_end", Family: Session, Phrase: "a session that has ended", References: []string{"NHI4:2025", "PR.AA-03", "DE.AE-08", "T1550.001", "T1539"}, fire: afterSessionEnd},
	{Name: "after_rotation", Family: Session, Phrase: "a credential that was rotated", References: []string{"NHI4:2025", "NHI7:2025", "PR.AA-03", "RS.MI-02", "T1550.001"}, fire: afterRotation},
	{Name: "after_revoke", Family: Session, Phrase: "a credential that was revoked", References: []string{"NHI4:2025", "NHI7:2025", "PR.AA-03", "DE.AE-08", "RS.MI-02", "T1550.001"}, fire: afterRevoke},
	{Name: "token_expired", Family: Session, Phrase: "is past its declared end", References: []string{"NHI7:2025", "PR.AA-03", "T1550.001"}, fire: tokenExpired},
	{Name: "refresh_reuse", Family: Session, Phrase: "a refresh token used twice", References: []string{"NHI4:2025", "PR.AA-03", "RFC9700-4.14", "T1528", "T1550.001"}, fire: refreshReuse},

	{Name: "no_owner", Family: Registry, Phrase: "nobody owns it", References: []string{"NHI1:2025", "NHI9:2025", "ID.AM-02", "ID.AM-04", "GV.RR-02", "DE.AE-08", "T1671"}, fire: noOwner},
	{Name: "no_purpose", Family: Registry, Phrase: "nobody says what it is for", References: []string{"NHI1:2025", "ID.AM-02", "GV.RR-02", "DE.AE-08", "T1671"}, fire: noPurpose},
	{Name: "no_baseline", Family: Registry, Phrase: "it is too young to have a baseline", References: []string{"DE.AE-08", "DE.CM-06"}, fire: noBaseline},
	{Name: "shared_token", Family: Registry, Phrase: "several consumers share it", References: []string{"NHI9:2025", "GV.SC-07", "RS.MA-03"}, fire: sharedToken},
	{Name: "exception_expired", Family: Registry, Phrase: "an exception for it has run out", References: []string{"PR.AA-05", "GV.RR-02"}},
}

var byName = map[string]*Def{}

func init() { //nolint:gochecknoinits // one pass over a static table
	for i := range Table {
		Table[i].index = uint16(i + 1)
		byName[Table[i].Name] = &Table[i]
	}
}

// Known is whether a name is a signal's.
func Known(name string) bool { return byName[name] != nil }

// ByName is a signal by its name, or nil.
func ByName(name string) *Def { return byName[name] }

// Names lists the signals in the table's order.
func Names() []string {
	names := make([]string, len(Table))
	for i := range Table {
		names[i] = Table[i].Name
	}
	return names
}

// All appends the evidence of every signal that fires.
func All(c *Context, found []Evidence) []Evidence {
	for i := range Table {
		d := &Table[i]
		if d.fire == nil {
			continue
		}
		c.Others = len(found)
		if e, ok := d.fire(c); ok {
			e.Signal = d
			e.Own = e.Rate * c.first(e.Dim)
			e.Fresh = e.Fresh || e.Dim != 0 && c.Answer != nil && c.Answer.Value[e.Dim] == nil
			found = append(found, e)
		}
	}
	return found
}
