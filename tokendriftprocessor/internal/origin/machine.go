package origin

// RunnerLike reports whether a use looks like CI automation: the agent says
// so, or the record or a range file names the runner. p may be nil.
func RunnerLike(c Client, p *Place) bool {
	return c.Kind == KindRunner || p != nil && p.Runner != ""
}

// Workstation reports whether a use looks like a person at a desk: a browser,
// or a program run by hand on macOS or Windows. p may be nil.
func Workstation(c Client, p *Place) bool {
	if RunnerLike(c, p) {
		return false
	}
	switch c.Kind {
	case KindBrowser:
		return true
	case KindCLI, KindTool:
		// Windows in a cloud region is a server; a Mac hardly ever is.
		return c.OS == systemMacOS || c.OS == systemWindows && (p == nil || p.Region == "")
	case KindSDK:
		// Services are built on libraries on Windows too, but run on no Mac.
		return c.OS == systemMacOS
	}
	return false
}
