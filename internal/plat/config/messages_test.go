package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
)

func TestSecretsComeFromAFileOrTheEnvironment(t *testing.T) {
	t.Setenv("KITH_NOTIFY_KEY", " from the environment\n")
	if got, err := (config.Messages{}).NotifyKey(); err != nil || got != "from the environment" {
		t.Errorf("%q, %v", got, err)
	}
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("from the file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m := config.Messages{NotifyKeyFile: file, SMTPPasswordFile: file + "-not-there"}
	if got, err := m.NotifyKey(); err != nil || got != "from the file" {
		t.Errorf("%q, %v", got, err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := m.NotifyKey(); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a file others may read: %v", err)
	}
	if _, err := m.SMTPPassword(); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a file that is not there: %v", err)
	}
	if got, err := (config.Messages{}).NotifyToken(); err != nil || got != "" {
		t.Errorf("no token is %q, %v", got, err)
	}
}
