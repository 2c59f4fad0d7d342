package papers

import "slices"

// Measure is something the program does against a risk, with the tests that prove it. Each
// stands in docs/promises.md or docs/security.md; a test of this package looks.
type Measure struct {
	Says   string
	Proofs []string // names of tests, or paths of browser journeys
}

// Risk is what may go wrong for people, with what is done against it.
type Risk struct {
	ID       string
	Title    string
	Harm     string // what it would mean for somebody
	Measures []Measure
}

var risks = []Risk{
	{
		"found", "Somebody in hiding is found through the service", "They may be hurt or killed.",
		[]Measure{
			{"A withheld address is sealed apart, stands on no page, list, map or paper, and is read by two people together.", []string{"TestAWithheldAddressStandsNowhereElse", "TestItTakesTwo", "TestNoPageShowsAWithheldAddress"}},
			{"What somebody brings them is given to one named driver on the day, or waits at the hub.", []string{"TestAGuardedDeliveryOnARound"}},
			{"Whoever asks after somebody restricted learns nothing, not even that there is a record.", []string{"TestOthersLearnNothingOfARestrictedPerson", "TestARestrictedPersonReadsAsNobody"}},
			{"Every page, file and letter is searched for words that must be kept back, as each kind of visitor.", []string{"TestCanaries"}},
		},
	},
	{
		"overheard", "A call, text or letter tells somebody at home that help was asked for", "Whoever controls or harms them learns of it.",
		[]Measure{
			{"Where nobody has asked how to reach them safely: no voicemail, no text, no letter that names the service.", []string{"TestMay", "TestNothingMakesAnUnsafeWaySafe", "TestAskingHowToReachThemSafely"}},
			{"What has become unsafe since it was queued is not sent.", []string{"TestWhatHasBecomeUnsafeIsNotSent"}},
			{"Hidden visits stand in no calendar, status page or inbox.", []string{"TestAHiddenVisitIsNotOnThePersonsPage", "TestHiddenVisitsAreNotInTheStatus", "TestRestrictedWorkIsInNoInbox"}},
		},
	},
	{
		"too-many-eyes", "Staff see more of people than their work needs", "What was told in confidence is known to many, or looked up out of curiosity.",
		[]Measure{
			{"Each door says who may come through, and what each role gets there is written down and compared.", []string{"TestGoldenAccess", "TestGoldenMatrix"}},
			{"Lists and pages show the same people to the same role, by one set of policies.", []string{"TestListsAndPagesShowTheSamePeople"}},
			{"Who moves or leaves has nothing open any more.", []string{"TestWhoMovesOrLeavesHasNothingOpenAnyMore", "TestDisablingEndsEverySession"}},
		},
	},
	{
		"broken-glass", "The way round for emergencies is used without one", "What was kept back for somebody's safety is read without need.",
		[]Measure{
			{"It takes a reason and a confirmation, and lasts an hour; each field is written down before it is shown.", []string{"TestAnHourInAnEmergency", "TestEachFieldIsWrittenDownFirst"}},
			{"The managers are told at once, and each opening is reviewed.", []string{"TestTheManagersAreToldAtOnce", "TestReview"}},
		},
	},
	{
		"volunteers", "A volunteer uses what they learned of somebody", "Theft, fraud, unwanted visits, gossip.",
		[]Measure{
			{"They see task, area and time first, name and address from their yes until a day after, and no other history.", []string{"TestFromAnOfferToThanks", "TestTheNextWeeksCallKeepsItsOwnNote"}},
			{"What staff are warned of reaches them as instructions alone.", []string{"TestAVolunteerIsNotShownWhatStaffAreWarnedOf"}},
			{"Nobody is given work that needs a check they do not have.", []string{"TestNoPlanBreaksAHardRule"}},
		},
	},
	{
		"wrong-person", "Two people are taken for one, or one for another", "Help and secrets go to the wrong door.",
		[]Measure{
			{"Nobody is joined without a person deciding, and joining can be undone to the letter.", []string{"TestUnmergingRestoresEverybody"}},
			{"Who was found to be different is never asked about again.", []string{"TestDifferentStaysDifferent"}},
		},
	},
	{
		"score", "A score decides whom nobody rings", "Somebody at risk is left out, or a group is treated worse than another.",
		[]Measure{
			{"The score sorts the order of calls and decides nothing; nobody is left out by it, and why it is as it is stands beside it.", []string{"TestWhatWouldChangeItDoes"}},
			{"Points are checked against how groups of people are treated, and put into use by somebody else than whoever checked them.", []string{"TestItTakesASecondPerson", "TestTheLookBackKnowsOnlyWhatWasKnown"}},
			{"What health services said is told to few.", []string{"TestWhyHealthCountsIsToldToFew"}},
		},
	},
	{
		"too-long", "Data is used after its legal basis ended, or kept too long", "It is used against their expectation, or lost in a breach years later.",
		[]Measure{
			{"From the day after a basis ends nothing of a list is read, and it is purged with a proof.", []string{"TestABasisThatEnds", "TestAnEndedBasisIsReadNoMore"}},
			{"Every column says what becomes of it, or the program is not released.", []string{"TestGoldenPersonalData"}},
			{"What is past its time goes each day, with a proof.", []string{"TestWhatIsPastItsTimeIsPurgedAndProved"}},
		},
	},
	{
		"rights", "Somebody cannot find out what is held, or have it put right or erased", "They lose their say over their own story.",
		[]Measure{
			{"A copy has everything that is tied to them, within the month; what tells of others is looked at value by value.", []string{"TestACopyIsReleasedOnceItIsLookedAt", "TestTheClockOfARequest"}},
			{"Whoever is erased is gone from every table, and the journal still proves itself.", []string{"TestErasing"}},
		},
	},
	{
		"attack", "Somebody breaks in, or steals a machine, a phone or a backup", "Names, addresses and health of thousands are out.",
		[]Measure{
			{"Signing in asks for more than a password where the council says so, and cannot be tried out.", []string{"TestACodeOfTheAppIsAskedForAndCountsOnce", "TestProgramsShareTheBrakesOfSigningIn"}},
			{"Headers, limits and forms of every page are as a hostile network needs them.", []string{"TestSecurityHeadersAreOnEveryAnswer", "TestBodyLimits", "TestABombIsRefused"}},
			{"Backups open with their key alone; what a driver's phone keeps is sealed and wiped.", []string{"TestFaultABackupMovesABorough", "e2e/journeys/doorstep.test.js"}},
			{"The log holds no name and nothing that was typed.", []string{"TestTheLogKeepsToTheRoute"}},
		},
	},
	{
		"lost", "A request or a record is lost or changed without anybody knowing", "Somebody waits for food that never comes; nobody can say who did what.",
		[]Measure{
			{"What got a reference is never lost, whatever is killed.", []string{"TestFaultKilledWhileAsked", "TestFaultPowerCutWhileAsked"}},
			{"The journal is a chain, and its end lies outside each day: who writes it anew is found.", []string{"TestAnAnchorShowsAJournalPutBackWhole"}},
			{"A change that somebody else was quicker with is refused and shown, never overwritten.", []string{"TestNobodysChangeIsSilentlyOverwritten"}},
		},
	},
	{
		"figures", "A published figure gives somebody away", "Neighbours work out who is ill or asked for help.",
		[]Measure{
			{"Figures of 1 to 7 are not told, others are rounded, and no two publications together tell a small one.", []string{"TestNoTwoPublicationsTellASmallFigure", "TestAMemberIsToldNothingSmall"}},
		},
	},
	{
		"paper", "A pack of paper or a photo goes astray", "A stranger reads who is alone and where.",
		[]Measure{
			{"Nobody restricted and no withheld address stands on paper; whoever takes a pack is written down.", []string{"TestAPackTellsOfNobodyWhoMayNotStandOnPaper", "TestWhoTakesAPackIsInTheJournalAndNobodyMarkedSinceIsOnIt"}},
			{"A photo tells nothing of where it was taken, and is gone after 28 days.", []string{"TestAPhotoTellsNothingOfWhere"}},
		},
	},
}

// Risks lists what may go wrong for people.
func Risks() []Risk { return slices.Clone(risks) }

// Measures are what the program does to keep data safe, each once: the security measures of
// the record of processing.
func Measures() (all []string) {
	for _, r := range risks {
		for _, m := range r.Measures {
			if !slices.Contains(all, m.Says) {
				all = append(all, m.Says)
			}
		}
	}
	return all
}
