package messages

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// writers may write to the people of the neighbourhoods they work for, look at what was
// written and have it sent again.
var writers = []access.Role{access.Agent, access.Coordinator, access.Manager}

// keepers look after what did not arrive.
var keepers = []access.Role{access.Coordinator, access.Manager, access.Admin}

// Keepers are the roles that may look at messages that rest.
func Keepers() []access.Role { return append([]access.Role(nil), keepers...) }

// Writers are the roles that may write to people.
func Writers() []access.Role { return append([]access.Role(nil), writers...) }

// SendAgain has a message that rests sent once more, as if it had just been queued: by the
// safest way there is then. It is [fault.Conflict] when it does not rest.
func (s *Service) SendAgain(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "send message %s again", id)
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		m, err := keptFor(tx, access.From(ctx), id)
		if err != nil {
			return err
		}
		if !m.State.MaySendAgain() {
			return fault.New(fault.Conflict, "messages.not-at-rest", "This message is not waiting for you: it is “"+m.State.Label()+"”. Reload the list.")
		}
		m.State, m.NextAt, m.Attempts, m.Round, m.Tried, m.Unclear = Queued, tx.Now(), 0, m.Round+1, nil, false
		if !m.NotAfter.IsZero() && m.NotAfter.Before(tx.Now()) {
			return fault.New(fault.Conflict, "messages.too-late", "It is too late for this message: what it says is no longer true. Write a new one.")
		}
		if err := saveMessage(tx, m); err != nil {
			return err
		}
		return tell(tx, m, "had a message sent again", TopicQueued)
	})
}

// keptFor returns a message to somebody who looks after those of its neighbourhood and may
// see whom it is to.
func keptFor(r db.Reader, who access.Principal, id ID) (Message, error) {
	m, visible, err := visibleMessage(r, who, id)
	switch {
	case err != nil:
		return Message{}, err
	case !visible || !who.HasFor(m.Neighbourhood, keepers...):
		return Message{}, noSuchMessage()
	}
	return m, nil
}
