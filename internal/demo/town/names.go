package town

// origin is a set of names found together in families.
type origin struct {
	name      string
	language  string // spoken at home where it is not English
	women     []string
	men       []string
	surnames  []string
	translate float64 // how often an adult asks for an interpreter
}

// origins and roughly how common each is in a Greater Manchester borough. Bury and
// Manchester have a wider mix than Wigan; the demo leans wide so that names of every
// shape are met: short, long, hyphenated, with an apostrophe, with accents.
var origins = []weighted[*origin]{
	{86, &english},
	{3, &irish},
	{3, &pakistani},
	{2, &polish},
	{1.2, &indian},
	{1, &romanian},
	{1, &arabic},
	{0.8, &african},
	{0.7, &chinese},
	{0.5, &portuguese},
	{0.4, &kurdish},
	{0.4, &welsh},
}

var english = origin{
	name: "English",
	women: []string{
		"Margaret", "Jean", "Dorothy", "Patricia", "Joan", "Sheila", "Maureen", "Brenda",
		"Susan", "Linda", "Christine", "Julie", "Karen", "Jacqueline", "Deborah", "Tracey",
		"Sharon", "Joanne", "Nicola", "Lisa", "Sarah", "Claire", "Emma", "Rebecca", "Laura",
		"Gemma", "Stacey", "Kirsty", "Chloe", "Jessica", "Lauren", "Olivia", "Amelia", "Isla",
		"Ava", "Mia", "Poppy", "Edith", "Elsie", "Doris", "Hilda", "Irene", "Beryl", "Ethel",
	},
	men: []string{
		"John", "William", "James", "Ronald", "Kenneth", "George", "Peter", "David", "Alan",
		"Michael", "Brian", "Derek", "Keith", "Stephen", "Paul", "Mark", "Andrew", "Ian",
		"Gary", "Kevin", "Anthony", "Darren", "Lee", "Craig", "Christopher", "Matthew",
		"Daniel", "Adam", "Ryan", "Liam", "Jordan", "Callum", "Joshua", "Jack", "Harry",
		"Oliver", "Noah", "Alfie", "Fred", "Harold", "Norman", "Stanley", "Walter", "Ernest",
	},
	surnames: []string{
		"Smith", "Jones", "Taylor", "Brown", "Wilson", "Johnson", "Davies", "Robinson",
		"Wright", "Thompson", "Evans", "Walker", "White", "Roberts", "Green", "Hall", "Wood",
		"Jackson", "Clarke", "Hughes", "Edwards", "Turner", "Hill", "Cooper", "Ward", "Moore",
		"Fairhurst", "Winstanley", "Rigby", "Seddon", "Ashurst", "Hindley", "Gaskell",
		"Pennington", "Unsworth", "Aspinall", "Bibby", "Halliwell", "Hurst", "Leyland",
		"Marsden", "Molyneux", "Ainscough", "Bolton", "Bradshaw", "Bretherton", "Caldwell",
		"Clough", "Crompton", "Cunliffe", "Darbyshire", "Derbyshire", "Dootson", "Eckersley",
		"Farrimond", "Fishwick", "Foster", "Grundy", "Higham", "Hilton", "Holcroft", "Kearsley",
		"Lowe", "Makinson", "Mather", "Melling", "Monks", "Naylor", "Ormerod", "Parr",
		"Partington", "Peet", "Pilling", "Prescott", "Ratcliffe", "Sharrock", "Shuttleworth",
		"Southern", "Speakman", "Stirrup", "Talbot", "Tyldesley", "Valentine", "Whittle",
		"Worthington", "Smith-Barlow", "Hope-Jones",
	},
}

var irish = origin{
	name:     "Irish",
	women:    []string{"Bridget", "Kathleen", "Maeve", "Siobhán", "Niamh", "Aoife", "Noreen"},
	men:      []string{"Patrick", "Seán", "Declan", "Brendan", "Eamonn", "Ciarán", "Gerard"},
	surnames: []string{"O'Brien", "Murphy", "Kelly", "O'Neill", "Doherty", "Gallagher", "McCarthy"},
}

