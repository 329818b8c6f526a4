package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// credential is what names a credential or a session in a record.
var credential = regexp.MustCompile(`"(?:hashed_token|accessKeyId|requestApiTokenId|SESSION_KEY|LOGIN_KEY|externalSessionId|servicePrincipalCredentialKeyId|rootSessionId)":"([^"]{8,})"`)

// mostCredentials are looked for; each takes a pass over the storage.
const mostCredentials = 200

// credentials looks for raw credentials in everything the runs before have
// stored and logged.
func credentials(_ context.Context, b *bench) (row, error) {
	secrets := map[string]bool{}
	for _, r := range b.records {
		for _, m := range credential.FindAllStringSubmatch(r, -1) {
			if len(secrets) < mostCredentials {
				secrets[m[1]] = true
			}
		}
	}
	found, files := 0, 0
	err := filepath.WalkDir(b.out, func(path string, d fs.DirEntry, err error) error {
		stored := strings.Contains(path, "/storage/") || strings.HasSuffix(path, ".log")
		if err != nil || d.IsDir() || !stored {
			return err
		}
		content, err := os.ReadFile(path) //nolint:gosec // G122: the folder is this program's own
		if err != nil {
			return err
		}
		files++
		for secret := range secrets {
			if bytes.Contains(content, []byte(secret)) {
				found++
			}
		}
		return nil
	})
	return row{
		run:      fmt.Sprintf("%d raw credentials of the estate looked for in what the runs have stored and logged", len(secrets)),
		asked:    "none found",
		measured: fmt.Sprintf("%d found in %d files", found, files),
		good:     found == 0 && len(secrets) > 0 && files > 0,
	}, err
}
