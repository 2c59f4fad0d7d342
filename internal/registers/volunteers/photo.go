package volunteers

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/document"
)

// SetPhoto gives a volunteer's card a photo, of a file of a camera. Whoever checks their
// number sees it: they have agreed to that. What is no photo is [fault.Invalid].
func (s *Service) SetPhoto(ctx context.Context, id ID, file []byte) (err error) {
	defer fault.Wrap(&err, "photo of volunteer %s", id)
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	photo, err := document.NewPhoto(file)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := savePhoto(tx, id, photo); err != nil {
			return err
		}
		return tell(tx, v, "gave a volunteer's card a photo", "photo", nil)
	})
}

// RemovePhoto takes the photo away. Without one it does nothing.
func (s *Service) RemovePhoto(ctx context.Context, id ID) (err error) {
	defer fault.Wrap(&err, "photo of volunteer %s", id)
	v, err := s.Get(ctx, id)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		removed, err := deletePhoto(tx, id)
		if err != nil || !removed {
			return err
		}
		return tell(tx, v, "took the photo off a volunteer's card", "photo", nil)
	})
}

// Photo is the photo on a volunteer's card; nil where there is none.
func (s *Service) Photo(ctx context.Context, id ID) (photo []byte, err error) {
	defer fault.Wrap(&err, "photo of volunteer %s", id)
	if _, err := s.Get(ctx, id); err != nil {
		return nil, err
	}
	return photoOf(s.db.Read(ctx), id)
}
