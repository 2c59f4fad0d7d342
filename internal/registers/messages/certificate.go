package messages

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/document"
)

// Certificate prints a letter that somebody of the response carries with them, such as a
// volunteer's: in English, with no address, of the hub of a neighbourhood, and with a mark to
// check it by. Nothing is kept of it. It is [fault.NotFound] where the blueprint has no such
// letter.
func (s *Service) Certificate(ctx context.Context, letter, neighbourhood string, fields map[string]string, mark document.Mark) (out Printed, err error) {
	defer fault.Wrap(&err, "print letter %s", letter)
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return Printed{}, err
	}
	k := known{read: b, letters: blueprint.Part[Letters](b)}
	k.now.Neighbourhood = neighbourhood
	if _, ok := k.letters[letter]; !ok {
		return Printed{}, fault.New(fault.NotFound, "messages.no-letter", "The blueprint has no such letter. Ask whoever looks after it.")
	}
	w, err := k.written(Filling{Fields: fields}, Way{Channel: Letter, Template: letter}, s.db.Read(ctx).Now())
	if err != nil {
		return Printed{}, err
	}
	w.Letter.Mark = mark
	out, err = print(w)
	out.Name = letter
	return out, err
}
