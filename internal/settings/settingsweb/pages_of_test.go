package settingsweb_test

import (
	"kith/internal/blueprint"
	"kith/internal/work/answers"
)

func pagesOf(b *blueprint.Blueprint) (ids []string) {
	for _, p := range blueprint.Part[*answers.Questions](b).Pages {
		ids = append(ids, p.ID)
	}
	return ids
}

// kindsOn are the ids of the kinds of help in the order the form has them.
func kindsOn(b *blueprint.Blueprint) (ids []string) {
	asked, _, _ := blueprint.Part[*answers.Questions](b).Find(answers.AskNeeds)
	for _, o := range asked.Options {
		ids = append(ids, o.ID)
	}
	return ids
}
