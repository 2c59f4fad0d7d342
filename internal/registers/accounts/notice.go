package accounts

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
)

// noticeLate is after how long a notice is not sent any more: it would say nothing new.
const noticeLate = 24 * time.Hour

// notices are what an account's owner is told by mail, so that somebody else who did it is
// found out, by topic.
var notices = map[string]string{
	"accounts.new-device":       "Somebody signed in to your account in a browser that was not used for it before.",
	"accounts.password-changed": "The password of your account was changed.",
	"accounts.invitation-used":  "A new password was chosen for your account by a link.",
	"accounts.app-added":        "An app for the second step was set up for your account.",
	"accounts.app-removed":      "The app for the second step was removed from your account.",
	"accounts.recovery-used":    "One of your recovery codes was used to sign in.",
	"accounts.recovery-made":    "New recovery codes were made for your account. The old ones no longer count.",
	"accounts.passkey-added":    "A passkey was added to your account.",
	"accounts.passkey-removed":  "A passkey was removed from your account.",
	"accounts.step-reset":       "An administrator reset the second step of your account.",
	"accounts.linked":           "Your account was connected to the council's single sign-on.",
	"accounts.unlinked":         "Your account is no longer connected to the council's single sign-on.",
}

// Subscriptions tell account holders by mail what happened to their account.
func (s *Service) Subscriptions() []journal.Subscription {
	topics := make([]string, 0, len(notices))
	for topic := range notices {
		topics = append(topics, topic)
	}
	slices.Sort(topics)
	return []journal.Subscription{
		{Name: "accounts.notice", Topics: topics, Handle: s.mailNotice},
		{Name: "accounts.invite", Topics: []string{"accounts.invited"}, Handle: s.ifCarried(s.mailInvitation)},
	}
}

func (s *Service) ifCarried(do func(context.Context, journal.Sealed) error) func(context.Context, journal.Sealed) error {
	return func(ctx context.Context, e journal.Sealed) error {
		if !s.carriers.Carries(notify.Email) {
			return nil
		}
		return do(ctx, e)
	}
}

// mailNotice writes to the owner of an account. It has no link in it: whoever gets one that
// is not ours would follow that as well.
func (s *Service) mailNotice(ctx context.Context, e journal.Sealed) error {
	r := s.db.Read(ctx)
	if !s.carriers.Carries(notify.Email) || r.Now().Sub(e.At) > noticeLate {
		return nil
	}
	a, found, err := accountByID(r, ID(e.ObjectID("account")))
	if err != nil || !found || a.Disabled() || a.Email == "" {
		return err
	}
	where, err := deviceOf(r, a.ID, e.ObjectID("device"))
	if err != nil {
		return err
	}
	_, known, err := s.carriers.Find(ctx, notify.Email, reference(e))
	if err != nil || known {
		return err
	}
	_, err = s.carriers.Send(ctx, notify.Message{
		Channel: notify.Email, Reference: reference(e), To: a.Email, Subject: "Your Kith account", Body: noticeBody(e, where),
	})
	if err == nil {
		return nil
	}
	switch notify.FailureOf(err).Trouble {
	case notify.Refused, notify.Unclear: // it never will, or it may have gone
		return nil
	}
	return fmt.Errorf("tell the owner of an account: %w", err)
}

func reference(e journal.Sealed) string { return "account." + string(e.ID) }

func noticeBody(e journal.Sealed, where session) string {
	var b strings.Builder
	b.WriteString(notices[e.Topic] + "\n\n")
	b.WriteString("When: " + e.At.In(day.London).Format("2 January 2006 at 15:04") + "\n")
	if with := where.browser; with != "" {
		b.WriteString("With: " + with + "\n")
	}
	if where.place != "" {
		b.WriteString("From: " + where.place + "\n")
	}
	b.WriteString("\nIf it was you, there is nothing to do.\n\nIf it was not you, tell your administrator at once. Then sign in as you always do, open “Your account” and end every session.\n")
	return b.String()
}
