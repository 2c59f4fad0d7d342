package app

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"kith/internal/governance/heads"
	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
)

// Proof is what came of checking a borough's journal and its heads.
type Proof struct {
	journal.Report
	Heads heads.Found
	Key   string // that the heads were checked with
	Took  time.Duration
}

// OK tells whether nothing is wrong.
func (p Proof) OK() bool { return p.Report.OK() && p.Heads.OK() }

// String is the proof for people to read.
func (p Proof) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.Report)
	if p.Took > 0 {
		fmt.Fprintf(&b, "Read in %s, %.0f entries a second.\n", p.Took.Round(time.Millisecond), float64(p.Entries)/p.Took.Seconds())
	}
	fmt.Fprintf(&b, "%d signed heads are genuine, by the key %s.", p.Heads.Heads, p.Key)
	for _, problem := range p.Heads.Problems {
		b.WriteString("\n  head: " + problem)
	}
	return b.String()
}

// Prove checks the journal of the borough against itself and against every head that was
// signed: those in the database, in the folder of the flags and in another folder. key is
// the public key in base64 as it was noted elsewhere; with "" the installation's own counts.
func (a *App) Prove(ctx context.Context, key, from string) (p Proof, err error) {
	public := ed25519.PublicKey(a.Heads.Public())
	if key != "" {
		if public, err = base64.StdEncoding.DecodeString(key); err != nil || len(public) != ed25519.PublicKeySize {
			return p, fault.New(fault.Invalid, "app.head-key", "The key of the heads cannot be read. Write it as “kith verify” prints it.")
		}
	}
	folders := []string{a.Config.HeadsDir()}
	if from != "" {
		folders = append(folders, from)
	}
	p.Key = base64.StdEncoding.EncodeToString(public)
	if p.Heads, err = a.Heads.Check(ctx, a.Borough, public, folders...); err != nil {
		return p, err
	}
	began := time.Now()
	p.Report, err = a.Journal.Verify(ctx, a.Borough, p.Heads.Anchors...)
	p.Took = time.Since(began)
	return p, err
}

// mailHeads has the daily head of the journal mailed to the address of the flags.
func (a *App) mailHeads(carriers notify.Routes) {
	if a.Config.HeadsTo == "" {
		return
	}
	a.Heads.MailsBy(func(ctx context.Context, h heads.Head) error {
		_, err := carriers.Send(ctx, notify.Message{
			Channel: notify.Email, Reference: "head-" + h.FileName(), To: a.Config.HeadsTo,
			Subject: "Signed head of the journal, " + h.Borough + ", " + h.Day.String(),
			Body:    "Keep this message. It shows where the journal ended, and “kith verify” needs it should the journal ever be doubted.\n\n" + h.Text(),
		})
		return err
	})
}
