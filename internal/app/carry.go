package app

import (
	"context"
	"crypto/rand"

	"kith/internal/kernel/ident"
	"kith/internal/plat/config"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
)

// carry says who carries messages: the services of the flags, or the demo's postbox, which
// is all that a demo ever sends to.
func (a *App) carry(ctx context.Context, s config.Serving, demo bool) (err error) {
	a.publicURL.Store(&s.PublicURL)
	given, err := secretsOf(s.Messages)
	if demo {
		s.Messages, given, err = a.postbox(ctx)
	}
	if err != nil {
		return err
	}
	a.hooks.Token = given.token
	carriers, err := a.carriers(s.Messages, given)
	if err != nil {
		return err
	}
	for _, channel := range []notify.Channel{notify.Email, notify.Text, notify.Letter} {
		if !carriers.Carries(channel) {
			a.Log.Warn("nothing is set up to send by", "channel", channel)
		}
	}
	a.Messages.Carry(carriers)
	a.Accounts.MailBy(carriers, a.foundAt)
	a.Updates.MailBy(carriers)
	a.Deployment.MailBy(carriers)
	a.Glass.MailBy(carriers, a.foundAt)
	a.mailHeads(carriers)
	return nil
}

// secrets are what the flags say in files or the environment.
type secrets struct{ key, password, token string }

func secretsOf(m config.Messages) (given secrets, err error) {
	if given.key, err = m.NotifyKey(); err != nil {
		return secrets{}, err
	}
	if given.password, err = m.SMTPPassword(); err != nil {
		return secrets{}, err
	}
	given.token, err = m.NotifyToken()
	return given, err
}

// carriers puts a carrier behind each channel that the flags set one up for. A mail server
// goes before Notify for mail.
func (a *App) carriers(m config.Messages, given secrets) (notify.Routes, error) {
	routes := notify.Routes{}
	if err := a.byNotify(m, given.key, routes); err != nil || m.SMTP == "" {
		return routes, err
	}
	setup, err := notify.ParseSMTP(m.SMTP, given.password, m.MailFrom)
	if err != nil {
		return nil, err
	}
	setup.ReplyTo = m.MailReplyTo
	mail, err := notify.NewSMTP(setup, a.Clock)
	if err == nil {
		routes[notify.Email] = mail
	}
	return routes, err
}

func (a *App) byNotify(m config.Messages, text string, routes notify.Routes) error {
	if text == "" {
		return nil
	}
	key, err := notify.ParseKey(text)
	if err != nil {
		return err
	}
	api, err := notify.NewAPI(m.NotifyURL, key, a.Clock)
	if err != nil {
		return err
	}
	govuk := notify.NewGOVUK(api, notify.Templates{Email: m.NotifyEmailTemplate, Text: m.NotifyTextTemplate}, notify.Postage(m.NotifyPostage))
	routes[notify.Letter] = govuk
	if m.NotifyEmailTemplate != "" {
		routes[notify.Email] = govuk
	}
	if m.NotifyTextTemplate != "" {
		routes[notify.Text] = govuk
	}
	return nil
}

// postbox starts the demo's postbox and returns the flags that lead to it.
func (a *App) postbox(ctx context.Context) (config.Messages, secrets, error) {
	a.box = postbox.New(a.Clock)
	if err := a.box.Start(ctx); err != nil {
		return config.Messages{}, secrets{}, err
	}
	return config.Messages{
		SMTP: "smtp+plain://" + a.box.MailAddr, MailFrom: "Demo <demo@example.org>", NotifyURL: a.box.NotifyURL,
		NotifyTextTemplate: postbox.TextTemplate, NotifyEmailTemplate: postbox.EmailTemplate,
	}, secrets{key: postbox.LiveKey, token: ident.NewToken(rand.Reader)}, nil
}

// listening is told where the site is found: links lead there where no public address is
// set, and the demo's postbox tells its news there.
func (a *App) listening(addr string) {
	here := "http://" + addr
	if a.foundAt() == "" {
		a.publicURL.Store(&here)
	}
	if a.box != nil {
		a.box.Tell(postbox.Hooks{Receipts: here + "/hooks/notify/receipts", Texts: here + "/hooks/notify/texts", Token: a.hooks.Token})
	}
}

// foundAt is where people find the pages; "" until that is known.
func (a *App) foundAt() string {
	if url := a.publicURL.Load(); url != nil {
		return *url
	}
	return ""
}
