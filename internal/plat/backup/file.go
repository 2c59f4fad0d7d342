package backup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"kith/internal/kernel/fault"
)

// Recipients reads for whom a backup is to be, each as age1….
func Recipients(texts []string) (all []age.Recipient, err error) {
	for _, text := range texts {
		r, err := age.ParseX25519Recipient(strings.TrimSpace(text))
		if err != nil {
			return nil, fault.New(fault.Invalid, "backup.recipient", "“"+text+"” is nobody a backup can be for. It looks like age1…; “kith backup key” makes one.")
		}
		all = append(all, r)
	}
	return all, nil
}

// Identities reads the keys that open backups from a file.
func Identities(path string) ([]age.Identity, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.New(fault.Invalid, "backup.identity-file", "The key file "+path+" cannot be read. Check its name and who may read it.")
	}
	all, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil {
		return nil, fault.New(fault.Invalid, "backup.identity-file", "The file "+path+" holds no key that opens backups. It has a line that begins AGE-SECRET-KEY-1.")
	}
	return all, nil
}

// NewKey makes a pair of keys: the text of a file that opens backups, and for whom they are
// to be made.
func NewKey(now time.Time) (file, recipient string, err error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return "", "", err
	}
	recipient = identity.Recipient().String()
	return fmt.Sprintf("# made: %s\n# for: %s\n%s\n", now.UTC().Format(time.RFC3339), recipient, identity), recipient, nil
}

// Save writes a file that is there whole or not at all, for its owner alone, and reads it
// again to make sure of it. What is there already is not touched: that is a fault.Conflict.
func Save(path string, write func(io.Writer) error) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return fault.New(fault.Conflict, "backup.there", "There is a file "+path+" already. Name another.")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	aside, err := os.CreateTemp(filepath.Dir(path), ".unfinished-*") // mode 0600
	if err != nil {
		return fault.New(fault.Unavailable, "backup.folder", "Nothing can be written to "+filepath.Dir(path)+". Check that it is there, that the disk is not full and that this account may write to it.")
	}
	defer os.Remove(aside.Name())
	written := sha256.New()
	to := bufio.NewWriterSize(io.MultiWriter(aside, written), 1<<20)
	err = errors.Join(write(to), to.Flush(), aside.Sync(), aside.Close())
	if err == nil {
		err = same(aside.Name(), written)
	}
	if err == nil {
		err = os.Link(aside.Name(), path)
	}
	return err
}

// same makes sure that the disk gives back what it was given.
func same(path string, written hash.Hash) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	again := sha256.New()
	if _, err := io.Copy(again, f); err != nil {
		return err
	}
	if !bytes.Equal(again.Sum(nil), written.Sum(nil)) {
		return fault.New(fault.Unavailable, "backup.disk", "The disk gave back something else than what was written. Do not rely on it: write the backup elsewhere.")
	}
	return nil
}

// nameText is what a backup is called that nobody names: by when it was made.
const nameText = "kith-20060102T150405Z.age"

// Name is what a backup made then is called, where nobody names it.
func Name(at time.Time) string { return at.UTC().Format(nameText) }

// listed lists the backups in a folder that are named by [Name], the oldest first.
func listed(dir string) (all []string, err error) {
	found, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, f := range found {
		if _, err := time.Parse(nameText, f.Name()); err == nil {
			all = append(all, f.Name())
		}
	}
	slices.Sort(all)
	return all, nil
}

// Latest tells when the latest backup in a folder was made, of those named by [Name].
func Latest(dir string) (at time.Time, found bool, err error) {
	all, err := listed(dir)
	if err != nil || len(all) == 0 {
		return time.Time{}, false, err
	}
	at, err = time.Parse(nameText, all[len(all)-1])
	return at, err == nil, err
}

// Prune removes those of the backups in a folder, named by [Name], that are from before a
// time, but never the latest.
func Prune(dir string, before time.Time) error {
	all, err := listed(dir)
	for i, name := range all {
		if i < len(all)-1 && name < Name(before) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, name)))
		}
	}
	return err
}
