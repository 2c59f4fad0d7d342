package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"kith/internal/app"
	"kith/internal/kernel/fault"
	"kith/internal/plat/backup"
	"kith/internal/plat/config"
)

type backupCmd struct {
	Make  backupMakeCmd  `cmd:"" default:"withargs" help:"Write everything the database holds into one encrypted file; others may go on working."`
	Check backupCheckCmd `cmd:"" help:"Read a whole backup and say what is in it."`
	Key   backupKeyCmd   `cmd:"" help:"Make the pair of keys that backups are encrypted for and opened with."`
}

type backupMakeCmd struct {
	To string `type:"path" placeholder:"FILE" help:"File to write; one named by the time, in the folder of the backups, when empty."`
}

// Run writes a backup.
func (b backupMakeCmd) Run(ctx context.Context, c config.Common) error {
	began := time.Now()
	path, counts, err := app.Backup(ctx, c, version, b.To)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d tables, %d rows, %d jobs to be done, in %s\n", path, counts.Tables, counts.Rows, counts.Jobs, time.Since(began).Round(time.Millisecond))
	sayDead(counts)
	return nil
}

// sayDead says what a backup leaves out.
func sayDead(c backup.Counts) {
	if c.Dead > 0 {
		fmt.Printf("%d jobs that were given up are not in it.\n", c.Dead)
	}
}

type backupCheckCmd struct {
	File     string `arg:"" type:"path" help:"The backup."`
	Identity string `required:"" env:"KITH_BACKUP_IDENTITY" type:"path" placeholder:"FILE" help:"File with the key that opens it."`
}

// Run reads a backup and keeps nothing of it.
func (b backupCheckCmd) Run() error {
	identities, err := backup.Identities(b.Identity)
	if err != nil {
		return err
	}
	f, err := os.Open(b.File)
	if err != nil {
		return fault.New(fault.NotFound, "kith.no-file", "There is no file "+b.File+", or it cannot be read.")
	}
	defer f.Close()
	head, counts, err := backup.Check(f, identities)
	if err != nil {
		return err
	}
	fmt.Printf("Whole. Made at %s from %s by kith %s: %d tables, %d rows, %d jobs to be done.\n",
		head.MadeAt.Format(time.RFC3339), head.Engine, head.Version, counts.Tables, counts.Rows, counts.Jobs)
	return nil
}

type backupKeyCmd struct {
	To string `required:"" type:"path" placeholder:"FILE" help:"File to write the key that opens backups to. Keep it away from this machine."`
}

// Run makes a pair of keys.
func (b backupKeyCmd) Run() error {
	file, recipient, err := backup.NewKey(time.Now())
	if err != nil {
		return err
	}
	err = backup.Save(b.To, func(w io.Writer) error {
		_, err := io.WriteString(w, file)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Printf("%s opens backups. Keep it, and a copy, away from this machine: without it no backup can be read.\nKITH_BACKUP_RECIPIENTS=%s\n", b.To, recipient)
	return nil
}

type restoreCmd struct {
	File     string `arg:"" type:"path" help:"The backup."`
	Identity string `required:"" env:"KITH_BACKUP_IDENTITY" type:"path" placeholder:"FILE" help:"File with the key that opens it."`
}

// Run puts a backup into an empty database, of either engine.
func (r restoreCmd) Run(ctx context.Context, c config.Common) error {
	identities, err := backup.Identities(r.Identity)
	if err != nil {
		return err
	}
	if _, err := os.Stat(r.File); err != nil {
		return fault.New(fault.NotFound, "kith.no-file", "There is no file "+r.File+", or it cannot be read.")
	}
	began := time.Now()
	done, err := app.Restore(ctx, c, r.File, identities)
	if err != nil {
		return err
	}
	fmt.Printf("Restored what was backed up at %s by kith %s: %d tables, %d rows, each as it was; %d jobs to be done. It took %s.\n",
		done.MadeAt.Format(time.RFC3339), done.Version, done.Tables, done.Rows, done.Jobs, time.Since(began).Round(time.Millisecond))
	sayDead(done.Counts)
	altered := false
	for _, report := range done.Journals {
		fmt.Println(report)
		altered = altered || !report.OK()
	}
	unsure := sayErased(done.Again)
	if altered {
		return fault.New(fault.Conflict, "kith.journal-altered", "The journal had been altered before the backup was made. Keep this database as it is and tell your information governance lead.")
	}
	if unsure {
		return fault.New(fault.Conflict, "kith.erasures", "Some files of erasures cannot be believed, and whom they name may be in the database again. Put the files right from another copy of the folder, and restore once more.")
	}
	return nil
}

// sayErased says what became of erasures that are newer than the backup; unsure is whether
// some could not be read.
func sayErased(all []app.ErasedAgain) (unsure bool) {
	for _, of := range all {
		switch {
		case of.Kept == 0:
			fmt.Printf("%s: no erasures are kept apart here. If somebody was erased after this backup was made, put their files where KITH_ERASURES says before anybody works with it.\n", of.Borough)
		case of.Done == 0:
			fmt.Printf("%s: everybody who was erased is gone from it (%d erasures).\n", of.Borough, of.Kept)
		default:
			fmt.Printf("%s: %d of %d erasures came after the backup and were applied again.\n", of.Borough, of.Done, of.Kept)
		}
		for _, wrong := range of.Wrong {
			fmt.Println("  erasure: " + wrong)
			unsure = true
		}
	}
	return unsure
}
