//go:build bench || fault

package app_test

import (
	"context"
	"fmt"
	"os"

	"kith/internal/plat/db"
)

// powerDir and powerVolatile turn the test's own program into one that writes until its power
// is cut: the folder to write to, and whether without waiting for the disk.
const (
	powerDir      = "KITH_TEST_POWER_DIR"
	powerVolatile = "KITH_TEST_POWER_VOLATILE"
)

// writeUntilCut writes row after row and says each number once the row is acknowledged.
func writeUntilCut(dir string, volatile bool) {
	ctx := context.Background()
	d, err := db.Open(ctx, db.Config{Dir: dir, Volatile: volatile})
	for n := 0; err == nil; n++ {
		err = d.Write(ctx, func(tx *db.Tx) error {
			if n == 0 {
				if _, err := tx.Exec(`CREATE TABLE power_row (n BIGINT PRIMARY KEY, filler TEXT)`); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`INSERT INTO power_row (n, filler) VALUES (?, hex(randomblob(200)))`, n)
			return err
		})
		if err == nil {
			fmt.Println(n)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// rowsThere counts what a database of writeUntilCut holds.
func rowsThere(dir string) (n int, err error) {
	d, err := db.Open(context.Background(), db.Config{Dir: dir})
	if err != nil {
		return 0, err
	}
	defer d.Close()
	err = d.Read(context.Background()).QueryRow(`SELECT count(*) FROM power_row`).Scan(&n)
	return n, err
}
