package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/valyala/fastjson"
)

func TestPath(t *testing.T) {
	v := fastjson.MustParse(`{"@timestamp":17,"actor":{"id":"00u1","gone":null},"bot":true,
		"events":[{"name":"authorize","parameters":[{"name":"client_id","value":"c1"},{"name":"n","intValue":"7"},{"name":"scope","multiValue":["s1","s2"]}]}],
		"target":[{"type":"User","id":"u"},{"type":"AppInstance","id":"a"}],
		"details":[{"key":"User-Agent","value":"x/1"}]}`)
	for _, c := range []struct{ path, want string }{
		{"actor.id", "00u1"},
		{"@timestamp", "17"},
		{"bot", "true"},
		{"actor.gone", ""},
		{"actor", ""},
		{"actor.id.more", ""},
		{"events[0].name", "authorize"},
		{"events[1].name", ""},
		{"events[0].parameters[client_id]", "c1"},
		{"events[0].parameters[n]", "7"},
		{"events[0].parameters[scope]", "s1"},
		{"events[0].parameters[none]", ""},
		{"target[type=AppInstance].id", "a"},
		{"target[type=Group].id", ""},
		{"details[User-Agent]", "x/1"},
	} {
		t.Run(c.path, func(t *testing.T) {
			p, err := parsePath(c.path)
			require.NoError(t, err)
			assert.Equal(t, c.want, text(p.find(v)))
		})
	}
	for _, bad := range []string{"", "a..b", "a[0", "a[]", "[0]"} {
		_, err := parsePath(bad)
		assert.ErrorContains(t, err, "is no path", bad)
	}
}

func TestMatcher(t *testing.T) {
	var tokens []truthToken
	for _, s := range []string{"actor.id=u1", "client.id=c1;actor.id=u1", "actor.id=u2", "target[type=AppInstance].id=a1"} {
		token, err := parseToken(s)
		require.NoError(t, err)
		tokens = append(tokens, token)
	}
	m := newMatcher(tokens)
	for _, c := range []struct {
		name, record string
		want         int
	}{
		{"one condition", `{"actor":{"id":"u1"}}`, 0},
		{"the more specific one", `{"actor":{"id":"u1"},"client":{"id":"c1"}}`, 1},
		{"another client of the same actor", `{"actor":{"id":"u1"},"client":{"id":"c2"}}`, 0},
		{"the client of another actor", `{"actor":{"id":"u2"},"client":{"id":"c1"}}`, 2},
		{"an equals sign in brackets", `{"target":[{"type":"AppInstance","id":"a1"}]}`, 3},
		{"nobody's", `{"actor":{"id":"u3"}}`, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, m.token(fastjson.MustParse(c.record)))
		})
	}
	same, err := parseToken("actor.id=u1;client.id=c1")
	require.NoError(t, err)
	assert.Equal(t, tokens[1].conditions, same.conditions, "in any order")
}
