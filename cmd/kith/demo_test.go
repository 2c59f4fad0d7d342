package main

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
)

func TestOnlyADemoOnThisMachineHasAClockToMove(t *testing.T) {
	for addr, here := range map[string]bool{
		"127.0.0.1:8080": true, "localhost:0": true, "[::1]:8080": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:8080": false, "192.0.2.7:80": false, "help.example.org:80": false, "127.0.0.1": false,
	} {
		if got := onThisMachine(addr); got != here {
			t.Errorf("%s is on this machine: %v, want %v", addr, got, here)
		}
	}
	open := config.Common{Data: t.TempDir(), Borough: "wigan", Addr: "0.0.0.0:0"}
	err := demoCmd{Clock: true, At: "2020-04-20"}.Run(t.Context(), open)
	if fault.CodeOf(err) != "kith.clock" {
		t.Errorf("a demo open to everybody has a clock to move: %v", err)
	}
}
