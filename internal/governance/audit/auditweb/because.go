package auditweb

import (
	"strings"

	"kith/internal/governance/audit"
)

// because is why somebody looked, as the pages they looked at gave it.
func because(one audit.Reader) string { return strings.Join(one.Because, "; ") }
