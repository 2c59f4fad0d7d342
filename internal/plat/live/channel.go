package live

import (
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
)

// NeighbourhoodKind is the kind of the journal object that says in which
// neighbourhood something happened. An entry may name several.
const NeighbourhoodKind = "neighbourhood"

// Channel is something pages may listen to.
type Channel struct {
	Name   string   // "board"
	Topics []string // of the journal: whole, "needs.opened", or all of a package, "needs.*"
	// Who says whether somebody may listen for a neighbourhood, or with "" for
	// the whole borough.
	Who func(p access.Principal, neighbourhood string) bool
}

// For lets those listen who hold one of the roles for the neighbourhood.
func For(roles ...access.Role) func(access.Principal, string) bool {
	return func(p access.Principal, neighbourhood string) bool { return p.HasFor(neighbourhood, roles...) }
}

// wants reports whether the channel follows a topic of the journal.
func (c Channel) wants(topic string) bool { return journal.Subscription{Topics: c.Topics}.Wants(topic) }

// Topic is a channel and the neighbourhood it is listened to for; "" is the
// whole borough.
type Topic struct{ Channel, Neighbourhood string }

// In returns the topic of a channel for a neighbourhood, "" for the borough.
func In(channel, neighbourhood string) Topic { return Topic{channel, neighbourhood} }

// String gives the topic as addresses and events do: "board@hapi" or "board".
func (t Topic) String() string {
	if t.Neighbourhood == "" {
		return t.Channel
	}
	return t.Channel + "@" + t.Neighbourhood
}

func parseTopic(text string) Topic {
	channel, neighbourhood, _ := strings.Cut(text, "@")
	return Topic{channel, neighbourhood}
}

// hears reports whether an entry is news for somebody listening to t.
func (t Topic) hears(c Channel, e journal.Sealed) bool {
	return c.wants(e.Topic) && (t.Neighbourhood == "" || slices.Contains(e.Objects, journal.Object{Kind: NeighbourhoodKind, ID: t.Neighbourhood}))
}

// allowed returns the topics somebody asked for, or why they may not hear them.
func (h *Hub) allowed(p access.Principal, asked []string) ([]Topic, error) {
	if len(asked) == 0 || len(asked) > maxTopics {
		return nil, fault.New(fault.Invalid, "live.topics", "Ask for one to ten topics.")
	}
	topics := make([]Topic, len(asked))
	for i, text := range asked {
		topics[i] = parseTopic(text)
		channel, known := h.channels[topics[i].Channel]
		if !known {
			return nil, fault.New(fault.NotFound, "live.channel", "There is nothing to follow at this address.")
		}
		if channel.Who == nil || !channel.Who(p, topics[i].Neighbourhood) {
			return nil, fault.New(fault.Forbidden, "live.forbidden", "Your account cannot follow this.")
		}
	}
	return topics, nil
}
