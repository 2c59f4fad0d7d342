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
