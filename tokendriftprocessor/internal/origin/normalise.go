package origin

// normalise brings a product name that is not known to a form that does not
// change from run to run: ids, UUIDs, hex and runs of digits become *, and so
// do pieces that are nothing but digits. Bytes that are not printable ASCII
// become ?, since a class appears in logs.
func normalise(name string) string {
	var buf [maxAgent]byte
	return string(appendNormalised(buf[:0], name))
}

func appendNormalised(out []byte, name string) []byte {
	for at := 0; at < len(name); {
		if isUUID(name[at:]) {
			out = star(out)
			at += uuidLength
			continue
		}
		end := at
		for end < len(name) && !joins(name[end]) {
			end++
		}
		out = appendPiece(out, name[at:end], at == 0)
		if end < len(name) {
			out = append(out, name[end])
			end++
		}
		at = end
	}
	return out
}

// joins reports whether a byte joins the pieces of a name.
func joins(b byte) bool {
	switch b {
	case '-', '_', '.', ':', '=', '@', '+', '~', '&', ' ':
		return true
	}
	return false
}

func appendPiece(out []byte, piece string, first bool) []byte {
	digits, hex, changes := 0, len(piece) > 0, 0
	for i := range len(piece) {
		b := piece[i]
		if isDigit(b) {
			digits++
		}
		hex = hex && (isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'f')
		if i > 0 && isDigit(b) != isDigit(piece[i-1]) {
			changes++
		}
	}
	switch {
	case digits > 0 && digits == len(piece) && (!first || digits >= 3),
		hex && digits >= 2 && len(piece) >= 6,
		changes >= 3 && len(piece) >= 6:
		return star(out)
	}
	for i := 0; i < len(piece); {
		run := i
		for run < len(piece) && isDigit(piece[run]) {
			run++
		}
		switch {
		case run-i >= 3:
			out = star(out)
			i = run
			continue
		case piece[i] < ' ' || piece[i] >= 0x7f:
			out = append(out, '?')
		default:
			out = append(out, piece[i])
		}
		i++
	}
	return out
}

// star writes one * for any number of made-up pieces in a row.
func star(out []byte) []byte {
	end := len(out)
	for end > 0 && joins(out[end-1]) {
		end--
	}
	if end > 0 && out[end-1] == '*' {
		return out[:end]
	}
	return append(out, '*')
}

const uuidLength = 36

func isUUID(s string) bool {
	if len(s) < uuidLength {
		return false
	}
	for i := range uuidLength {
		switch b := s[i]; i {
		case 8, 13, 18, 23:
			if b != '-' {
				return false
			}
		default:
			if !isDigit(b) && (b|0x20 < 'a' || b|0x20 > 'f') {
				return false
			}
		}
	}
	return true
}

// majorVersion is what a class keeps of a version: "2.32.4" gives "2",
// "v0.12.24" gives "0.12". A version of another form, such as a commit or a
// date, gives "": it would make every build a new client.
func majorVersion(version string) string {
	if version != "" && version[0]|0x20 == 'v' {
		version = version[1:]
	}
	major := digitsAt(version, 0)
	if major == 0 || major > 3 || !endsVersion(version, major) {
		return ""
	}
	if version[:major] != "0" || major == len(version) || version[major] != '.' {
		return version[:major]
	}
	minor := digitsAt(version, major+1)
	if minor == 0 || minor > 3 || !endsVersion(version, major+1+minor) {
		return version[:major]
	}
	return version[:major+1+minor]
}

func digitsAt(s string, at int) (n int) {
	for at+n < len(s) && isDigit(s[at+n]) {
		n++
	}
	return n
}

func endsVersion(s string, at int) bool {
	if at == len(s) {
		return true
	}
	switch s[at] {
	case '.', '-', '+', '_', ' ', '#', '/', ':':
		return true
	}
	return false
}
