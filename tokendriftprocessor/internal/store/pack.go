package store

import "bytes"

// packedMark begins a token whose runs of zeros are packed. No token begins
// with it: its first byte is the version of its codec, which is not 0.
const packedMark = 0

// pack appends a token with every run of up to 255 zeros as a zero and its
// length, and the number 1 as a zero of length 0, or as it is if that is no
// longer. Half of a token that was used once
// is zeros, and a flood of those is what fills a storage.
func pack(b, token []byte) []byte {
	at := len(b)
	b = append(b, packedMark)
	for i := 0; i < len(token); {
		if token[i] != 0 {
			b = append(b, token[i])
			i++
			continue
		}
		n := 1
		for n < 255 && i+n < len(token) && token[i+n] == 0 {
			n++
		}
		if n == 2 && bytes.HasPrefix(token[i:], one) {
			b = append(b, 0, 0)
			i += len(one)
			continue
		}
		b = append(b, 0, byte(n))
		i += n
	}
	if len(b)-at >= len(token) {
		b = append(b[:at], token...)
	}
	return b
}

// unpack gives the token; false for bytes that pack does not write.
func unpack(b []byte) ([]byte, bool) {
	if len(b) == 0 || b[0] != packedMark {
		return b, true
	}
	token := make([]byte, 0, 2*len(b))
	for b = b[1:]; len(b) > 0; {
		i := bytes.IndexByte(b, 0)
		if i < 0 {
			return append(token, b...), true
		}
		token = append(token, b[:i]...)
		if i+1 == len(b) {
			return nil, false
		}
		n := int(b[i+1])
		if token = append(token, zeros[:n]...); n == 0 {
			token = append(token, one...)
		}
		b = b[i+2:]
	}
	return token, true
}

var (
	zeros [255]byte
	one   = []byte{0, 0, 0x80, 0x3f} // as baselines write it, float32
)
