package main

import (
	"fmt"
	"io/fs"
	"os"

	"kith/internal/plat/policy"
)

type policiesCmd struct {
	Check policiesCheckCmd `cmd:"" help:"Check a folder of policies, or those of the program; every fault is printed with its file and line."`
	Print policiesPrintCmd `cmd:"" help:"Write the policies of the program into a folder, to be read."`
}

type policiesCheckCmd struct {
	Dir string `arg:"" optional:"" type:"existingdir" help:"Folder of policies; without it those of the program."`
}

// Run checks policies and says what they come to. It needs no database.
func (c policiesCheckCmd) Run() error {
	files := policy.Files()
	if c.Dir != "" {
		files = os.DirFS(c.Dir)
	}
	s, err := policy.Load(files)
	if err != nil {
		return err
	}
	for _, r := range s.Rules {
		does := "permits"
		if r.Forbids {
			does = "forbids"
		}
		fmt.Printf("%s:%d: %s %s\n", r.File, r.Line, r.ID, does)
	}
	fmt.Printf("%d policies, no problems.\n", len(s.Rules))
	return nil
}

type policiesPrintCmd struct {
	Dir string `arg:"" help:"Folder to write into; it must not exist yet."`
}

// Run writes the policies of the program out.
func (c policiesPrintCmd) Run() error {
	if err := os.Mkdir(c.Dir, 0o755); err != nil {
		return fmt.Errorf("the policies are written into a new folder: %w", err)
	}
	if err := os.CopyFS(c.Dir, policy.Files()); err != nil {
		return err
	}
	names, err := fs.Glob(policy.Files(), "*")
	for _, name := range names {
		fmt.Println(name)
	}
	return err
}
