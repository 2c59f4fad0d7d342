// Package referrals hands needs to named services with a duty of their own, and chases
// what they do not acknowledge.
//
// The services are the blueprint's: referrals.yaml.
package referrals
