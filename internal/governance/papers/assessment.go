package papers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Level is how likely something is, or how much harm it does.
type Level string

// The levels.
const (
	Low    Level = "low"
	Medium Level = "medium"
	High   Level = "high"
)

// Levels lists the levels, the least first.
func Levels() []Level { return []Level{Low, Medium, High} }

// Residual is how much of a risk is left with its measures, as somebody judged it.
type Residual struct {
	Risk             string
	Likelihood, Harm Level
	Note             string
	Version          int64 // 0 while nobody has judged it
	By               string
	At               time.Time
}

// Left is the risk that is left: high where one of likelihood and harm is high and the other
// is not low, low where both are no more than medium and one of them is low.
func (r Residual) Left() Level {
	n := slices.Index(Levels(), r.Likelihood) + slices.Index(Levels(), r.Harm)
	switch {
	case n >= 3:
		return High
	case n == 2:
		return Medium
	}
	return Low
}

// Outcome is what was decided when the assessment was signed.
type Outcome string

// The outcomes.
const (
	Accepted   Outcome = "accepted"
	Conditions Outcome = "with-conditions"
	AskFirst   Outcome = "to-ask" // the Information Commissioner, before it begins: article 36
)

// Signing is the assessment as somebody signed it.
type Signing struct {
	Number   int64 // its version, from 1
	Outcome  Outcome
	Advice   string // of the data protection officer, and what became of it
	Views    string // of people whose data it is
	Declared map[string]string
	By       string
	At       time.Time
}

// Assessment is the impact assessment as it stands.
type Assessment struct {
	Declared
	Residuals map[string]Residual // by risk; those judged
	Signings  []Signing           // the newest first
}

// Assessment puts the impact assessment together.
func (s *Service) Assessment(ctx context.Context) (a Assessment, err error) {
	defer fault.Wrap(&err, "impact assessment")
	if a.Declared, err = s.Record(ctx); err != nil {
		return Assessment{}, err
	}
	r := s.db.Read(ctx)
	if a.Residuals, err = residuals(r); err != nil {
		return Assessment{}, err
	}
	a.Signings, err = signings(r)
	return a, err
}

// Unjudged are the risks of which nobody has said yet what is left.
func (a Assessment) Unjudged() (all []Risk) {
	for _, r := range risks {
		if _, judged := a.Residuals[r.ID]; !judged {
			all = append(all, r)
		}
	}
	return all
}

// HighLeft are the risks of which much is left.
func (a Assessment) HighLeft() (all []Risk) {
	for _, r := range risks {
		if one, judged := a.Residuals[r.ID]; judged && one.Left() == High {
			all = append(all, r)
		}
	}
	return all
}

// Lines are everything that is signed, each under a key that stays while it says another
// thing: "column people_record.phone", "basis emergency", "risk found".
func (a Assessment) Lines() map[string]string {
	all := a.Declared.lines()
	for _, r := range risks {
		all["risk "+r.ID] = r.Title + ". " + r.Harm
		for i, m := range r.Measures {
			all[fmt.Sprintf("measure %s %d", r.ID, i+1)] = m.Says + " (" + strings.Join(m.Proofs, ", ") + ")"
		}
		if one, judged := a.Residuals[r.ID]; judged {
			all["judgement "+r.ID] = strings.TrimSpace(fmt.Sprintf("Likelihood %s, harm %s. %s", one.Likelihood, one.Harm, one.Note))
		}
	}
	return all
}

// lines are what is declared of data, under keys.
func (d Declared) lines() map[string]string {
	all := map[string]string{}
	for _, e := range d.Record() {
		all["activity "+e.ID] = e.Name + ". " + e.Purpose
		for _, h := range e.Holds {
			for _, column := range h.Columns {
				all["column "+column] = h.Class.Says()
			}
		}
		for _, role := range e.Recipients {
			all["recipient "+e.ID+" "+string(role)] = e.Name
		}
		for _, k := range e.Kept {
			all["kept "+cmp.Or(k.Sort.ID, k.List)] = k.Says()
		}
	}
	for _, b := range d.Protection.Bases {
		all["basis "+b.ID] = fmt.Sprintf("%s, from %s until %s, for %s", b.Says(), b.From, cmp.Or(b.Until.String(), "no end"), strings.Join(b.For, ", "))
	}
	for _, one := range d.Assets {
		all["list "+string(one.ID)] = fmt.Sprintf("%s, from %s: %s until %s", one.Name, one.Owner, one.Basis, cmp.Or(one.BasisEnds.String(), "no end"))
	}
	o := d.Protection.Officer
	all["officer data-protection"] = strings.Join([]string{o.Email, o.Phone, o.Address}, " ")
	all["place hosting"], all["place transfers"] = d.Protection.Hosting, d.Protection.Transfers
	return all
}

// Seen is a mark of everything that would be signed now, for a form to bring back.
func (a Assessment) Seen() string {
	lines := a.Lines()
	sum := sha256.New()
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(sum, "%s\x00%s\x00", key, lines[key])
	}
	return hex.EncodeToString(sum.Sum(nil))[:32]
}

// Change is something that is declared otherwise than it was signed. What was not there is "".
type Change struct{ Key, Before, Now string }

// Since are the changes since the last signature, by key; none while nobody has signed.
func (a Assessment) Since() (all []Change) {
	if len(a.Signings) == 0 {
		return nil
	}
	before, now := a.Signings[0].Declared, a.Lines()
	keys := maps.Clone(before)
	maps.Copy(keys, now)
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if before[key] != now[key] {
			all = append(all, Change{key, before[key], now[key]})
		}
	}
	return all
}

// mayKeep asks whether whoever calls may write on the papers.
func mayKeep(ctx context.Context) error { return access.CheckHeld(ctx, Keepers()...) }
