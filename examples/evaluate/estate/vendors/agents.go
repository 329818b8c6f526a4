package vendors

import (
	"fmt"
	"time"
)

// browsers are those of the company's people, with the version filled in.
var browsers = []string{
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36 Edg/%[1]d.0.0.0",
}

// The releases of the estate's quarter: Chrome has one every four weeks.
var firstChrome, firstRelease = 146, time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC)

// BrowserAgent is the user agent of a browser at that time.
func BrowserAgent(which int, at time.Time) string {
	version := firstChrome + int(at.Sub(firstRelease)/(28*24*time.Hour))
	return fmt.Sprintf(browsers[which%len(browsers)], version)
}

// Safari and Firefox are browsers that only a few have, thieves among them.
const (
	Safari  = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.3 Safari/605.1.15"
	Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0"
)

// Scripts are general-purpose clients: thieves use them, and so do some integrations.
var Scripts = []string{"python-requests/2.32.4", "curl/8.12.1", "Go-http-client/2.0", "Python/3.11 aiohttp/3.12.15", "axios/1.10.0"}
