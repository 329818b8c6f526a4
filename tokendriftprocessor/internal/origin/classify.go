package origin

import "strings"

// unnamed is the family of an agent that names no product.
const unnamed = "unnamed"

// classify reads a user agent: the cost is bounded by maxAgent and maxTokens.
func classify(ua string) Client {
	text := unwrap(ua)
	if text == "" || text == "-" {
		return Client{}
	}
	if c, ok := salesforceCode(text); ok {
		return c
	}
	os, distribution := systemOf(text)
	r := read(text)
	label := label{os: os}
	switch {
	case distribution != "":
		// A distribution made for attack says more than the program run on it.
		label.os = distribution
		label.kind = KindTool
	case r.ci:
		label.ci, label.kind = true, KindRunner
	}
	if r.best.rank < rankNamed && isBrowser(text) {
		return label.browser(text, os)
	}
	kind := KindService
	switch {
	case r.best.rank >= rankNamed || r.lead == "" && r.best.rank > 0:
		kind = r.best.kind
		label.name, label.version, label.language = r.best.name, r.version, r.best.language
		if r.best.steady {
			label.version = ""
		}
		if kind == KindBrowser {
			label.version, label.os = "", displaySystem(os)
		}
	case r.lead != "*":
		label.name, label.version = r.lead, r.leadVer
	}
	return label.client(kind, os)
}

// unwrap takes off what logs and proxies put around an agent: the brackets of
// S3 access logs, and Google front ends' ",gzip(gfe)".
func unwrap(ua string) string {
	text := strings.TrimSpace(ua)
	for {
		cut := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(text, "gzip(gfe)"), ","))
		if cut == text {
			break
		}
		text = cut
	}
	if strings.HasPrefix(text, "[") {
		text = strings.TrimSpace(strings.TrimSuffix(text[1:], "]"))
	}
	text = strings.Trim(text, `"'`)
	if text == "" && strings.TrimSpace(ua) != "" {
		return "()" // something was there, but no product
	}
	return text
}
