package db

import (
	"bytes"

	"kith/internal/kernel/fault"
)

var errUnsigned = fault.New(fault.Internal, "db.unsigned",
	"The program did not say with which key to sign the journal. Open the journal after the database.")

// SignWith gives the key under which the journal signs what is recorded in
// this database. It is kept outside of it, lives as long as the DB, and is
// given before anything is written; a later call replaces it.
func (d *DB) SignWith(key []byte) {
	key = bytes.Clone(key)
	d.signing.Store(&key)
}

// SigningKey returns the key given to SignWith, or a fault when there is none.
// It must not be changed.
func (d *DB) SigningKey() ([]byte, error) {
	key := d.signing.Load()
	if key == nil || len(*key) == 0 {
		return nil, errUnsigned
	}
	return *key, nil
}

// SigningKey returns the key of the database written to; see DB.SigningKey.
func (tx *Tx) SigningKey() ([]byte, error) { return tx.db.SigningKey() }
