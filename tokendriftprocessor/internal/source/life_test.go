package source

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

func TestLifeOf(t *testing.T) {
	made, deleted := event.LifeMade, event.LifeDeleted
	for action, want := range map[string]struct {
		life    event.Life
		kindred string
	}{
		"iam:CreateAccessKey":                         {made, "iam access key"},
		"iam:DeleteAccessKey":                         {deleted, "iam access key"},
		"hook.create":                                 {made, "hook"},
		"hook.destroy":                                {deleted, "hook"},
		"api.request:POST:/repos/*/hooks":             {made, "api request repos hooks"},
		"api.request:DELETE:/repos/*/hooks/*":         {deleted, "api request repos hooks"},
		"Add member to role":                          {made, "member role"},
		"Remove member from role":                     {deleted, "member role"},
		"google.iam.admin.v1.CreateServiceAccountKey": {made, "google iam admin v service account key"},
		"iam:ListAttachedRolePolicies":                {event.LifeNone, ""},
		"GET:/created":                                {event.LifeNone, ""},
		"message_posted":                              {event.LifeNone, ""},
		"FileDeleted":                                 {deleted, "file"},
		"RESTApi":                                     {event.LifeNone, ""},
		"":                                            {event.LifeNone, ""},
	} {
		life, kindred := lifeOf(action)
		assert.Equal(t, want.life, life, action)
		assert.Equal(t, want.kindred, kindred, action)
	}
}
