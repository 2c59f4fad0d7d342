package linkagetest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// Person is one record in the columns of the schema uk-person.
type Person struct {
	NHS, First, Last, Born, Address, Postcode, UPRN, Phone string

	home int // number of the dwelling
}

// Values are the person's in the order of the schema's columns.
func (p Person) Values() []string {
	return []string{p.NHS, p.First, p.Last, p.Born, p.Address, p.Postcode, p.UPRN, p.Phone}
}

// given are names, the common ones first, by turns of women and men.
var given = strings.Fields(`susan david margaret john sarah paul emma james elizabeth michael julie robert patricia peter jacqueline mark helen andrew
karen stephen christine william claire thomas mary richard laura christopher jean daniel rebecca anthony jennifer matthew rachel ian
linda joseph kathleen george lisa alan nicola kevin joan adam amanda simon charlotte benjamin dorothy brian sophie philip janet jack
samantha kenneth louise charles michelle harry barbara steven hannah ryan joanne ronald lucy luke katie edward amy gary caroline graham
maureen samuel jessica martin victoria frank irene lee ann joshua alison nicholas emily liam deborah craig doris jonathan sandra keith
angela raymond catherine colin pauline stuart olivia neil sheila alexander carol oliver chloe dennis elsie callum grace nathan lynn derek
natalie patrick anna leslie gillian jason marion scott gemma trevor wendy aaron rita wayne hilda dean georgia barry abigail carl florence
mohammed fatima imran aisha ahmed priya raj zainab yusuf amina krzysztof katarzyna tomasz agnieszka wei mei arthur ethel albert ivy`)

// heads and tails make surnames.
var (
	heads = strings.Fields(`ash barn black brad brom bur cal car chad clay cole crow dal den dun east ed el fair far gar glad had hal hart has
haw hay hey hol hor hud hum kel ken kin lang law lin lock mar mel mid mil nor oak old pem pen pres rad ram raw red rich rom row rush sed shaw
shel sher sim stan sted sut thorn tun tur wal war wes whit wil win wood wor`)
	tails = strings.Fields(`ton ley ford worth by den field ham well man son er wood ridge bridge croft dale land combe shaw gate more ing house
ell burn sey stone bury nor`)
	streets = strings.Fields("street road avenue lane drive close court grove crescent terrace")
)

// people draws what people are like.
type people struct{ *rand.Rand }

// rank draws a number below n, the low ones more often, as names are spread: the first about
// as often as one in a hundred.
func (r people) rank(n int) int {
	const flat = 20
	return min(int(flat*math.Exp(r.Float64()*math.Log(float64(n+flat)/flat))-flat), n-1)
}

func (r people) first() string { return given[r.rank(len(given))] }

func (r people) last() string {
	n := len(heads) * len(tails)
	k := r.rank(n) * 1009 % n
	return heads[k%len(heads)] + tails[k/len(heads)]
}

// born draws a date of birth in a year.
func (r people) born(year int) string {
	return fmt.Sprintf("%02d/%02d/%d", 1+r.IntN(28), 1+r.IntN(12), year)
}

func (r people) phone() string { return fmt.Sprintf("07700 9%05d", r.IntN(100000)) }

// nhs draws a valid number of the range for tests.
func (r people) nhs() string {
	for {
		n := fmt.Sprintf("999%06d", r.IntN(1_000_000))
		sum := 0
		for i, c := range n {
			sum += (10 - i) * int(c-'0')
		}
		if check := (11 - sum%11) % 11; sum%11 != 1 {
			return fmt.Sprintf("%s%d", n, check)
		}
	}
}

// place is a dwelling: about fifteen share a postcode, forty a street.
func place(home int) (address, postcode, uprn string) {
	street := home / 40
	name := heads[street*7%len(heads)] + tails[street/len(heads)%len(tails)]
	unit := home / 15
	sector := unit / 200
	return fmt.Sprintf("%d %s %s", home%40+1, name, streets[street/7%len(streets)]),
		fmt.Sprintf("WN%d %d%c%c", sector/10+1, sector%10, "ABDEFGHJLN"[unit%10], "PQRSTUWXYZABDEFGHJLN"[unit/10%20]),
		fmt.Sprint(100010000000 + home)
}
