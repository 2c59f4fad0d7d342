package clean

import "strings"

// nicknames are names of one person, a line for each; a name stands on one line alone.
const nicknames = `
william will bill billy willy liam
robert rob bob bobby robbie bert
richard rick dick ricky rich richie
james jim jimmy jamie jem
john jack johnny jon jonny
thomas tom tommy
michael mike mick mickey micky michal
david dave davey davy
edward ed eddie ted teddy ned
charles charlie chas chuck
george georgie
henry harry hal
joseph joe joey jozef
daniel dan danny
samuel sam sammy
samantha samanta
benjamin ben benny
matthew matt matty
andrew andy drew andrzej
anthony tony antony ant
christopher chris kit topher
nicholas nick nicky nicolas
peter pete piotr piotrek
stephen steve steven stevie
kenneth ken kenny
ronald ron ronnie
donald don donnie
raymond ray
albert al bertie
alexander alex alec sandy xander
alexandra alexa lexi
frederick fred freddie freddy
philip phil phillip
patrick pat paddy
patricia trish tricia patty pattie
terence terry terrence
timothy tim timmy
gregory greg gregg grzegorz grzesiek
geoffrey geoff jeff jeffrey
lawrence larry laurence laurie
leonard len lenny
walter wally walt
francis frank frankie
frances fran francesca
harold harald
vincent vince vinny
elizabeth liz lizzie beth betty eliza libby bess elisabeth lisbeth elsie
margaret maggie meg peggy madge marge margie
catherine kate cathy katie katherine kathryn kathleen kathy kat kitty
mary molly polly mae maria marysia
ann anne annie anna hannah nan
susan sue susie suzanne suzy
jennifer jen jenny jenni
jane janie janet
dorothy dot dottie dolly
sarah sally sara sadie
rebecca becky becca
jessica jess jessie
victoria vicky vicki tori
deborah debbie deb debra
barbara babs barb basia
christine chrissie tina christina
helen nell nellie eleanor ellen ella
emily em emmy
emma emmie
abigail abby abi
caroline carrie carol carolyn
charlotte lottie charley
isabella bella isabel izzy isobel
josephine josie jo joanne joanna
judith judy
jacqueline jackie jacky jacqui
lillian lily lil lilian
louise lou louisa
lucy lucille
maureen mo
natalie nat natalia
olivia liv livvy
pamela pam
penelope penny
philippa pippa
rosemary rose rosie
sandra sandie
sophia sophie
theresa teresa terri tess tessa
veronica ronni
winifred winnie
zachary zac zach zak
mohammed mohamed muhammad mohammad muhammed mohamad mohd md
ahmed ahmad
hussain hussein husain
abdul abdal
fatima fatimah fatema
aisha ayesha aysha
yusuf yousef yousuf yusef
ali aly
jan janek
tomasz tomek
krzysztof krzys
katarzyna kasia
malgorzata gosia
agnieszka aga
aleksandra ola
pawel paul
lukasz luke lucas
jakub kuba jacob
wojciech wojtek
stanislaw staszek stan
zofia zosia
magdalena magda
ewa eva
`

// groups numbers the lines of nicknames from 1.
var groups = func() map[string]uint32 {
	of := make(map[string]uint32)
	for i, line := range strings.Split(strings.TrimSpace(nicknames), "\n") {
		for _, name := range strings.Fields(line) {
			of[name] = uint32(i) + 1
		}
	}
	return of
}()

// Nickname is the number of the names a given name is also known by; 0 for none. A name that
// [Honorific] knows has a number of its own.
func Nickname(name string) uint32 {
	if n := honorifics[name]; n != 0 {
		return n
	}
	if g := groups[name]; g != 0 {
		return g
	}
	first, _, _ := strings.Cut(name, " ")
	return groups[first]
}
