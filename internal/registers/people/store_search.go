package people

import (
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

func insertSearch(tx *db.Tx, k KeptSearch, account string) error {
	_, err := tx.Exec(`INSERT INTO people_search (borough_id, id, account, terms, made_at) VALUES (?,?,?,?,?)`,
		tx.Borough(), k.ID, account, k.Text, tx.Now())
	return err
}

func dropSearches(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM people_search WHERE borough_id = ? AND made_at < ?`, tx.Borough(), before)
	return err
}

func searchByID(r db.Reader, id SearchID, account string, since time.Time) (k KeptSearch, err error) {
	err = r.QueryRow(`SELECT s.id, s.terms FROM people_search s WHERE s.borough_id = ? AND s.id = ? AND s.account = ? AND s.made_at >= ?`,
		r.Borough(), id, account, since).Scan(&k.ID, &k.Text)
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "people.no-such-search", "This search is no longer kept. Search again.")
	}
	return k, err
}
