package db

import (
	"testing"
	"time"
)

func TestRebind(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{`SELECT 1`, `SELECT 1`},
		{`SELECT ? WHERE a = ? AND b IN (?,?)`, `SELECT $1 WHERE a = $2 AND b IN ($3,$4)`},
		{`SELECT '?' || ?`, `SELECT '?' || $1`},
		{`SELECT 'it''s ?', ?`, `SELECT 'it''s ?', $1`},
		{`SELECT "odd?name" FROM t WHERE x = ?`, `SELECT "odd?name" FROM t WHERE x = $1`},
		{"SELECT ? -- why?\n, ?", "SELECT $1 -- why?\n, $2"},
		{`SELECT ? /* or ? */ + ?`, `SELECT $1 /* or ? */ + $2`},
		{`SELECT ? - -1, ? / 2`, `SELECT $1 - -1, $2 / 2`},
		{`SELECT 'never closed ?`, `SELECT 'never closed ?`},
		{`SELECT ? -- at the end ?`, `SELECT $1 -- at the end ?`},
		{`SELECT '', ?, '', ?`, `SELECT '', $1, '', $2`},
		{`SELECT 'ŷ?', ?`, `SELECT 'ŷ?', $1`},
		{`VALUES (?,?,?,?,?,?,?,?,?,?,?)`, `VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`},
	} {
		if got := Postgres.Rebind(c.query); got != c.want {
			t.Errorf("Rebind(%s) = %s, want %s", c.query, got, c.want)
		}
		if got := SQLite.Rebind(c.query); got != c.query {
			t.Errorf("on SQLite Rebind(%s) = %s", c.query, got)
		}
	}
}

func TestBindTime(t *testing.T) {
	london := time.FixedZone("BST", 3600)
	at := time.Date(2026, 7, 1, 0, 30, 0, 1999, london)
	if got := SQLite.bindTime(at); got != "2026-06-30T23:30:00.000001Z" {
		t.Errorf("on SQLite: %v", got)
	}
	if got := Postgres.bindTime(at); got != time.Date(2026, 6, 30, 23, 30, 0, 1000, time.UTC) {
		t.Errorf("on PostgreSQL: %v", got)
	}
}
