package config_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/alecthomas/kong"

	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
)

type cli struct {
	config.Common
	config.Serving
}

func parse(t *testing.T, args ...string) cli {
	t.Helper()
	var c cli
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestFlagsHaveUsualValues(t *testing.T) {
	c := parse(t)
	if filepath.Base(c.Data) != "data" || c.Addr != "127.0.0.1:8080" || c.InFlight != 256 || c.LogLevel != "info" {
		t.Errorf("flags are %+v", c)
	}
	if c.KeyDir() != filepath.Join(c.Data, "keys") {
		t.Errorf("keys are in %s", c.KeyDir())
	}
}

func TestEnvironmentAndFlags(t *testing.T) {
	t.Setenv("KITH_BOROUGH", "bury")
	t.Setenv("KITH_BLUEPRINTS", "/srv/blueprints")
	t.Setenv("KITH_KEYS", "/srv/keys")
	t.Setenv("KITH_TRUSTED_PROXIES", "10.0.0.0/8,192.0.2.1")
	c := parse(t, "--borough", "wigan")
	if c.BlueprintDir() != "/srv/blueprints/wigan" || c.KeyDir() != "/srv/keys" {
		t.Errorf("folders are %s and %s", c.BlueprintDir(), c.KeyDir())
	}
	networks, err := c.Proxies()
	if err != nil || len(networks) != 2 || networks[1].String() != "192.0.2.1/32" {
		t.Errorf("networks are %v, %v", networks, err)
	}
}

func TestProxiesNameWhatCannotBeRead(t *testing.T) {
	_, err := config.Serving{TrustedProxies: []string{"the proxy"}}.Proxies()
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), "the proxy") {
		t.Errorf("error is %v", err)
	}
}

func TestKeysAreMadeOnceForTheirOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	first, err := config.Keys(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := config.Keys(dir)
	if err != nil || !bytes.Equal(first.Journal, again.Journal) || !bytes.Equal(first.Web, again.Web) || !bytes.Equal(first.Address, again.Address) || !bytes.Equal(first.Doors, again.Doors) || !bytes.Equal(first.SignIn, again.SignIn) || !bytes.Equal(first.Heads, again.Heads) {
		t.Errorf("keys changed: %v", err)
	}
	if len(first.Journal) != 32 || bytes.Equal(first.Journal, first.Web) || bytes.Equal(first.Address, first.Web) || bytes.Equal(first.Doors, first.Address) {
		t.Error("keys are short or the same")
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 6 {
		t.Fatalf("folder holds %v, %v", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestKeysAskedForAtTheSameMomentAreTheSame(t *testing.T) {
	dir := t.TempDir()
	got := make([][]byte, 16)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() {
			key, err := config.Key(dir, "web")
			if err != nil {
				t.Error(err)
			}
			got[i] = key
		})
	}
	all.Wait()
	for _, key := range got {
		if !bytes.Equal(key, got[0]) {
			t.Fatal("two programs have different keys")
		}
	}
}

func TestKeysThatCannotBeTrusted(t *testing.T) {
	tests := map[string]struct {
		content string
		mode    os.FileMode
		message string
	}{
		"others may read it": {strings.Repeat("A", 43) + "=", 0o644, "chmod 600"},
		"too short":          {"c2hvcnQ=", 0o600, "holds no key"},
		"not a key":          {"hello!", 0o600, "holds no key"},
		"empty":              {"", 0o600, "holds no key"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "web.key")
			if err := os.WriteFile(path, []byte(tt.content), tt.mode); err != nil {
				t.Fatal(err)
			}
			_, err := config.Key(dir, "web")
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), tt.message) {
				t.Errorf("error is %v", err)
			}
			if kept, _ := os.ReadFile(path); string(kept) != tt.content {
				t.Error("the file was overwritten")
			}
		})
	}
}

func TestKeysThatComeWithABackup(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	mine, err := config.Keys(filepath.Join(t.TempDir(), "mine"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // once into an empty folder, and once over the same keys
		if err := config.KeepKeys(dir, mine.Named()); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := config.Keys(dir); err != nil || !bytes.Equal(got.Journal, mine.Journal) || !bytes.Equal(got.Doors, mine.Doors) {
		t.Errorf("the keys are others: %v", err)
	}
	others := filepath.Join(t.TempDir(), "others")
	if _, err := config.Key(others, "web"); err != nil {
		t.Fatal(err)
	}
	if err := config.KeepKeys(others, mine.Named()); fault.CodeOf(err) != "config.other-key" {
		t.Errorf("over other keys: %v", err)
	}
	if left, err := os.ReadDir(others); err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
}
