package origin

// The operating systems of [Client.OS].
const (
	systemWindows = "windows"
	systemMacOS   = "macos"
	systemLinux   = "linux"
	systemIOS     = "ios"
	systemAndroid = "android"
)

// systemOf finds the operating system an agent names, and the distribution if
// it is one made for attack. An agent that names several means the most
// special: iPhones say Mac OS X, Android says Linux. Linux under Windows (WSL)
// counts as Windows: it is somebody's desktop.
func systemOf(text string) (os, distribution string) {
	var seen [5]bool
	for at := 0; at < len(text); {
		for at < len(text) && !isLetter(text[at]) {
			at++
		}
		start := at
		for at < len(text) && isLetter(text[at]) {
			at++
		}
		if at-start < 3 || at-start > 9 {
			continue
		}
		var buf [9]byte
		word := buf[:at-start]
		for i := range word {
			word[i] = text[start+i] | 0x20
		}
		switch string(word) {
		case "android":
			seen[0] = true
		case "iphone", "ipad", "ipod", "ios", "ipados":
			seen[1] = true
		case "windows", "win", "wsl", "mingw", "msys", "cygwin":
			seen[2] = true
		case "macos", "macintosh", "darwin", "osx", "mac", "apple":
			seen[3] = true
		case "linux", "ubuntu", "debian", "cros", "amzn", "alpine", "rhel", "centos":
			seen[4] = true
		case "kali", "parrot", "pentoo":
			if inKernelVersion(text, start) {
				distribution = attackDistribution(word)
			}
		}
	}
	for i, name := range [...]string{systemAndroid, systemIOS, systemWindows, systemMacOS, systemLinux} {
		if seen[i] {
			return name, distribution
		}
	}
	return "", ""
}

func attackDistribution(word []byte) string {
	switch string(word) {
	case "kali":
		return "kali linux"
	case "parrot":
		return "parrot linux"
	}
	return "pentoo linux"
}

// inKernelVersion reports whether a word is part of a kernel's name, such as
// Linux/6.1.0-kali9-amd64: elsewhere these are ordinary words.
func inKernelVersion(text string, start int) bool {
	return start > 0 && (text[start-1] == '-' || text[start-1] == '.' || isDigit(text[start-1]))
}

// displaySystem is how people write an operating system.
func displaySystem(os string) string {
	switch os {
	case systemWindows:
		return "Windows"
	case systemMacOS:
		return "macOS"
	case systemLinux:
		return "Linux"
	case systemIOS:
		return "iOS"
	case systemAndroid:
		return "Android"
	}
	return ""
}
