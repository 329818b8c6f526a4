package main

import (
	"fmt"
	"time"
)

const (
	runnerGit   = "git/2.50.1 (github-actions; Linux x86_64)"
	runnerAPI   = "actions/checkout@v4 octokit-core.js/6.1.5 Node.js/20.19.3 (linux; x64)"
	releaseApp  = "acorn-release"
	desktopGit  = "git/2.50.1"
	desktopGH   = "GitHub CLI 2.75.0"
	jobsPerWork = 14
)

var (
	ciBot      = ghActor{"acorn-ci", "", 77120455, false} // a machine user: a bot only in name
	ciToken    = ghToken{"Fine-grained personal access token", 7724190, hashedToken("acorn-ci"), "contents:read,metadata:read,statuses:write"}
	releaseBot = ghActor{releaseApp + "[bot]", "", 158220394, true}
	repos      = []string{"arm-firmware", "fleet-api", "vision", "site", "infra"}
)

// githubMachines are the CI token, always on GitHub-hosted runners, and the
// release app, whose token is another one every hour.
func githubMachines(m *month) {
	d := newDice("github/ci")
	days(func(day time.Time) {
		jobs := d.between(jobsPerWork-2, jobsPerWork+2)
		if weekend(day) {
			jobs = 5 // the nightly and dependency builds
		}
		for i := range jobs {
			t := day.Add(time.Duration(i)*24*time.Hour/time.Duration(jobs) + d.upTo(40*time.Minute))
			repo, address := pick(d, repos), runnerAddress(d)
			m.add("github", t, ghGit(d, t, "git.clone", repo, ciBot, address, runnerGit, &ciToken))
			t = t.Add(40*time.Second + d.upTo(time.Minute))
			m.add("github", t, ghAPI(d, t, "GET", "/repositories/:repository_id/contents/*", repo, ciBot, address, runnerAPI, &ciToken))
			t = t.Add(3*time.Minute + d.upTo(4*time.Minute))
			m.add("github", t, ghAPI(d, t, "POST", "/repositories/:repository_id/statuses/:sha", repo, ciBot, address, runnerAPI, &ciToken))
		}
	})
	d = newDice("github/release")
	days(func(day time.Time) {
		for _, hour := range []int{2, 8, 14, 20} {
			t := day.Add(time.Duration(hour)*time.Hour + 10*time.Minute + d.upTo(6*time.Minute))
			token := ghToken{"GitHub App server-to-server token", 0, hashedToken(fmt.Sprint("release", t.Unix())), ""}
			address := runnerAddress(d)
			for _, call := range [][2]string{{"GET", "/repositories/:repository_id/releases"}, {"GET", "/repositories/:repository_id/tags"}, {"POST", "/repositories/:repository_id/releases"}} {
				repo := pick(d, repos[:3])
				record := ghAPI(d, t, call[0], call[1], repo, releaseBot, address, "probot/13.4.5", &token)
				m.add("github", t, append(record, "integration", releaseApp, "application_client_id", "Iv23liAcornRelease01"))
				t = t.Add(d.upTo(20 * time.Second))
			}
		}
	})
}

// patOf is the developer's personal access token at that moment. Tomas has a
// new one from the day of his rotation on; one machine keeps the old one until
// the next noon, which is what an overlap is for.
func patOf(d dice, p person, t time.Time) *ghToken {
	token := &ghToken{"Personal access token (classic)", 6630100 + p.number, hashedToken(p.login), "read:org,repo,workflow"}
	if p.login == "tomas" && !t.Before(newTokenIssued) && (!t.Before(overlapEnds) || d.once(0.7)) {
		token.id, token.hash = 7801133, hashedToken("tomas, second")
	}
	return token
}

// githubDevelopers push and pull all day and use the web now and then.
func githubDevelopers(m *month) {
	for _, login := range []string{"tomas", "lena", "owen", "hana", "diego", "ines", "noah", "amara"} {
		p := who(login)
		d := newDice("github/" + login)
		mine := []string{repos[p.number%5], repos[(p.number+1)%5], repos[(p.number+2)%5]}
		workdays(func(day time.Time) {
			for _, t := range workMoments(d, day, d.between(9, 13)) {
				if !p.employed(t) {
					return
				}
				developerMoment(m, d, p, t, pick(d, mine))
			}
		})
	}
	githubChanges(m)
}

func developerMoment(m *month, d dice, p person, t time.Time, repo string) {
	address, token := p.address(t), patOf(d, p, t)
	switch n := d.IntN(100); {
	case n < 38:
		m.add("github", t, ghGit(d, t, "git.fetch", repo, developer(p), address, desktopGit, token))
	case n < 62:
		m.add("github", t, ghGit(d, t, "git.push", repo, developer(p), address, desktopGit, token))
	case n < 72:
		m.add("github", t, ghGit(d, t, "git.clone", repo, developer(p), address, desktopGit, token))
	case n < 88:
		m.add("github", t, ghAPI(d, t, "GET", "/repositories/:repository_id/pulls", repo, developer(p), address, desktopGH, token))
	default: // the browser: no token
		m.add("github", t, ghWeb(d, t, pick(d, []string{"pull_request.create", "pull_request.merge", "pull_request_review.submit"}), repo, p))
	}
}
