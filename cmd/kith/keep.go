package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
)

type migrateCmd struct{}

// Run prepares the database.
func (migrateCmd) Run(ctx context.Context, c config.Common) error {
	return with(ctx, c, clock.System{}, true, func(*app.App) error {
		fmt.Println("The database is ready for this version.")
		return nil
	})
}

type verifyCmd struct {
	HeadKey string `placeholder:"KEY" help:"Public key that the heads are checked with, as it was noted elsewhere; the installation's own when empty."`
	From    string `type:"path" placeholder:"DIR" help:"Another folder of heads, such as those that came by mail, to check against as well."`
}

// Run walks the journal and fails when anything in it was altered, or when it is not the one
// whose heads were signed.
func (v verifyCmd) Run(ctx context.Context, c config.Common) error {
	return with(ctx, c, clock.System{}, false, func(a *app.App) error {
		proof, err := a.Prove(a.As(ctx, "operator", "verify the journal"), v.HeadKey, v.From)
		if err != nil {
			return err
		}
		fmt.Println(proof)
		if !proof.OK() {
			return fault.New(fault.Conflict, "kith.journal-altered", "The journal has been altered. Keep this database as it is and tell your information governance lead.")
		}
		return nil
	})
}

type accountCmd struct {
	Add accountAddCmd `cmd:"" help:"Add an account; the password is read from standard input."`
}

type accountAddCmd struct {
	Name          string `required:"" help:"The person's name."`
	Email         string `required:"" help:"The address they sign in with."`
	Role          string `required:"" help:"A role of the blueprint's roles.yaml, or one of Kith's, such as admin."`
	Neighbourhood string `help:"The neighbourhood the role is held for; the whole borough when empty."`
}

// Run adds an account.
func (c accountAddCmd) Run(ctx context.Context, common config.Common) error {
	fmt.Fprintln(os.Stderr, "Password, 12 characters or more:")
	password, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && password == "" {
		return fault.New(fault.Invalid, "kith.no-password", "Type the password, or pipe it in.")
	}
	return with(ctx, common, clock.System{}, false, func(a *app.App) error {
		err := a.AddAccount(ctx, app.NewLogin{
			Name: c.Name, Email: c.Email, Password: strings.TrimRight(password, "\r\n"), Role: c.Role, Neighbourhood: c.Neighbourhood,
		})
		if err == nil {
			fmt.Printf("%s may now sign in as %s.\n", c.Name, c.Email)
		}
		return err
	})
}
