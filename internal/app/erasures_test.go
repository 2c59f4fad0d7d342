package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"kith/internal/governance/requests"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/config"
	"kith/internal/plat/datamap"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	assets "kith/web"
)

// TestWhoWasErasedStaysErased restores the backup of the day before somebody was erased, and
// puts the file of the database back behind Kith's back: both bring her back, and neither to
// be read.
func TestWhoWasErasedStaysErased(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	must(t, err)
	common := config.Common{
		Data: t.TempDir(), Borough: "wigan", Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: "error", Addr: "127.0.0.1:0",
		Backup: config.Backups{Recipients: []string{identity.Recipient().String()}},
	}
	ctx := context.Background()
	open := func(common config.Common) *App {
		a, err := Open(ctx, common, clock.NewManual(aMonday), true)
		must(t, err)
		return a
	}
	a := open(common)
	must(t, a.EnsureBlueprint(ctx))
	as := access.With(a.As(ctx, "gov", "test"), access.Principal{Account: "gov", Name: "Gill", Grants: []access.Grant{{Role: access.Governance}}})
	var ann people.Record
	must(t, a.DB.Write(as, func(tx *db.Tx) (err error) {
		ann, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Ann", FamilyName: "Zzcanary"}, Neighbourhood: "hapi", Source: "call"}, nil)
		return err
	}))
	file, _, err := Backup(ctx, common, "test", "")
	must(t, err)
	before := filepath.Join(t.TempDir(), "before.db")
	must(t, a.DB.CopyTo(ctx, before))
	q, err := a.Requests.Record(as, requests.Request{Kind: requests.Erasure, About: datamap.Person, Subject: string(ann.ID), Said: "Take me out", Received: a.Requests.Today(as)})
	must(t, err)
	must(t, a.Requests.Identify(as, q.ID, q.Version, "Passport"))
	must(t, a.Requests.Erase(as, q.ID, q.Version+1, "She asked"))
	must(t, a.Close(ctx))

	t.Run("restored on another machine, with the folder of the backups alone", func(t *testing.T) {
		elsewhere := common
		elsewhere.Data = t.TempDir()
		done, err := Restore(ctx, elsewhere, file, []age.Identity{identity})
		must(t, err)
		if len(done.Again) != 1 || done.Again[0].Done != 1 || !done.Journals[0].OK() {
			t.Errorf("%+v, %s", done.Again, done.Journals)
		}
		b := open(elsewhere)
		defer b.Close(ctx)
		gone(t, b)
		if kept, _ := filepath.Glob(filepath.Join(elsewhere.ErasuresDir(), "*.erased")); len(kept) != 1 {
			t.Errorf("the new machine keeps %q apart", kept)
		}
	})
	t.Run("the file of the database put back", func(t *testing.T) {
		if set, err := assets.Assets(); err != nil || set.Built() != nil {
			t.Skip("serving needs stylesheets: make assets")
		}
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(filepath.Join(common.Data, db.FileName+end))
		}
		must(t, os.Rename(before, filepath.Join(common.Data, db.FileName)))
		b := open(common)
		defer b.Close(ctx)
		if !strings.Contains(everything(t, b), "Zzcanary") {
			t.Fatal("what was put back holds nothing of her, so this shows nothing")
		}
		serving, stop := context.WithTimeout(ctx, 30*time.Second)
		defer stop()
		listens := filepath.Join(t.TempDir(), "address")
		go func() { // until somebody could read it
			for serving.Err() == nil {
				if _, err := os.Stat(listens); err == nil {
					stop()
				}
				time.Sleep(10 * time.Millisecond)
			}
		}()
		must(t, b.Serve(serving, config.Serving{AddrFile: listens}, false))
		gone(t, b)
	})
}

// gone fails where she is in the database.
func gone(t *testing.T, a *App) {
	t.Helper()
	if strings.Contains(strings.ToLower(everything(t, a)), "zzcanary") {
		t.Error("whoever was erased is in the database again")
	}
}

func everything(t *testing.T, a *App) string {
	t.Helper()
	var b strings.Builder
	must(t, a.DB.Snapshot(context.Background(), func(s *db.Snapshot) error {
		tables, err := s.Tables()
		for _, one := range tables {
			if err = s.Rows(one, func(values []any) error {
				for _, v := range values {
					if text, ok := v.(string); ok {
						b.WriteString(text + "\n")
					}
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return err
	}))
	return b.String()
}
