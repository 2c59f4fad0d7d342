package accounts

import (
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// noteDevice notes a browser that an account signs in with. Of one that is new its owner is
// told: see [Service.Subscriptions]. Where it was stands with the browser and not in the
// journal, which is kept for good.
func noteDevice(tx *db.Tx, id ID, from Origin, place string) error {
	device := hashToken(from.Device)
	known, err := touchDevice(tx, id, device, from.Browser, place)
	if err != nil || known {
		return err
	}
	if err := insertDevice(tx, id, device, from.Browser, place); err != nil {
		return err
	}
	return journal.Record(tx, journal.Entry{
		Verb: "signed in on a new device", Topic: "accounts.new-device",
		Objects: []journal.Object{{Kind: "account", ID: string(id)}, {Kind: "device", ID: device}},
	})
}
