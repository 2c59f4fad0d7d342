package factors

import (
	"crypto/rand"
	"strings"

	"kith/internal/plat/db"
)

// How many recovery codes there are, and how they are made: three groups of four of 31 signs
// that are not taken for each other, which is 59 bits.
const (
	recoveryCodes = 10
	recoverySigns = "23456789abcdefghjkmnpqrstuvwxyz"
	recoveryGroup = 4
	recoveryParts = 3
)

// NewRecovery replaces the recovery codes of an account, in the caller's transaction, and
// tells them: only their hashes are kept.
func (s *Service) NewRecovery(tx *db.Tx, account string) ([]string, error) {
	if err := deleteRecovery(tx, account); err != nil {
		return nil, err
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = newRecoveryCode()
		if err := insertRecovery(tx, account, s.hash(account, folded(codes[i]))); err != nil {
			return nil, err
		}
	}
	return codes, nil
}

func newRecoveryCode() string {
	var code strings.Builder
	for i := range recoveryGroup * recoveryParts {
		if i > 0 && i%recoveryGroup == 0 {
			code.WriteByte('-')
		}
		code.WriteByte(recoverySigns[drawn(len(recoverySigns))])
	}
	return code.String()
}

// drawn is a number below n, each as likely.
func drawn(n int) int {
	var b [1]byte
	for {
		rand.Read(b[:]) // never fails
		if int(b[0]) < 256-256%n {
			return int(b[0]) % n
		}
	}
}

// folded is a recovery code as it is compared, however it was copied from the paper.
func folded(typed string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '\t' || r == '–' {
			return -1
		}
		return r
	}, strings.ToLower(typed))
}
