package examples

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tokendrift/tokendrift/tokendriftprocessor"
)

// TestKeys: the table of keys has every key with its default, and no other.
func TestKeys(t *testing.T) {
	listed := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(between(t, componentReadme, "\n## Configuration\n", "\n### "), -1) {
		listed[m[1]] = strings.Trim(m[2], "`")
	}
	want := map[string]string{}
	keys(reflect.ValueOf(tokendriftprocessor.NewFactory().CreateDefaultConfig()).Elem(), "", want)
	require.Greater(t, len(want), 20)
	assert.Equal(t, want, listed)

	field, found := reflect.TypeFor[tokendriftprocessor.SourcesConfig]().FieldByName("Custom")
	require.True(t, found)
	example := between(t, componentReadme, "      custom:\n", "```")
	for f := range field.Type.Elem().Fields() {
		assert.Contains(t, example, f.Tag.Get("mapstructure")+":", "sources.custom has a key that the example does not show")
	}
}

// keys writes every key below v with its default, as the README prints it.
func keys(v reflect.Value, prefix string, into map[string]string) {
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("mapstructure")
		if name == "" {
			continue
		}
		name, field := prefix+name, v.Field(i)
		switch {
		case field.Type() == reflect.TypeFor[time.Duration]():
			into[name] = regexp.MustCompile(`([hm])0[ms](0s)?$`).ReplaceAllString(fmt.Sprint(field.Interface()), "$1")
		case field.Kind() == reflect.Struct:
			keys(field, name+".", into)
		case field.Kind() == reflect.Slice:
			into[name] = "[]"
		case field.Kind() == reflect.Map:
			into[name] = "{}"
		case field.Kind() == reflect.Pointer:
			into[name] = "none"
		case field.Kind() == reflect.String && field.String() == "":
			into[name] = `""`
		default:
			into[name] = fmt.Sprint(field.Interface())
		}
	}
}
