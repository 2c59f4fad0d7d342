package requests

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// Identify notes how it was made sure that whoever asks is whom the data is about, or acts
// for them.
func (s *Service) Identify(ctx context.Context, id ID, version int64, how string) error {
	how = strings.TrimSpace(how)
	if err := words("how you made sure that it is them", how); err != nil {
		return err
	}
	return s.change(ctx, id, version, "made sure who asks about personal data", "requests.identified", func(tx *db.Tx, q *Request) error {
		q.Identity, q.IdentityBy = how, tx.Actor()
		return nil
	})
}

// Extend makes the clock two months longer, once, for a reason that they are told.
func (s *Service) Extend(ctx context.Context, id ID, version int64, why string) error {
	why = strings.TrimSpace(why)
	if err := words("why it takes longer", why); err != nil {
		return err
	}
	return s.change(ctx, id, version, "extended the time of a request about personal data", "requests.extended", func(tx *db.Tx, q *Request) error {
		if q.Extended != "" {
			return fault.New(fault.Conflict, "requests.extended", "The time was extended already. It can be extended once.")
		}
		q.Extended, q.Due = why, due(q.Received, 3)
		return nil
	})
}

// Refuse closes a request without doing what it asks, for a reason that they are told.
func (s *Service) Refuse(ctx context.Context, id ID, version int64, why string) error {
	why = strings.TrimSpace(why)
	if err := words("why it is refused", why); err != nil {
		return err
	}
	return s.change(ctx, id, version, "refused a request about personal data", "requests.refused", func(tx *db.Tx, q *Request) error {
		q.Outcome = why
		q.close(tx, Refused)
		return nil
	})
}

// Release closes a request for a copy: it may be handed out from now on, as it is now. It is
// refused until it is sure who asks and everything flagged is decided.
func (s *Service) Release(ctx context.Context, id ID, version int64) (err error) {
	defer fault.Wrap(&err, "release a copy of somebody's data")
	q, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	if q.Kind != Copy {
		return invalid("This request asks for no copy.")
	}
	if err := s.sawFirst(ctx, q, "released a copy of somebody's data"); err != nil {
		return err
	}
	view, err := s.view(ctx, s.db.Read(ctx), q)
	if err != nil {
		return err
	}
	switch {
	case q.Identity == "":
		return unknown()
	case view.Open > 0:
		return fault.New(fault.Conflict, "requests.undecided", "Something in the copy may tell of somebody else or of safety, and nobody has looked at it. Look at each part below first.")
	}
	_, out, result, err := s.pack(ctx, q, view)
	if err != nil {
		return err
	}
	return s.change(ctx, id, version, "released a copy of somebody's data", "requests.released", func(tx *db.Tx, q *Request) error {
		q.Result, q.Outcome = result, "Handed out"
		q.close(tx, Released)
		return keepCopy(tx, q.ID, out)
	})
}

func unknown() error {
	return fault.New(fault.Conflict, "requests.identity", "It is not sure yet that whoever asks is the person. Note how you made sure first.")
}

// pack is a copy as it is handed out.
func (s *Service) pack(ctx context.Context, q Request, view CopyView) (d Dossier, file []byte, result Result, err error) {
	left, err := decisions(s.db.Read(ctx), q.ID)
	if err != nil {
		return d, nil, result, err
	}
	d, result.Left = view.Dossier.without(left)
	result.Rows = d.Rows()
	if file, err = json.MarshalIndent(d, "", "  "); err != nil {
		return d, nil, result, err
	}
	sum := sha256.Sum256(file)
	result.Hash = hex.EncodeToString(sum[:])
	return d, file, result, nil
}

// Released is the copy as it was handed out, and the file of it. It is kept for thirty days.
func (s *Service) Released(ctx context.Context, id ID) (d Dossier, file []byte, err error) {
	q, err := s.Get(ctx, id)
	if err != nil {
		return d, nil, err
	}
	if err := s.sawFirst(ctx, q, "opened the copy of somebody's data that was released"); err != nil {
		return d, nil, err
	}
	if file, err = copyOf(s.db.Read(ctx), id); err != nil {
		return d, nil, err
	}
	return d, file, json.Unmarshal(file, &d)
}

// Corrected closes a request to put something right: what was done about it, and which of
// those it was shared with were told.
func (s *Service) Corrected(ctx context.Context, id ID, version int64, outcome, told string) error {
	outcome = strings.TrimSpace(outcome)
	if err := words("what was put right", outcome); err != nil {
		return err
	}
	return s.change(ctx, id, version, "put right what somebody asked to be put right", "requests.corrected", func(tx *db.Tx, q *Request) error {
		if q.Identity == "" {
			return unknown()
		}
		q.Outcome, q.Told = outcome, strings.TrimSpace(told)
		q.close(tx, Done)
		return nil
	})
}

func (q *Request) close(tx *db.Tx, to State) {
	q.State, q.ClosedBy, q.ClosedAt = to, tx.Actor(), tx.Now()
}

// change writes what changed of an open request, and tells the journal.
func (s *Service) change(ctx context.Context, id ID, version int64, verb, topic string, how func(tx *db.Tx, q *Request) error) (err error) {
	defer fault.Wrap(&err, "change request %s", id)
	if _, err := s.Get(ctx, id); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		q, err := byID(tx, id)
		switch {
		case err != nil:
			return err
		case q.Closed():
			return closed()
		case q.Version != version:
			return stale()
		}
		if err := how(tx, &q); err != nil {
			return err
		}
		if changed, err := update(tx, q); err != nil || !changed {
			return cmpErr(err, stale())
		}
		return tell(tx, verb, topic, q, map[string]any{"kind": string(q.Kind), "due": q.Due.String(), "rows": q.Result.Rows, "left_out": q.Result.Left, "hash": q.Result.Hash})
	})
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
