package inventory

import (
	"strconv"
	"strings"
	"time"
)

// Exception is one entry of `exceptions`: one signal and one value that are no
// evidence for one token or app until a time. Whoever asks compares Until with
// the event time.
type Exception struct {
	Ref                         string
	Provider, App, Token, Actor string // as written
	Signal, Value               string
	Until                       time.Time
	Ticket, Owner               string
}

// Covers is whether the exception names this signal and value. Values are
// compared without regard to case, a * at the end stands for anything, and an
// autonomous system is the same with and without "AS" and its name.
func (e *Exception) Covers(signal, value string) bool {
	if signal != e.Signal {
		return false
	}
	if e.Value == "*" || like(e.Value, value) {
		return true
	}
	want, ok := asn(e.Value)
	if !ok {
		return false
	}
	got, ok := asn(value)
	return ok && got == want
}

func (e *Exception) identify(key, value string) {
	switch key {
	case "provider":
		e.Provider = value
	case "app":
		e.App = value
	case "token":
		e.Token = value
	case "actor":
		e.Actor = value
	}
}

// asn reads "AS16509", "16509" and "AS16509 Amazon.com, Inc.".
func asn(s string) (uint32, bool) {
	number, name, _ := strings.Cut(s, " ")
	bare := number
	if hasPrefixFold(number, "AS") {
		bare = number[2:]
	} else if name != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(bare, 10, 32)
	return uint32(n), err == nil && n > 0
}
