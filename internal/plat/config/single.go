package config

// SingleSignOn are the flags that say which issuer of the council's signs people in beside
// passwords and passkeys. Without an issuer there is none.
type SingleSignOn struct {
	Issuer     string `env:"KITH_SINGLE_ISSUER" placeholder:"URL" help:"Issuer of the council's single sign-on, as https://login.microsoftonline.com/TENANT/v2.0."`
	Tenant     string `env:"KITH_SINGLE_TENANT" placeholder:"ID" help:"Tenant that people must be of; empty for an issuer that has none."`
	Client     string `env:"KITH_SINGLE_CLIENT" placeholder:"ID" help:"Application (client) id of Kith at the issuer."`
	SecretFile string `env:"KITH_SINGLE_SECRET_FILE" type:"path" placeholder:"FILE" help:"File with the client's secret, for its owner alone; KITH_SINGLE_SECRET holds it otherwise."`
	Name       string `env:"KITH_SINGLE_NAME" default:"your council account" placeholder:"WORDS" help:"What people call it, as it goes on after “Sign in with”."`
}

// Secret is the client's secret, "" when there is none. Errors are those of a file that
// cannot be read or that others may read.
func (s SingleSignOn) Secret() (string, error) { return secret(s.SecretFile, "KITH_SINGLE_SECRET") }
