package messages

import (
	"context"
	"time"

	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

const (
	sendEvery  = 30 * time.Second
	newsEvery  = 15 * time.Minute
	sweepEvery = 24 * time.Hour
)

// Subscriptions send what was queued as soon as the journal tells of it.
func (s *Service) Subscriptions() []journal.Subscription {
	return []journal.Subscription{{
		Name: "messages.send", Topics: []string{TopicQueued},
		Handle: func(ctx context.Context, e journal.Sealed) error {
			return s.SendNow(ctx, ID(e.ObjectID("message")))
		},
	}}
}

// RegisterJobs has messages sent that wait for their time, news asked for that did not come,
// and old words forgotten.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	r.Periodic("messages.send-due", sendEvery, s.SendDue, jobs.Timeout(5*time.Minute))
	r.Periodic("messages.ask-for-news", newsEvery, s.AskForNews, jobs.Timeout(5*time.Minute))
	r.Periodic("messages.sweep", sweepEvery, s.Sweep)
}
