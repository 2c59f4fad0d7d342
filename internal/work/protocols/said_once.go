package protocols

import "strings"

// saidOnce is what goes with the work, then what is to be known at a step, without the
// sentences of the work that the step says as well or that stand there twice.
func saidOnce(work, step string) string {
	said := map[string]bool{}
	for _, one := range strings.FieldsFunc(step, func(c rune) bool { return strings.ContainsRune(".!?:;", c) }) {
		said[bare(one)] = true
	}
	var kept []string
	for _, one := range sentences(work) {
		if bare(one) != "" && !said[bare(one)] {
			said[bare(one)] = true
			kept = append(kept, one)
		}
	}
	return strings.TrimSpace(strings.Join(append(kept, step), " "))
}

// sentences cuts a text behind each full stop that a space follows.
func sentences(text string) (all []string) {
	from := 0
	for i := 1; i < len(text); i++ {
		if text[i] == ' ' && strings.IndexByte(".!?", text[i-1]) >= 0 {
			all, from = append(all, text[from:i]), i+1
		}
	}
	return append(all, text[from:])
}

// bare is a sentence as it is compared.
func bare(sentence string) string { return strings.ToLower(strings.Trim(sentence, " .!?:;")) }
