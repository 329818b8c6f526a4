package tokendriftprocessor

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// schemaPart is what of a JSON schema is compared with the configuration.
type schemaPart struct {
	Ref        string                 `json:"$ref"`
	Properties map[string]*schemaPart `json:"properties"`
	Items      *schemaPart            `json:"items"`
	Default    any                    `json:"default"`
	Defs       map[string]*schemaPart `json:"$defs"`
}

func TestTheSchemaHasEveryKeyAndNoOther(t *testing.T) {
	text, err := os.ReadFile("config.schema.json")
	require.NoError(t, err)
	var schema schemaPart
	require.NoError(t, json.Unmarshal(text, &schema))
	sameKeys(t, &schema, &schema, reflect.ValueOf(createDefaultConfig()).Elem(), "token_drift")
}

func sameKeys(t *testing.T, root, part *schemaPart, v reflect.Value, path string) {
	t.Helper()
	if name, ok := strings.CutPrefix(part.Ref, "#/$defs/"); ok {
		require.Contains(t, root.Defs, name, path)
		part = root.Defs[name]
	}
	fields := map[string]reflect.Value{}
	for field, value := range v.Fields() {
		if field.IsExported() {
			fields[field.Tag.Get("mapstructure")] = value
		}
	}
	assert.ElementsMatch(t, slices.Collect(maps.Keys(fields)), slices.Collect(maps.Keys(part.Properties)), path)
	for name, value := range fields {
		property := part.Properties[name]
		if property == nil {
			continue
		}
		at := path + "::" + name
		sameDefault(t, property.Default, value, at)
		switch kind := value.Kind(); {
		case kind == reflect.Struct:
			sameKeys(t, root, property, value, at)
		case kind == reflect.Slice && value.Type().Elem().Kind() == reflect.Struct:
			require.NotNil(t, property.Items, at)
			sameKeys(t, root, property.Items, reflect.New(value.Type().Elem()).Elem(), at)
		}
	}
}

// sameDefault compares the defaults that the schema names.
func sameDefault(t *testing.T, schema any, value reflect.Value, path string) {
	t.Helper()
	if schema == nil || strings.Contains(path, "custom") {
		return
	}
	switch got := value.Interface().(type) {
	case time.Duration:
		want, err := time.ParseDuration(schema.(string))
		require.NoError(t, err, path)
		assert.Equal(t, want, got, path)
	case int:
		assert.InDelta(t, schema, got, 0, path)
	case float64:
		assert.InDelta(t, schema, got, 0, path)
	default:
		assert.Equal(t, schema, value.String(), path)
	}
}
