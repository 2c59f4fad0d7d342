package accounts

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/openid"
)

// SingleSignOn is the council's own way to sign in.
type SingleSignOn struct {
	Name   string // what it is called on the button, such as "your council account"
	Client *openid.Client
	Roles  func(ctx context.Context) (*Roles, error) // the titles its groups give
}

// SinglePath is where somebody comes back to from the single sign-on.
const SinglePath = "/sign-in/single/back"

// wayLasts is how long somebody may be away at the single sign-on.
const wayLasts = 15 * time.Minute

// SignsInBy says which single sign-on there is. It is for the time when the program is put together.
func (s *Service) SignsInBy(o SingleSignOn) { s.single = o }

// SingleName is what the single sign-on is called, "" where there is none.
func (s *Service) SingleName() string {
	if s.single.Client == nil {
		return ""
	}
	return s.single.Name
}

// way is a row of accounts_way.
type way struct {
	asked   openid.Asked
	goesTo  string
	account ID // that is being connected; "" when somebody signs in
}

// Leave sends somebody to the single sign-on. The browser keeps the token until it is back;
// then it goes on to a path. With link it is to connect the account that is signed in.
func (s *Service) Leave(ctx context.Context, goesTo string, link bool) (url, token string, err error) {
	defer fault.Wrap(&err, "leave for the single sign-on")
	if s.single.Client == nil || s.site() == "" {
		return "", "", fault.New(fault.NotFound, "accounts.no-single", "There is no single sign-on here.")
	}
	w := way{goesTo: goesTo}
	if link {
		if w.account, err = me(ctx); err != nil {
			return "", "", err
		}
	}
	if w.asked, err = s.single.Client.Ask(ctx, s.site()+SinglePath); err != nil {
		return "", "", err
	}
	token = ident.NewToken(rand.Reader)
	return w.asked.URL, token, s.db.Write(ctx, func(tx *db.Tx) error {
		return insertWay(tx, hashToken(token), w, tx.Now().Add(wayLasts))
	})
}

// Return is somebody back from the single sign-on, with the token that their browser kept and
// what the issuer gave them. What does not fit what they left with, or was used before, is
// [fault.Unauthenticated].
func (s *Service) Return(ctx context.Context, token, state, code string, from Origin) (e Entrance, err error) {
	defer fault.Wrap(&err, "return from the single sign-on")
	w, err := s.taken(ctx, token, state)
	if err != nil {
		return e, err
	}
	who, err := s.single.Client.Redeem(ctx, code, s.site()+SinglePath, w.asked)
	if err != nil {
		return e, s.noteSingle(ctx, err)
	}
	if w.account != "" {
		return Entrance{To: w.goesTo}, s.link(ctx, w.account, who)
	}
	e, err = s.enterSingle(ctx, who, from)
	e.To = w.goesTo
	return e, err
}

// taken finds what somebody left with and forgets it, so that it is answered once.
func (s *Service) taken(ctx context.Context, token, state string) (w way, err error) {
	if s.single.Client == nil {
		return w, fault.New(fault.NotFound, "accounts.no-single", "There is no single sign-on here.")
	}
	var found bool
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		w, found, err = takeWay(tx, hashToken(token))
		return err
	})
	if err == nil && (!found || subtle.ConstantTimeCompare([]byte(w.asked.State), []byte(state)) != 1) {
		err = fault.New(fault.Unauthenticated, "accounts.not-left", "You came back from the single sign-on in another browser, or it took too long. Begin again.")
	}
	return w, err
}

func (s *Service) noteSingle(ctx context.Context, why error) error {
	if fault.KindOf(why) != fault.Unauthenticated {
		return why
	}
	if err := s.db.Write(ctx, func(tx *db.Tx) error {
		return record(tx, "failed to sign in by the single sign-on", "accounts.failed", "")
	}); err != nil {
		return err
	}
	return why
}

// link connects an account with somebody of the single sign-on. It is never done by an e-mail
// address alone: whoever connects it is signed in to it already.
func (s *Service) link(ctx context.Context, id ID, who openid.Claims) error {
	return s.db.Write(asAccount(ctx, id), func(tx *db.Tx) error {
		owner, _, err := identityOwner(tx, who)
		if err != nil || owner == id {
			return err
		}
		if owner != "" {
			return fault.New(fault.Conflict, "accounts.linked", "This council account is connected to another account here. Sign out of it there, or ask your administrator.")
		}
		if err := insertIdentity(tx, who, id, false); err != nil {
			return err
		}
		return record(tx, "connected the account to the single sign-on", "accounts.linked", id)
	})
}

