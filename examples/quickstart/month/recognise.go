package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// header is what tells the six vendors' records apart, and their times.
type header struct {
	GitHubTime   int64     `json:"@timestamp"`
	OktaTime     time.Time `json:"published"`
	SFTime       time.Time `json:"TIMESTAMP_DERIVED"`
	AWSTime      time.Time `json:"eventTime"`
	EntraTime    time.Time `json:"time"`
	EntraKind    string    `json:"category"`
	GoogleHeader struct {
		Time time.Time `json:"time"`
		App  string    `json:"applicationName"`
	} `json:"id"`
}

// recognise names a raw record's provider and reads its event time.
func recognise(line []byte) (provider string, event time.Time, err error) {
	if !json.Valid(line) {
		return "", event, errors.New("not JSON")
	}
	var h header
	if err := json.Unmarshal(line, &h); err != nil {
		return "", event, fmt.Errorf("no vendor's record: %w", err)
	}
	switch {
	case h.GitHubTime != 0:
		return "github", time.UnixMilli(h.GitHubTime).UTC(), nil
	case !h.OktaTime.IsZero():
		return "okta", h.OktaTime, nil
	case !h.SFTime.IsZero():
		return "salesforce", h.SFTime, nil
	case !h.AWSTime.IsZero():
		return "aws", h.AWSTime, nil
	case !h.EntraTime.IsZero() && h.EntraKind != "":
		return "entra", h.EntraTime, nil
	case h.GoogleHeader.App != "":
		return "google_workspace", h.GoogleHeader.Time, nil
	}
	return "", event, errors.New("no vendor's record: none of the known time fields is in it")
}
