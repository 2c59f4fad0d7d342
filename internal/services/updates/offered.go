package updates

import (
	"context"

	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteers"
)

// offered queues the confirmation of an offer of help that came by the form. It says that a
// form came and not what it was: whoever typed somebody else's number or address tells a
// stranger nothing.
func (s *Service) offered(ctx context.Context, e journal.Sealed) error {
	id := volunteers.ID(e.ObjectID("volunteer"))
	d, err := volunteers.DossierOf(s.db.Read(ctx), id)
	if err != nil || d.Standing != volunteers.Applied || !s.messages.Sends() {
		return err
	}
	ready, err := s.messages.Prepare(ctx, messages.Order{
		To: journal.Object{Kind: "volunteer", ID: string(id)}, Purpose: OfferReceived, Reply: true,
		Templates: []string{"volunteer-received-text", "volunteer-received"}, Key: "offered " + string(id),
		About: journal.Object{Kind: "volunteer", ID: string(id)}, NotAfter: e.At.Add(mailLate),
	})
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, _, err := ready.Queue(tx)
		return err
	})
}
