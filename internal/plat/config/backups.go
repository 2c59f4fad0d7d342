package config

import "path/filepath"

// Backups are the flags that say for whom backups are and where they lie.
type Backups struct {
	Recipients []string `env:"KITH_BACKUP_RECIPIENTS" name:"recipient" placeholder:"AGE" help:"For whom backups are encrypted, as age1…; with one, serve makes a backup each day. “kith backup key” makes a pair of keys."`
	Dir        string   `env:"KITH_BACKUP_DIR" type:"path" placeholder:"DIR" help:"Folder of the backups; the folder backups inside the data folder when empty."`
	Keep       int      `env:"KITH_BACKUP_KEEP" default:"14" placeholder:"DAYS" help:"Days for which the daily backups are kept."`
}

// BackupDir is the folder of the backups.
func (c Common) BackupDir() string {
	if c.Backup.Dir != "" {
		return c.Backup.Dir
	}
	return filepath.Join(c.Data, "backups")
}
