package config

import (
	"os"
	"path/filepath"
	"strings"

	"kith/internal/kernel/fault"
)

// Messages are the flags that say how mail, texts and letters leave. Without them messages
// wait, and letters are printed by hand.
type Messages struct {
	SMTP             string `env:"KITH_SMTP" placeholder:"URL" help:"Mail server, as smtp://user@mail.example.org:587, or smtps:// for TLS from the start."`
	SMTPPasswordFile string `env:"KITH_SMTP_PASSWORD_FILE" type:"path" placeholder:"FILE" help:"File with the mail server's password, for its owner alone; KITH_SMTP_PASSWORD holds it otherwise."`
	MailFrom         string `env:"KITH_MAIL_FROM" placeholder:"ADDRESS" help:"Sender of mail, as \"Wigan Council <help@example.org>\"."`
	MailReplyTo      string `env:"KITH_MAIL_REPLY_TO" placeholder:"ADDRESS" help:"Where answers to mail go; to the sender when empty."`

	NotifyURL           string `env:"KITH_NOTIFY_URL" default:"https://api.notifications.service.gov.uk" placeholder:"URL" help:"Where GOV.UK Notify is."`
	NotifyKeyFile       string `env:"KITH_NOTIFY_KEY_FILE" type:"path" placeholder:"FILE" help:"File with the API key of GOV.UK Notify, for its owner alone; KITH_NOTIFY_KEY holds it otherwise."`
	NotifyEmailTemplate string `env:"KITH_NOTIFY_EMAIL_TEMPLATE" placeholder:"ID" help:"Template of ((subject)) and ((body)) for mail, where Notify sends it and no mail server is set."`
	NotifyTextTemplate  string `env:"KITH_NOTIFY_TEXT_TEMPLATE" placeholder:"ID" help:"Template of ((body)) for texts."`
	NotifyTokenFile     string `env:"KITH_NOTIFY_TOKEN_FILE" type:"path" placeholder:"FILE" help:"File with the bearer token that Notify's receipts and texts come with; KITH_NOTIFY_TOKEN holds it otherwise."`
	NotifyPostage       string `env:"KITH_NOTIFY_POSTAGE" default:"" enum:",first,second,economy" help:"How letters travel: first, second or economy; as set at Notify when empty."`
}

// SMTPPassword is the mail server's password, "" when there is none. Errors are those of a
// file that cannot be read or that others may read.
func (m Messages) SMTPPassword() (string, error) {
	return secret(m.SMTPPasswordFile, "KITH_SMTP_PASSWORD")
}

// NotifyKey is the key of GOV.UK Notify, "" when there is none. Errors as SMTPPassword.
func (m Messages) NotifyKey() (string, error) { return secret(m.NotifyKeyFile, "KITH_NOTIFY_KEY") }

// NotifyToken is the token that Notify's calls come with, "" when there is none: then
// nothing is let in. Errors as SMTPPassword.
func (m Messages) NotifyToken() (string, error) {
	return secret(m.NotifyTokenFile, "KITH_NOTIFY_TOKEN")
}

// secret reads what must be neither a flag, which every user of the machine can list, nor in
// a log.
func secret(file, variable string) (text string, err error) {
	if file == "" {
		return strings.TrimSpace(os.Getenv(variable)), nil
	}
	defer fault.Wrap(&err, "read %s", filepath.Base(file))
	info, err := os.Stat(file)
	if err != nil {
		return "", &fault.Error{Kind: fault.Invalid, Code: "config.secret", Message: "The file " + file + " cannot be read. Check its name.", Err: err}
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fault.New(fault.Invalid, "config.secret", "Others may read "+file+". Run: chmod 600 "+file)
	}
	content, err := os.ReadFile(file)
	return strings.TrimSpace(string(content)), err
}
