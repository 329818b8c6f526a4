package life

import (
	"time"

	"github.com/tokendrift/tokendrift/examples/evaluate/estate/vendors"
)

// Census adds the rows of the populations, before all others: every token with
// at least one record, from its first record to its last one of the estate.
// The first of the tokens were there from the beginning.
func (b *Book) Census(fromTheBeginning int) {
	uses := make(map[*vendors.Token]int, len(b.Tokens))
	for _, e := range b.Entries {
		if u, ok := e.Record.(*vendors.Use); ok {
			uses[u.Token]++
		}
	}
	rows := b.consoles()
	for i, t := range b.Tokens {
		if uses[t] == 0 {
			continue
		}
		note, from := "", b.Start
		if !t.Declared || t.App != nil && b.Hidden[t.App] {
			note = "undeclared"
		}
		if i >= fromTheBeginning {
			from = t.Born.Add(-10 * time.Minute) // its making comes before its first use
		}
		rows = append(rows, Row{t.Condition(), from, b.End, t.Kind, "population", "", note})
	}
	b.Truth = append(rows, b.Truth...)
}

// consoles are the administrator's own accounts at the two vendors where no
// token of the population stands for them, if anything was done there.
func (b *Book) consoles() []Row {
	var salesforce, aws bool
	for _, e := range b.Entries {
		if _, ok := e.Record.(*vendors.Notice); ok {
			salesforce = salesforce || vendors.IsSetupAudit(e.Record)
			aws = aws || e.Record.Provider() == "aws"
		}
	}
	var rows []Row
	row := func(token string) Row {
		return Row{token, b.Start, b.End, "administrator", "population", "", "changes of settings only"}
	}
	if salesforce {
		rows = append(rows, row("CreatedById="+vendors.SalesforceLong(b.Console.Admin.Salesforce())))
	}
	if aws {
		rows = append(rows, row("userIdentity.principalId="+vendors.AWSConsole))
	}
	return rows
}
