package clean

import "strings"

// names are words that many South Asian women and men have where others have a family
// name, beside it or instead of it: of two records of one person one may have Kaur, and the
// other Gill.
const names = `kaur singh begum begam bibi khatun khatoon bano banu devi kumar kumari sultana bai ben bhai`

// isHonorific is set in the number of such a name.
const isHonorific = 1 << 31

var honorifics = func() map[string]uint32 {
	of := make(map[string]uint32)
	for i, name := range strings.Fields(names) {
		of[name] = isHonorific | uint32(i)
	}
	return of
}()

// Honorific reports whether the number of a name ([Nickname]) is of a word that stands in the
// place of a family name.
func Honorific(number uint32) bool { return number&isHonorific != 0 }

// written are family names that are written in several ways in Latin letters, a line for each,
// the way they are spoken first; a name stands on one line alone.
const written = `
zhang chang cheung cheong
chen chan tan
li lee lei
wang wong ong
liu lau liew
zhou chou chow
wu ng woo goh
xu hsu tsui hui
zhao chao chiu
lin lam lim
yang yeung yeo
cai tsai choi chua
guo kuo kwok
he ho
liang leung
zheng cheng tay
xie hsieh tse
feng fung
ye yeh yip
huang hwang
chaudhry chaudhary chaudhari choudhury choudhry chowdhury choudhary
sheikh shaikh shaik sheik
qureshi kureshi quraishi koreshi
syed sayed sayyed sayeed
siddiqui siddiqi siddique
mahmood mehmood mahmud mehmud
rahman rehman rahmaan
akhtar akhter aktar akter
uddin udin
miah mia meah miya
hussain hussein husain hossain hossein
ahmed ahmad ahmet
shah sha
sharif shareef shariff
yusuf yousuf yousaf yusaf
iqbal eqbal ikbal
`

// spokenAs is how each of them is spoken.
var spokenAs = func() map[string]string {
	of := make(map[string]string)
	for line := range strings.SplitSeq(strings.TrimSpace(written), "\n") {
		all := strings.Fields(line)
		for _, name := range all[1:] {
			of[name] = all[0]
		}
	}
	return of
}()
