package signal

// appRetired: the token's app was disabled, deleted or uninstalled, by the
// stream or by the inventory.
func appRetired(c *Context) (Evidence, bool) {
	at := c.Facts.AppRetired
	if at == 0 {
		return Evidence{}, false
	}
	app := c.Event.App.Key()
	if c.Event.App.Name != "" {
		app = c.Event.App.Name
	}
	return Evidence{
		Value: app, Seen: "used by " + app, Normal: "retired " + clock(at),
		Why: "belongs to the app " + app + ", which was retired " + clock(at), Says: c.ended(SaysIncident),
	}, true
}
