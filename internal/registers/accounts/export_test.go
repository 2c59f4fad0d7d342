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

// Cost is what a password costs; the tests make it cheap, so that they take seconds.
var Cost = *hashing

func init() { hashing.Memory, hashing.Iterations = 64, 1 }

// Hashing is what a password costs in the tests.
func Hashing() argon2id.Params { return *hashing }
