package accounts

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"runtime"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/crypto/argon2"

	"kith/internal/kernel/fault"
)

// hashing is the cost of a password: the least that OWASP allows for argon2id, 19 MiB and
// two passes, about 30 ms on one processor.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// The lengths of a password. No rule says what it is made of; length is what helps.
const (
	shortestPassword = 12
	longestPassword  = 200
)

// hasher bounds how many passwords are worked out at once.
type hasher struct {
	places chan struct{}
	decoy  string // compared against when there is no account, so that it takes as long
	// compare works a password out as it was kept: argon2id.CheckHash.
	compare func(password, hash string) (bool, *argon2id.Params, error)
}

func newHasher() *hasher {
	return &hasher{places: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1)), decoy: decoy(), compare: argon2id.CheckHash}
}

// decoy has the form and the cost of what is kept of a password, and is that of none: it
// is made up, so that starting need not wait for one to be worked out.
func decoy() string {
	salt, key := make([]byte, hashing.SaltLength), make([]byte, hashing.KeyLength)
	_, _ = rand.Read(salt) // never fails
	_, _ = rand.Read(key)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, hashing.Memory, hashing.Iterations, hashing.Parallelism, encode(salt), encode(key))
}

func (h *hasher) enter(ctx context.Context) error {
	select {
	case h.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// hash judges a password somebody chose, and works out what is kept of it.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := checkPassword(password); err != nil {
		return "", err
	}
	return h.work(ctx, password)
}

func (h *hasher) work(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer func() { <-h.places }()
	return argon2id.CreateHash(password, hashing)
}

// matches compares a password with its hash and says whether the hash is out of date.
// An empty hash stands for an account that is not there.
func (h *hasher) matches(ctx context.Context, password, hash string) (ok, old bool, err error) {
	if err := h.enter(ctx); err != nil {
		return false, false, err
	}
	defer func() { <-h.places }()
	there := hash != ""
	if !there {
		hash = h.decoy
	}
	ok, params, err := h.compare(password, hash)
	if err != nil {
		return false, false, err
	}
	return ok && there, *params != *hashing, nil
}

func checkPassword(password string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < shortestPassword:
		return fault.New(fault.Invalid, "accounts.short-password", "Make the password 12 characters or longer. Three random words work well.")
	case n > longestPassword:
		return fault.New(fault.Invalid, "accounts.long-password", "Make the password 200 characters or shorter.")
	}
	return nil
}
