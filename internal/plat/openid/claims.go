package openid

import "github.com/coreos/go-oidc/v3/oidc"

// Claims are what an issuer says of somebody.
type Claims struct {
	Issuer string
	Tenant string
	Object string // who it is, for good: oid, or the subject of an issuer that has none
	Name   string
	Email  string // as the issuer has it; it proves nothing
	Groups []string
	// TooMany says that somebody is in more groups than the answer holds: those that are
	// missing cannot be told from those they are not in.
	TooMany bool
}

// said are the claims as they are written.
type said struct {
	Tenant   string            `json:"tid"`
	Object   string            `json:"oid"`
	Name     string            `json:"name"`
	Email    string            `json:"email"`
	Username string            `json:"preferred_username"`
	Groups   []string          `json:"groups"`
	Roles    []string          `json:"roles"`
	Left     map[string]string `json:"_claim_names"`
}

func (c *Client) claims(token *oidc.IDToken) (Claims, error) {
	var s said
	if err := token.Claims(&s); err != nil {
		return Claims{}, unproved(err)
	}
	object := s.Object
	if c.config.Tenant == "" && object == "" {
		object = token.Subject
	}
	if s.Tenant != c.config.Tenant && c.config.Tenant != "" || object == "" {
		return Claims{}, unproved(nil)
	}
	email := s.Email
	if email == "" {
		email = s.Username
	}
	_, tooMany := s.Left["groups"]
	return Claims{
		Issuer: token.Issuer, Tenant: c.config.Tenant, Object: object, Name: s.Name, Email: email,
		Groups: append(s.Groups, s.Roles...), TooMany: tooMany,
	}, nil
}
