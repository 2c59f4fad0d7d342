package contacts

import (
	"kith/internal/plat/db"
	"kith/internal/registers/people"
)

// Hold notes, in the caller's transaction, that an agent is on the telephone with somebody
// who rang: others are not given them meanwhile. Said again it holds for longer. Whoever is
// being rung by a colleague at the same moment stays the colleague's.
func Hold(tx *db.Tx, c Claim) error {
	held, err := HeldBy(tx, []people.RecordID{c.Record})
	if err != nil {
		return err
	}
	l, taken := held[c.Record]
	switch {
	case !taken:
		if c.Person, err = people.PersonOf(tx, c.Record); err != nil {
			return err
		}
		_, err = Take(tx, []Claim{c})
		return err
	case l.Agent != c.Agent || l.Until.Sub(tx.Now()) > LeaseLasts/2:
		return nil
	}
	l.Until = tx.Now().Add(LeaseLasts)
	_, err = extendLease(tx, l)
	return err
}

// Release ends what [Hold] began, when the call has ended. A call the agent was given to
// make stays theirs.
func Release(tx *db.Tx, record people.RecordID, agent string) error {
	held, err := HeldBy(tx, []people.RecordID{record})
	if l, ok := held[record]; err == nil && ok && l.Agent == agent && l.Task == "" {
		return EndLease(tx, l)
	}
	return err
}
