package config

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
)

// keyBytes is the length of every key.
const keyBytes = 32

// KeySet are the keys of an installation, 32 bytes each.
type KeySet struct {
	Journal []byte // seals the journal; without it the journal cannot be verified
	Web     []byte // signs form tokens and short-lived cookies; a new one costs nothing but those
	Address []byte // seals withheld addresses; without it they cannot be read again
	Doors   []byte // opens what phones send from doorsteps; without it what they still hold is lost
	Heads   []byte // signs the daily heads of the journal; a new one says so in “kith verify”
	SignIn  []byte // seals the apps of second steps; without it everybody sets theirs up again
}

// Keys loads the keys from a folder, making what is not there yet. Errors are
// those of [Key].
func Keys(dir string) (KeySet, error) {
	journal, err := Key(dir, "journal")
	if err != nil {
		return KeySet{}, err
	}
	web, err := Key(dir, "web")
	if err != nil {
		return KeySet{}, err
	}
	address, err := Key(dir, "address")
	if err != nil {
		return KeySet{}, err
	}
	doors, err := Key(dir, "doors")
	if err != nil {
		return KeySet{}, err
	}
	heads, err := Key(dir, "heads")
	if err != nil {
		return KeySet{}, err
	}
	signIn, err := Key(dir, "sign-in")
	return KeySet{Heads: heads, Journal: journal, Web: web, Address: address, Doors: doors, SignIn: signIn}, err
}

// Named are the keys by the names of their files.
func (k KeySet) Named() map[string][]byte {
	return map[string][]byte{"journal": k.Journal, "web": k.Web, "address": k.Address, "doors": k.Doors, "heads": k.Heads, "sign-in": k.SignIn}
}

// KeepKeys writes the keys that came with a backup into a folder. Where another key lies
// already it writes none, and is a fault.Conflict error that names the file.
func KeepKeys(dir string, keys map[string][]byte) error {
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		path := filepath.Join(dir, name+".key")
		there, err := readKey(path)
		if err == nil && !bytes.Equal(there, keys[name]) {
			return fault.New(fault.Conflict, "config.other-key", fmt.Sprintf("The file %s holds another key than the backup. Restore beside it: --keys with an empty folder.", path))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	for name, key := range keys {
		if err := placeKey(dir, filepath.Join(dir, name+".key"), key); err != nil {
			return err
		}
	}
	return nil
}

// Key loads a key of 32 bytes from the file <name>.key, which it makes when it
// is not there: random, for its owner alone (mode 0600), and the same for
// programs that ask at the same moment. A file others may read, or that holds
// no key, is a fault.Invalid error that says how to mend it.
func Key(dir, name string) (key []byte, err error) {
	defer fault.Wrap(&err, "key %s", name)
	path := filepath.Join(dir, name+".key")
	key, err = readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := makeKey(dir, path); err != nil {
		return nil, err
	}
	return readKey(path)
}

func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fault.New(fault.Invalid, "config.key-mode", fmt.Sprintf("Others may read the key %s. Run: chmod 600 %s", path, path))
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != keyBytes {
		return nil, fault.New(fault.Invalid, "config.key", fmt.Sprintf("The file %s holds no key. Put the key back from where the keys are kept safe.", path))
	}
	return key, nil
}

func makeKey(dir, path string) error {
	key := make([]byte, keyBytes)
	rand.Read(key) // never fails
	return placeKey(dir, path, key)
}

// placeKey writes a key aside and links it into place, which only the first
// of several programs can do; the others then read the first one's.
func placeKey(dir, path string, key []byte) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	aside, err := os.CreateTemp(dir, ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(aside.Name())) }()
	_, err = aside.WriteString(base64.StdEncoding.EncodeToString(key) + "\n")
	if err = errors.Join(err, aside.Sync(), aside.Close()); err != nil {
		return err
	}
	if err = os.Link(aside.Name(), path); errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}
