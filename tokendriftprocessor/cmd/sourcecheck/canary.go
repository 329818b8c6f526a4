package main

import (
	"crypto/rand"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
)

// A canary is two records in the vendor's form, an end and a later use of what
// has ended. @BEFORE@, @NOW@ (RFC 3339), @BEFORE_MS@, @NOW_MS@ (Unix) and @ID@
// (16 hexadecimal digits in capitals) stand for what differs between calls.
//
//go:embed canaries/*.ndjson
var canaries embed.FS

// canaryGap lies between the end and the use: far more than any clock's slack.
const canaryGap = 10 * time.Minute

func writeCanary(out io.Writer, provider string, now time.Time) error {
	text, err := canaries.ReadFile("canaries/" + provider + ".ndjson")
	if err != nil {
		return fmt.Errorf("-canary: no canary for %q; there is one for %s", provider, strings.Join(canaryProviders(), ", "))
	}
	var id [8]byte
	if _, err := rand.Read(id[:]); err != nil {
		return err
	}
	before, now := now.Add(-canaryGap).UTC(), now.UTC()
	const layout = "2006-01-02T15:04:05.000Z"
	_, err = strings.NewReplacer(
		"@BEFORE@", before.Format(layout), "@NOW@", now.Format(layout),
		"@BEFORE_MS@", strconv.FormatInt(before.UnixMilli(), 10), "@NOW_MS@", strconv.FormatInt(now.UnixMilli(), 10),
		"@ID@", strings.ToUpper(hex.EncodeToString(id[:])),
	).WriteString(out, string(text))
	return err
}

func canaryProviders() []string {
	files, err := canaries.ReadDir("canaries")
	if err != nil {
		return nil
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), path.Ext(f.Name())))
	}
	return names
}
