package incident

// AppendVerdict appends a verdict for [ReadVerdict].
func AppendVerdict(b []byte, v *Verdict) []byte {
	b = append(b, byte(v.Level), byte(v.Severity))
	b = AppendTexts(b, v.Signals)
	b = AppendFloat(b, v.Score)
	t := &v.Token
	for _, s := range [...]string{
		v.Reason, v.IncidentID, v.Action.Name, v.Action.Reason, v.Policy, v.Baseline.State,
		t.ID, t.Provider, t.Tenant, t.Issuer, t.App, t.Owner, t.Purpose, t.Grade, t.Actor,
	} {
		b = AppendText(b, s)
	}
	b = AppendBool(b, t.Shared)
	b = AppendNumber(b, v.Baseline.Since)
	b = AppendNumber(b, v.Baseline.Uses)
	b = AppendNumber(b, int64(len(v.Evidence)))
	for _, e := range v.Evidence {
		b = AppendText(AppendText(AppendText(b, e.Signal), e.Seen), e.Normal)
	}
	return AppendTexts(b, v.References)
}

// ReadVerdict reads what [AppendVerdict] appended. Everything in it is owned.
func ReadVerdict(r *Reader) (v Verdict) {
	v.Level, v.Severity = Level(r.Byte()), Severity(r.Byte())
	if v.Level > LevelIncident || v.Severity > SeverityCritical {
		r.Fail("a level or severity there is not")
		return Verdict{}
	}
	v.Signals = r.Texts()
	v.Score = r.Float()
	t := &v.Token
	for _, s := range [...]*string{
		&v.Reason, &v.IncidentID, &v.Action.Name, &v.Action.Reason, &v.Policy, &v.Baseline.State,
		&t.ID, &t.Provider, &t.Tenant, &t.Issuer, &t.App, &t.Owner, &t.Purpose, &t.Grade, &t.Actor,
	} {
		*s = r.Text()
	}
	t.Shared = r.Bool()
	v.Baseline.Since, v.Baseline.Uses = r.Number(), r.Number()
	if n := r.Count(3, mostShown); n > 0 {
		v.Evidence = make([]Shown, n)
		for i := range v.Evidence {
			v.Evidence[i] = Shown{Signal: r.Text(), Seen: r.Text(), Normal: r.Text()}
		}
	}
	v.References = r.Texts()
	return v
}

// mostShown is more evidence than there are signals.
const mostShown = 1000

// AppendNotice appends a notice for [ReadNotice].
func AppendNotice(b []byte, n *Notice) []byte {
	b = AppendVerdict(b, &n.Verdict)
	b = AppendText(AppendText(b, string(n.State)), n.Body)
	for _, v := range [...]int64{n.Time, n.FirstSeen, n.LastSeen, n.RecordCount, n.BlastVolume} {
		b = AppendNumber(b, v)
	}
	for _, list := range [...][]string{n.Records, n.BlastTokens, n.BlastSystems, n.BlastObjects} {
		b = AppendTexts(b, list)
	}
	b = AppendBool(b, n.Summary != nil)
	if s := n.Summary; s != nil {
		b = AppendText(AppendText(b, s.Provider), s.Tenant)
		b = AppendNumber(AppendNumber(AppendNumber(b, s.First), s.Until), int64(s.Count))
		b = AppendTexts(b, s.Tokens)
	}
	return b
}

// ReadNotice reads what [AppendNotice] appended.
func ReadNotice(r *Reader) *Notice {
	n := &Notice{Verdict: ReadVerdict(r), State: State(r.Text()), Body: r.Text()}
	for _, v := range [...]*int64{&n.Time, &n.FirstSeen, &n.LastSeen, &n.RecordCount, &n.BlastVolume} {
		*v = r.Number()
	}
	for _, list := range [...]*[]string{&n.Records, &n.BlastTokens, &n.BlastSystems, &n.BlastObjects} {
		*list = r.Texts()
	}
	switch n.State {
	case "", StateOpened, StateEscalated, StateClosed:
	default:
		r.Fail("a state of incidents there is not")
	}
	if r.Bool() {
		n.Summary = &Summary{
			Provider: r.Text(), Tenant: r.Text(), First: r.Number(), Until: r.Number(), Count: int(r.Number()), Tokens: r.Texts(),
		}
	}
	return n
}
