package config

import "path/filepath"

// Backups are the flags that say for whom backups are and where they lie.
type Backups struct {
	Recipients []string `env:"KITH_BACKUP_RECIPIENTS" name:"recipient" placeholder:"AGE" help:"For whom backups are encrypted, as age1…; with one, serve makes a backup each day. “kith backup key” makes a pair of keys."`
	Dir        string   `env:"KITH_BACKUP_DIR" type:"path" placeholder:"DIR" help:"Folder of the backups; the folder backups inside the data folder when empty."`
	Erasures   string   `env:"KITH_ERASURES" type:"path" placeholder:"DIR" help:"Folder in which it is kept, by ids alone, who was erased, so that a restored backup does not bring them back; the folder erasures in that of the backups when empty. Nodes share it."`
	Keep       int      `env:"KITH_BACKUP_KEEP" default:"14" placeholder:"DAYS" help:"Days for which the daily backups are kept."`
}

// ErasuresDir is the folder in which erasures are kept apart from the database.
func (c Common) ErasuresDir() string {
	if c.Backup.Erasures != "" {
		return c.Backup.Erasures
	}
	return ErasuresBeside(c.BackupDir())
}

// ErasuresBeside is where erasures lie beside the backups of a folder, unless said otherwise.
func ErasuresBeside(backups string) string { return filepath.Join(backups, "erasures") }

// BackupDir is the folder of the backups.
func (c Common) BackupDir() string {
	if c.Backup.Dir != "" {
		return c.Backup.Dir
	}
	return filepath.Join(c.Data, "backups")
}
