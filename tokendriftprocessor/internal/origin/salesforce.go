package origin

// salesforceCode reads the eight digits that Salesforce event log files have
// in place of a user agent: two for the browser, three for its version, and
// 000 for a desktop or 001 for a phone
// (https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_eventlogfile_logout.htm).
func salesforceCode(text string) (Client, bool) {
	if len(text) != 8 || digitsAt(text, 0) != 8 {
		return Client{}, false
	}
	l := label{}
	if text[5:] == "001" {
		l.os = "mobile"
	}
	kind := KindBrowser
	switch text[:2] {
	case "10":
		l.name = "Internet Explorer"
	case "11":
		l.name = "Firefox"
	case "13":
		l.name = "Chrome"
	case "14":
		l.name = "Safari"
	default:
		kind, l.name = KindService, "Salesforce client "+text[:2]
	}
	return l.client(kind, ""), true
}