var welsh = origin{
	name:     "Welsh",
	women:    []string{"Gwen", "Siân", "Rhiannon", "Carys", "Bronwen", "Megan"},
	men:      []string{"Gareth", "Rhys", "Emyr", "Ieuan", "Dafydd", "Owain"},
	surnames: []string{"Llewellyn", "Pritchard", "Gwynne", "Bevan", "Rees", "Parry"},
}

var pakistani = origin{
	name: "Pakistani", language: "Urdu", translate: 0.2,
	women:    []string{"Amina", "Fatima", "Nasreen", "Shazia", "Zainab", "Ayesha", "Rukhsana"},
	men:      []string{"Mohammed", "Imran", "Tariq", "Yusuf", "Bilal", "Abdul", "Zahid"},
	surnames: []string{"Khan", "Hussain", "Ahmed", "Malik", "Akhtar", "Begum", "Mahmood", "Ali"},
}

var indian = origin{
	name: "Indian", language: "Gujarati", translate: 0.15,
	women:    []string{"Priya", "Anjali", "Meera", "Kavita", "Lakshmi", "Harpreet"},
	men:      []string{"Rajesh", "Sanjay", "Vikram", "Arjun", "Gurpreet", "Anil"},
	surnames: []string{"Patel", "Singh", "Kaur", "Sharma", "Desai", "Venkataraman"},
}

var polish = origin{
	name: "Polish", language: "Polish", translate: 0.35,
	women:    []string{"Agnieszka", "Katarzyna", "Małgorzata", "Zofia", "Ewa", "Magdalena"},
	men:      []string{"Piotr", "Tomasz", "Krzysztof", "Łukasz", "Jan", "Wojciech"},
	surnames: []string{"Nowak", "Wójcik", "Kowalczyk", "Wiśniewska", "Mazur", "Grabowski"},
}

var romanian = origin{
	name: "Romanian", language: "Romanian", translate: 0.45,
	women:    []string{"Elena", "Ioana", "Andreea", "Mihaela", "Ana-Maria"},
	men:      []string{"Ion", "Andrei", "Gheorghe", "Ștefan", "Mihai"},
	surnames: []string{"Popescu", "Ionescu", "Stan", "Dumitru", "Rădulescu"},
}

var arabic = origin{
	name: "Arabic", language: "Arabic", translate: 0.5,
	women:    []string{"Layla", "Mariam", "Huda", "Nour", "Samira"},
	men:      []string{"Ahmad", "Omar", "Khalid", "Mustafa", "Hassan"},
	surnames: []string{"Al-Masri", "Haddad", "Saleh", "Abdulrahman", "El Sayed"},
}

var african = origin{
	name: "African", language: "Tigrinya", translate: 0.3,
	women:    []string{"Abeba", "Selam", "Ngozi", "Chiamaka", "Grace", "Blessing"},
	men:      []string{"Tesfay", "Yonas", "Chinedu", "Emeka", "Samuel", "Kwame"},
	surnames: []string{"Tekle", "Gebremedhin", "Okafor", "Adeyemi", "Mensah", "Berhane"},
}

var chinese = origin{
	name: "Chinese", language: "Cantonese", translate: 0.3,
	women:    []string{"Mei", "Xiu Ying", "Wai Ling", "Li", "Yan"},
	men:      []string{"Wei", "Chi Ming", "Jun", "Hao", "Kwok"},
	surnames: []string{"Li", "Wong", "Chan", "Zhang", "Ng", "Cheung"},
}

var portuguese = origin{
	name: "Portuguese", language: "Portuguese", translate: 0.35,
	women:    []string{"Maria", "Inês", "Beatriz", "Conceição"},
	men:      []string{"João", "António", "Rui", "Gonçalo"},
	surnames: []string{"Silva", "Santos", "Ferreira", "da Costa"},
}

var kurdish = origin{
	name: "Kurdish", language: "Kurdish Sorani", translate: 0.5,
	women:    []string{"Shirin", "Avin", "Rojin", "Hana"},
	men:      []string{"Azad", "Rebwar", "Karwan", "Dilshad"},
	surnames: []string{"Rashid", "Hama", "Karim", "Barzan"},
}
