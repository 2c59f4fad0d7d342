package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whoever prints the policies can check them, and is told what they broke.
func TestPoliciesArePrintedAndChecked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "policies")
	if err := (policiesPrintCmd{Dir: dir}).Run(); err != nil {
		t.Fatal(err)
	}
	if err := (policiesPrintCmd{Dir: dir}).Run(); err == nil {
		t.Error("what somebody changed is written over")
	}
	if err := (policiesCheckCmd{Dir: dir}).Run(); err != nil {
		t.Error(err)
	}
	if err := (policiesCheckCmd{}).Run(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "more.cedar"), []byte("permit (principal, action, resource);"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (policiesCheckCmd{Dir: dir}).Run(); err == nil || !strings.Contains(err.Error(), "more.cedar:1: the policy has no id") {
		t.Errorf("a policy for everybody: %v", err)
	}
}
