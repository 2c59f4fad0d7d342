package contacts

// Mood is how somebody seemed in a comfort call, to whoever rang.
type Mood string

// The moods.
const (
	Cheerful Mood = "cheerful"
	AllRight Mood = "all-right"
	Low      Mood = "low"
	Worrying Mood = "worrying"
)

// Moods lists every mood.
func Moods() []Mood { return []Mood{Cheerful, AllRight, Low, Worrying} }

// Label is the mood in words.
func (m Mood) Label() string {
	switch m {
	case Cheerful:
		return "Cheerful"
	case AllRight:
		return "All right"
	case Low:
		return "Low"
	case Worrying:
		return "I am worried about them"
	}
	return ""
}
