package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith/internal/plat/config"
)

// Whoever gets a line break into something that is logged writes no line of the log by it, in
// either form, and nothing that a terminal would act on.
func TestAValueStaysInItsLineOfTheLog(t *testing.T) {
	for _, json := range []bool{false, true} {
		file, err := os.Create(filepath.Join(t.TempDir(), "log"))
		if err != nil {
			t.Fatal(err)
		}
		usual := os.Stderr
		os.Stderr = file
		log := config.Common{LogLevel: "info", LogJSON: json}.Log()
		os.Stderr = usual
		const forged = "GET /\nlevel=ERROR msg=forged\r\n{\"level\":\"ERROR\"}\x1b[2J\u2028"
		log.Info(forged, "route", forged, forged, 1)
		text, err := os.ReadFile(file.Name())
		if err != nil || strings.Count(string(text), "\n") != 1 || strings.ContainsAny(string(text), "\r\x1b") {
			t.Errorf("json %v: %v: %q", json, err, text)
		}
	}
}
