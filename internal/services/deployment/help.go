package deployment

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kith/algo/assign"
	"kith/internal/registers/staff"
)

// Help is something that would fill seats which stay empty.
type Help struct {
	Words string
	Fills int // at most
}

// mostHelp is how many things that would help are told.
const mostHelp = 5

// help says what would help most: somebody more with what the empty seats ask, or somebody
// on the list who is not ready yet.
func (s *solver) help() (all []Help, err error) {
	kinds := map[string][]int{}
	var order []string
	for i, o := range s.Open {
		if _, fixed := s.fixed[i]; fixed || s.pairs[i] != assign.Undone {
			continue
		}
		kind := strings.Join(append([]string{o.Hub}, o.Skills...), "/")
		if kinds[kind] == nil {
			order = append(order, kind)
		}
		kinds[kind] = append(kinds[kind], i)
	}
	for _, kind := range order {
		one, err := s.oneMore(kinds[kind])
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	some, err := s.onceReady()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(append(all, some...), func(h Help) bool { return h.Fills == 0 })
	slices.SortStableFunc(all, func(a, b Help) int { return cmp.Compare(b.Fills, a.Fills) })
	return all[:min(len(all), mostHelp)], nil
}

// oneMore is what somebody new would fill who has what these seats ask and is always free.
func (s *solver) oneMore(seats []int) (Help, error) {
	var could []assign.Pair
	var days []string
	for _, i := range seats {
		o := s.Open[i]
		could = append(could, assign.Pair{Task: int32(i), Slot: int32(o.Day.DaysSince(s.Monday))})
		if name := o.Day.Weekday().String()[:3]; !slices.Contains(days, name) {
			days = append(days, name)
		}
	}
	help, err := s.plan.WouldHelp(s.newcomer(), could)
	o := s.Open[seats[0]]
	var skills []string
	for _, id := range o.Skills {
		skills = append(skills, s.Rules.Skill(id))
	}
	who := "One more person"
	if len(skills) > 0 {
		who += " with " + strings.Join(skills, " and ")
	}
	return Help{fmt.Sprintf("%s for %s, free on %s", who, hubWords(o), strings.Join(days, ", ")), help.Done}, err
}

func hubWords(o Opening) string {
	if o.Place == "" || o.At == nil {
		return o.Name
	}
	return o.Name + " at " + o.Place
}

func (s *solver) newcomer() assign.Helper {
	h := assign.Helper{Room: s.Limits.Most, Slots: make([]int, 7)}
	for i := range h.Slots {
		h.Slots[i] = 1
	}
	return h
}

// onceReady is what those would fill who are on the list and not ready yet.
func (s *solver) onceReady() (all []Help, err error) {
	for _, w := range s.Workers {
		words, soon := onceWords(w)
		if !soon {
			continue
		}
		able := w
		able.Standing = staff.Ready
		var could []assign.Pair
		for i, o := range s.Open {
			if _, fixed := s.fixed[i]; !fixed && s.pairs[i] == assign.Undone && Fits(able, o, s.spans[w.ID], s.Rules, s.Limits) == "" {
				could = append(could, assign.Pair{Task: int32(i), Slot: int32(o.Day.DaysSince(s.Monday)), Cost: s.cost(able, o)})
			}
		}
		if len(could) == 0 {
			continue
		}
		h := s.newcomer()
		h.Room = s.Limits.of(w)
		help, err := s.plan.WouldHelp(h, could)
		if err != nil {
			return nil, err
		}
		all = append(all, Help{words, help.Done})
	}
	return all, nil
}

// onceWords say what would make somebody ready who is not; false where nothing soon would.
func onceWords(w staff.Worker) (words string, soon bool) {
	switch w.Standing {
	case staff.Offered, staff.Inducting:
		return "The induction of " + w.Name, true
	case staff.Reserve:
		return "Calling " + w.Name + " up from the reserve list", true
	}
	return "", false
}
