package notify

import "strings"

// plainSigns are the signs of the alphabet that texts are sent in without more ado (GSM
// 03.38); each of pairSigns takes the room of two. Any other sign makes the whole text
// one of 16 bits a sign, of which fewer fit.
const (
	plainSigns = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	pairSigns = "^{}\\[~]|€\f"
)

// Parts is how many text messages the text is sent as: what it costs, and what a phone has
// to join. An empty text is one.
func Parts(text string) int {
	size, single, joined := 0, 160, 153
	for _, r := range text {
		switch {
		case strings.ContainsRune(plainSigns, r):
			size++
		case strings.ContainsRune(pairSigns, r):
			size += 2
		default:
			single, joined = 70, 67
		}
	}
	if single == 70 {
		size = 0
		for _, r := range text {
			size++
			if r > 0xFFFF {
				size++
			}
		}
	}
	if size <= single {
		return 1
	}
	return (size + joined - 1) / joined
}
