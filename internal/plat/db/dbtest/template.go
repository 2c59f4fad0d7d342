package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"kith/internal/plat/db"
)

// templates holds the bytes of each migrated database file, by the hash of its
// migrations.
var templates = struct {
	sync.Mutex
	files map[string][]byte
}{files: map[string][]byte{}}

// copyTemplate writes a database with the sets' schema into dir.
func copyTemplate(dir string, sets []db.Migrations) error {
	file, err := template(sets)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, db.FileName), file, 0o600)
}

func template(sets []db.Migrations) ([]byte, error) {
	hash, err := hashOf(sets)
	if err != nil {
		return nil, err
	}
	templates.Lock()
	defer templates.Unlock()
	if file, ok := templates.files[hash]; ok {
		return file, nil
	}
	file, err := migrated(sets)
	if err == nil {
		templates.files[hash] = file
	}
	return file, err
}

// migrated makes a database in a folder of its own and returns its bytes.
func migrated(sets []db.Migrations) ([]byte, error) {
	dir, err := os.MkdirTemp("", "kith-template-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	d, err := db.Open(ctx, db.Config{Dir: dir, Volatile: true})
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx, d, sets); err != nil {
		d.Close()
		return nil, err
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, db.FileName))
}

// hashOf returns a short hash of the names and contents of the migrations.
func hashOf(sets []db.Migrations) (string, error) {
	sum := sha256.New()
	for _, set := range sets {
		if set.FS == nil {
			continue
		}
		err := fs.WalkDir(set.FS, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := fs.ReadFile(set.FS, name)
			fmt.Fprintf(sum, "%s/%s %d\n%s\n", set.Name, name, len(text), text)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil))[:16], nil
}
