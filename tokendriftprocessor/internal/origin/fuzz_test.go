package origin

import (
	"testing"
	"unicode/utf8"
)

func FuzzClass(f *testing.F) {
	for _, a := range agents {
		f.Add(a.agent)
	}
	f.Add("Mozilla/5.0 (Linux; Android")
	f.Add("0(0/projectdiscovery/")
	c := NewClients(64, [16]byte{7})
	f.Fuzz(func(t *testing.T, ua string) {
		got := c.Class(ua)
		if again := classify(ua[:min(len(ua), maxAgent)]); ua != "" && got != again {
			t.Fatalf("%+v from the cache, %+v without", got, again)
		}
		if len(got.Class) > maxClass || !utf8.ValidString(got.Class) {
			t.Fatalf("class %q", got.Class)
		}
		if (got.Kind == KindNone) != (got.Class == "") || (got.Class == "") != (got.Family == "") {
			t.Fatalf("%+v", got)
		}
		for _, b := range []byte(got.Class) {
			if b < ' ' || b >= 0x7f {
				t.Fatalf("class %q", got.Class)
			}
		}
		_ = got.Kind.String()
	})
}

func FuzzRanges(f *testing.F) {
	for _, content := range []string{awsFile, gcpFile, azureFile, githubFile, places, "192.0.2.1\n", "- &a [*a]", "- {name: a, kind: office, cidrs: &x [*x]}"} {
		f.Add("", content)
		f.Add("exits", content)
	}
	f.Fuzz(func(t *testing.T, name, content string) {
		list, err := parseRanges(name, []byte(content))
		if err != nil && err.Error() == "" {
			t.Fatal("an error without words")
		}
		if err != nil {
			return
		}
		r := newRanges()
		for _, n := range list {
			if !n.prefix.IsValid() || n.prefix != n.prefix.Masked() || n.name == "" || n.prefix.Addr().Is4In6() {
				t.Fatalf("%+v", n)
			}
			r.add(n)
			if found := r.lookup(n.prefix.Addr()); found == nil || found[n.kind] == "" {
				t.Fatalf("%+v is not found", n)
			}
		}
	})
}
