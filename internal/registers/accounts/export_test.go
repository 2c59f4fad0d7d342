package accounts

import "github.com/alexedwards/argon2id"

// Compared has every password that is compared from now on told to a test, with what it
// cost.
func (s *Service) Compared(tell func(cost argon2id.Params)) {
	compare := s.hasher.compare
	s.hasher.compare = func(password, hash string) (bool, *argon2id.Params, error) {
		ok, cost, err := compare(password, hash)
		if err == nil {
			tell(*cost)
		}
		return ok, cost, err
	}
}

// Hashing is what a password costs.
var Hashing = *hashing
