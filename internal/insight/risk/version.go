package risk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
)

// VersionID names a version.
type VersionID = ident.ID[Version]

// Version is a version of the points as it was checked, and who put it into use.
type Version struct {
	ID        VersionID
	Points    Points
	Blueprint string // version of the blueprint it came with
	Checks    Checks
	CheckedAt time.Time
	CheckedBy string // account
	State     State

	ActivatedAt time.Time
	ActivatedBy string
	RetiredAt   time.Time
	RetiredBy   string

	body, seal string
}

// State is how far a version has come.
type State string

// The states.
const (
	Checked State = "checked" // nobody has put it into use
	Active  State = "active"
	Retired State = "retired"
)

// Hash is what its points are known by: the same points have the same.
func (p Points) Hash() string {
	sum := sha256.Sum256([]byte(p.body()))
	return hex.EncodeToString(sum[:8])
}

func (p Points) body() string {
	text, err := json.Marshal(p)
	if err != nil {
		panic(err) // it is all numbers and words
	}
	return string(text)
}

// Hash is what the points of the version are known by.
func (v Version) Hash() string { return v.Points.Hash() }

// sealed is the seal of a version: over its points, and who checked it and put it into use.
func (v Version) sealed(key []byte) string {
	mac := hmac.New(sha256.New, key)
	for _, part := range []string{"risk version", string(v.ID), v.body, v.CheckedBy, v.ActivatedBy, v.ActivatedAt.UTC().Format(time.RFC3339Nano)} {
		mac.Write([]byte(part))
		mac.Write([]byte{0})
	}
	return hex.EncodeToString(mac.Sum(nil))
}

// genuine is nil for a version in use that says what was put into use.
func (v Version) genuine(key []byte) error {
	if hmac.Equal([]byte(v.seal), []byte(v.sealed(key))) {
		return nil
	}
	return fault.New(fault.Conflict, "risk.seal", "The points in use do not carry the seal they were put into use with. Somebody changed them in the database. Nothing is scored until a version is checked and put into use again.")
}