// Unlink ends the connection of the account that is signed in. The last way in is not taken
// away: that is [fault.Invalid].
func (s *Service) Unlink(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "disconnect an account")
	rules, err := s.rules(ctx)
	if err != nil {
		return err
	}
	id, err := me(ctx)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := lockAccount(tx, id); err != nil {
			return err
		}
		w, err := s.waysIn(tx, rules, id)
		if err == nil && !w.Password && len(w.Passkeys) == 0 {
			err = fault.New(fault.Invalid, "accounts.last-way", "This is the only way you can sign in. Add a passkey first.")
		}
		if err != nil {
			return err
		}
		if err := deleteIdentities(tx, id); err != nil {
			return err
		}
		return record(tx, "disconnected the account from the single sign-on", "accounts.unlinked", id)
	})
}

// enterSingle lets somebody in whom the single sign-on vouches for. Accounts that came to be
// by it follow the groups of the directory: who joins gets one, who moves is moved, and who is
// in no group any more is ended.
func (s *Service) enterSingle(ctx context.Context, who openid.Claims, from Origin) (e Entrance, err error) {
	rules, err := s.rules(ctx)
	if err != nil {
		return e, err
	}
	roles, err := s.single.Roles(ctx)
	if err != nil {
		return e, err
	}
	title, grants := rules.grantsOf(roles, who.Groups)
	owner, managed, err := identityOwner(s.db.Read(ctx), who)
	if err != nil {
		return e, err
	}
	if (owner == "" || managed) && who.TooMany {
		return e, fault.New(fault.Forbidden, "accounts.many-groups", "You are in too many groups for us to see which are yours. Ask IT to send Kith only the groups that are assigned to it.")
	}
	if owner == "" {
		if owner, err = s.join(ctx, who, title, grants); err != nil {
			return e, err
		}
	} else if managed {
		if err := s.follow(ctx, owner, title, grants); err != nil {
			return e, err
		}
	}
	err = s.db.Write(asAccount(ctx, owner), func(tx *db.Tx) error {
		e, err = s.enterIn(tx, rules, owner, BySingle, from)
		return err
	})
	if fault.CodeOf(err) == "accounts.wrong" {
		err = fault.New(fault.Forbidden, "accounts.ended", "Your account here has been ended. Ask your administrator if you need it for your work.")
	}
	return e, err
}

// join makes an account for somebody new, if a group of theirs gives them a role.
func (s *Service) join(ctx context.Context, who openid.Claims, title string, grants []access.Grant) (id ID, err error) {
	if len(grants) == 0 {
		return "", fault.New(fault.Forbidden, "accounts.no-group", "Your council account is in no group that works with Kith. Ask your manager to have you added.")
	}
	name := strings.TrimSpace(who.Name)
	if name == "" {
		name = who.Email
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		a := Account{ID: ident.New[Account](tx.Now()), Name: name, Email: who.Email, Title: title, Grants: grants, AddedAt: tx.Now(), Version: 1}
		if a.Email == "" || a.Name == "" {
			return fault.New(fault.Forbidden, "accounts.nameless", "Your council account has no name or email address. Ask IT to send both to Kith.")
		}
		if err := insertAccount(tx, a, ""); err != nil {
			return err
		}
		if err := insertIdentity(tx, who, a.ID, true); err != nil {
			return err
		}
		id = a.ID
		return recordWith(tx, "added an account by the single sign-on", "accounts.added", a.ID, map[string]any{"to": told(grants)})
	})
	if db.IsUnique(err) {
		err = fault.New(fault.Conflict, "accounts.not-linked", "There is an account with your email address already. Sign in to it as you did before, open “Your account”, and connect it there.")
	}
	return id, err
}

// follow moves an account to what the groups say, or ends it.
func (s *Service) follow(ctx context.Context, id ID, title string, grants []access.Grant) error {
	caller := db.CallerOf(ctx)
	caller.Actor = "single-sign-on"
	ended := false
	err := s.db.Write(db.As(ctx, caller), func(tx *db.Tx) error {
		a, found, err := accountByID(tx, id)
		switch {
		case err != nil || !found:
			return noSuchAccount(err)
		case len(grants) == 0 && !a.Disabled():
			ended = true
			if err := disableAccount(tx, id); err != nil {
				return err
			}
			return record(tx, "ended an account that is in no group any more", "accounts.disabled", id)
		case len(grants) == 0 || a.Disabled() || a.Title == title && sameGrants(a.Grants, grants):
			return nil
		}
		return moveIn(tx, a, title, grants)
	})
	if err == nil && ended {
		err = fault.New(fault.Forbidden, "accounts.no-group", "Your council account is in no group that works with Kith any more. Ask your manager if you need it for your work.")
	}
	return err
}

func sameGrants(a, b []access.Grant) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(g access.Grant) bool { return !slices.Contains(b, g) })
}

// SingleEnd is where a browser goes to sign out of the single sign-on too, if the session of a
// token began there; "" otherwise.
func (s *Service) SingleEnd(ctx context.Context, token string) (string, error) {
	if s.single.Client == nil {
		return "", nil
	}
	held, found, err := sessionByHash(s.db.Read(ctx), hashToken(token))
	if err != nil || !found || held.how != BySingle {
		return "", err
	}
	return s.single.Client.EndURL(ctx, s.site()+"/sign-in"), nil
}
