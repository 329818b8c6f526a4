package origin

import (
	"strings"

	"github.com/mileusna/useragent"
)

// Bounds of what the browser parser is given, in bytes and in separators: its
// cost grows with the product of tokens and names it knows.
const (
	maxBrowserAgent      = 256
	maxBrowserSeparators = 14
)

// isBrowser reports whether an agent has the form browsers have kept since the
// first: many programs that are none send it as well.
func isBrowser(text string) bool {
	return len(text) >= 7 && (strings.EqualFold(text[:7], "mozilla") || strings.EqualFold(text[:6], "opera/"))
}

// browser is the client of a browser-like agent. Browsers update themselves,
// so their class has no version.
func (l *label) browser(text, os string) Client {
	ua := useragent.Parse(browserPart(text))
	if l.os == os {
		l.os = displaySystem(os)
	}
	kind := KindBrowser
	switch l.name = ua.Name; {
	case ua.Name == useragent.HeadlessChrome:
		kind = KindSDK // driven by a program, not by a person
	case browserNames[ua.Name] != "":
		l.name = browserNames[ua.Name]
	case ua.Bot:
		kind, l.name = KindService, normalise(ua.Name)
	case ua.Version != "" && ua.Name != "":
		l.name = normalise(ua.Name)
	case os != "" || strings.Contains(text, "AppleWebKit") || strings.Contains(text, "Gecko"):
		l.name = "Browser" // cut off before its name, as some logs do
	default:
		// No browser sends its Mozilla token alone.
		kind, l.name = KindService, "Mozilla"
	}
	return l.client(kind, os)
}

// browserNames are the browsers' names from the parser and as shown here;
// other names are the sender's own words.
var browserNames = map[string]string{
	"Chrome": "Chrome", "Firefox": "Firefox", "Safari": "Safari", "Edge": "Edge",
	"Opera": "Opera", "Opera Mini": "Opera", "Opera Touch": "Opera", "Vivaldi": "Vivaldi",
	"Internet Explorer": "Internet Explorer", "MSIE": "Internet Explorer", "Trident": "Internet Explorer",
	"Samsung Browser": "Samsung Browser", "Android browser": "Android browser",
	"Huawei Browser": "Huawei Browser", "Miui Browser": "Miui Browser", "YaBrowser": "Yandex Browser",
	"Facebook App": "Facebook App", "Instagram App": "Instagram App", "TikTok App": "TikTok App",
}

func browserPart(text string) string {
	text = text[:min(len(text), maxBrowserAgent)]
	separators := 0
	for i := range len(text) {
		switch text[i] {
		case '/', ';', '(', ')', '[', ']':
			if separators++; separators > maxBrowserSeparators {
				return text[:i]
			}
		}
	}
	return text
}
