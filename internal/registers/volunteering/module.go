package volunteering

import "kith/internal/blueprint"

// Module is a part of the induction: something to read, and a few questions on it.
type Module struct {
	ID      string     `yaml:"id"`
	Title   string     `yaml:"title"`
	Minutes int        `yaml:"minutes"`
	Text    string     `yaml:"text"` // paragraphs between empty lines
	Quiz    []Question `yaml:"quiz"`
	Pass    int        `yaml:"pass"` // right answers it takes

	blueprint.Whose `yaml:",inline"`
}

// Question is one question of a quiz.
type Question struct {
	ID      string   `yaml:"id"`
	Ask     string   `yaml:"question"`
	Choices []string `yaml:"choices"`
	Right   int      `yaml:"right"`   // the number of the right choice, from 1
	Because string   `yaml:"because"` // why it is right, said after an answer
}

// Marked is how a quiz was answered.
type Marked struct {
	Score  int
	Passed bool
	// Wrong are the numbers of the questions that were answered wrongly or not at all, from 0.
	Wrong []int
}

// Mark judges answers to the quiz of a module: for each question the number of the choice,
// from 1. A question without an answer is wrong. A module without questions is passed by
// whoever read it.
func Mark(m Module, answers []int) (r Marked) {
	for i, q := range m.Quiz {
		if i < len(answers) && answers[i] == q.Right {
			r.Score++
		} else {
			r.Wrong = append(r.Wrong, i)
		}
	}
	r.Passed = r.Score >= m.Pass
	return r
}
