package papers

// toolkit are the ten data security standards by which the Data Security and Protection
// Toolkit asks.
var toolkit = Framework{
	ID: "toolkit", Name: "The Data Security and Protection Toolkit", Noun: "standard",
	About: "Whoever works with NHS data answers the toolkit each year. It rests on ten data security standards of the National Data Guardian. Where the council answers by the Cyber Assessment Framework instead, the same evidence goes under its objectives, A to E, named with each.",
	Topics: []Topic{
		{
			Name:    "1. Personal confidential data (objective E)",
			Does:    []string{"The record of processing, the privacy notice and the impact assessment are always those of today.", "A copy of somebody's data, a correction and an erasure are done from pages, within the month.", "Each list of the NHS has its agreement, its basis and its last day, and is not read after it."},
			Shown:   []string{"/governance/protection/record", "/governance/requests", "/data-assets", "TestACopyIsReleasedOnceItIsLookedAt", "TestErasing", "TestABasisThatEnds", "docs/record-of-processing.md"},
			Council: []string{"The data protection officer, the Caldicott Guardian and the senior information risk owner, by name.", "The agreements themselves, signed.", "How the national data opt-out is kept to, where a list is used beyond somebody's own care."},
		},
		{
			Name:    "2. Staff responsibilities (objective A)",
			Does:    []string{"Every reading of personal data is written down, and anybody's readings can be looked up."},
			Shown:   []string{"/governance/audit", "TestTheManagersAreToldAtOnce"},
			Council: []string{"What staff sign when they begin, and what follows when somebody looks without need."},
		},
		{
			Name:    "3. Training (objective B)",
			Does:    []string{"Nobody is put on a shift before their induction, which has a part on privacy; volunteers pass theirs before their first task."},
			Shown:   []string{"TestNoPlanBreaksAHardRule", "TestTheInduction"},
			Council: []string{"The yearly training in data security, and who has done it."},
		},
		{
			Name:    "4. Managing data access (objective B)",
			Does:    []string{"Each role sees what its work needs, by policies that can be read; who can see what is asked on a page and saved as a file.", "In an emergency what is kept back opens for an hour, with a reason, and is reviewed."},
			Shown:   []string{"TestGoldenMatrix", "TestCanaries", "TestEachFieldIsWrittenDownFirst", "/admin/access", "docs/access-matrix.md", "docs/who-sees-what.md"},
			Council: []string{"A review of who holds which role, each quarter, with its date."},
		},
		{
			Name:    "5. Process reviews (objective A)",
			Does:    []string{"Openings in an emergency wait for a review; legal bases that ended and rows past their time wait on a queue."},
			Shown:   []string{"TestReview", "/governance/keeping"},
			Council: []string{"A review each year of what went wrong or nearly did, and what was changed."},
		},
		{
			Name:    "6. Responding to incidents (objectives C and D)",
			Does:    []string{"Who read whose record, between which days, is answered from the journal, so that those affected can be told."},
			Shown:   []string{"/governance/audit", "TestAnAnchorShowsAJournalPutBackWhole"},
			Open:    []string{"The program does not report a breach by itself: that is done in the toolkit, within 72 hours."},
			Council: []string{"Who decides whether the Information Commissioner and people are told.", "Protection against malware on the council's computers."},
		},
		{
			Name:    "7. Continuity planning (objective D)",
			Does:    []string{"Each morning every hub has the day on paper; what is written there is entered later at its true time.", "A backup is restored in minutes, and faults are rehearsed by tests."},
			Shown:   []string{"TestFaultABackupMovesABorough", "TestWhatWasWrittenOnPaperIsEnteredAtItsTrueTime", "TestFaultTwoNodes", "docs/operations.md"},
			Council: []string{"An exercise each year, and its report."},
		},
		{
			Name:    "8. Unsupported systems (objective B)",
			Does:    []string{"The program is one file with a list of its parts; a new version opens the data of every earlier one."},
			Shown:   []string{"TestFaultAnOlderReleaseOpens", "docs/operations.md"},
			Open:    []string{"The list of parts is not compared with published faults as part of the checks."},
			Council: []string{"Machines and browsers that are still looked after by their makers, and a date for each that is not."},
		},
		{
			Name:    "9. IT protection (objective B)",
			Does:    []string{"A second step at sign-in, limits for each address, headers of every answer, and no statement that is put together while it runs."},
			Shown:   []string{"TestACodeOfTheAppIsAskedForAndCountsOnce", "TestSecurityHeadersAreOnEveryAnswer", "TestTree", "docs/security.md"},
			Open:    []string{"Nobody outside has tested it for ways in."},
			Council: []string{"Cyber Essentials or the like, and a penetration test each year.", "The network it stands in."},
		},
		{
			Name:    "10. Accountable suppliers (objective A)",
			Council: []string{"Contracts with everybody who processes data for the council: hosting, mail, GOV.UK Notify, and organisations that are given work. Each with what article 28 asks.", "Their own answers to the toolkit."},
		},
	},
}
