// Package access says who somebody is and what a route or a record asks of
// them.
//
// A [Principal] is the signed-in person with the roles they hold, each for the
// whole borough, for one neighbourhood or for one organisation. The zero
// Principal is the public. The accounts feature loads it; the web and API
// layers put it on the context with [With]; use cases read it with [From].
//
// Two questions are asked, at two places:
//
//   - At the door: may this person open this route at all? A route carries a
//     [Rule]: [Public], [SignedIn] or [Anyone]. The zero Rule lets nobody in,
//     so a route that forgot to say is shut rather than open.
//   - At the record: may this person act on this record? A use case calls
//     [Check] with the neighbourhood the record belongs to, or [CheckHeld]
//     where the role alone decides, before it reads or writes.
//
// An example, a route and the use case behind it:
//
//	web.Get("/needs/{id}", access.Anyone(access.Agent, access.Coordinator), pages.need)
//
//	func (s *Service) Need(ctx context.Context, id ident.ID[Need]) (Need, error) {
//		need, err := s.need(ctx, id)
//		if err != nil {
//			return Need{}, err
//		}
//		if err := access.Check(ctx, need.Neighbourhood, access.Agent, access.Coordinator); err != nil {
//			return Need{}, err
//		}
//		return need, nil
//	}
//
// Lists are filtered in SQL by the same facts: [Principal.Neighbourhoods]
// gives them.
package access
