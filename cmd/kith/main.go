// Command kith is the whole program: the pages of a borough's community response, and the
// tools to set it up and look after it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata"

	"github.com/alecthomas/kong"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
)

// version is set by the build.
var version = "dev"

type cli struct {
	config.Common

	Serve     serveCmd     `cmd:"" help:"Serve the borough's pages."`
	Demo      demoCmd      `cmd:"" help:"Make up a believable borough and serve it."`
	Import    importCmd    `cmd:"" help:"Take in postcode directories and boundaries."`
	Where     whereCmd     `cmd:"" help:"Say which neighbourhood postcodes belong to, and why."`
	Blueprint blueprintCmd `cmd:"" help:"Check or apply the borough's blueprint."`
	Account   accountCmd   `cmd:"" help:"Add an account, such as the first administrator."`
	Migrate   migrateCmd   `cmd:"" help:"Prepare the database for this version of the program."`
	Assign    assignCmd    `cmd:"" help:"Work out who does what, as flow through a network."`
	Rounds    roundsCmd    `cmd:"" help:"Plan rounds for vans, bikes and people on foot, or judge them."`
	Link      linkCmd      `cmd:"" help:"Find who of one list is who of another."`
	Dedupe    dedupeCmd    `cmd:"" help:"Find who is in a list more than once."`
	Backup    backupCmd    `cmd:"" help:"Make backups, check them, or make the keys for them."`
	Restore   restoreCmd   `cmd:"" help:"Put a backup into an empty database of either engine."`
	Paper     paperCmd     `cmd:"" help:"Put what each hub has to do today on paper, as one PDF a hub."`
	Phase     phaseCmd     `cmd:"" help:"Say which areas are in an epidemic phase, from daily counts."`
	Policies  policiesCmd  `cmd:"" help:"Check or print the policies of who may see what."`
	Verify    verifyCmd    `cmd:"" help:"Check that nobody has altered the journal."`
	Version   versionCmd   `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	parsed := kong.Parse(&c, kong.Name("kith"), kong.UsageOnError(),
		kong.Description("Kith: the software a borough runs its community response on."),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err := parsed.Run(c.Common); err != nil {
		explain(err)
		os.Exit(1)
	}
}

// explain prints an error as somebody at a terminal can act on: the message for people
// where there is one, and every problem of a blueprint with its place and its mend.
func explain(err error) {
	var problems blueprint.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Fprintln(os.Stderr, p)
		}
	}
	message := fault.MessageOf(err)
	if message == fault.UnknownMessage {
		message = err.Error()
	}
	fmt.Fprintln(os.Stderr, "kith:", message)
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	fmt.Println("kith", version)
	return nil
}
