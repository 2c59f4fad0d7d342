package papers

// cloud are the fourteen cloud security principles of the National Cyber Security Centre.
var cloud = Framework{
	ID: "cloud", Name: "The 14 cloud security principles", Noun: "principle",
	About: "The National Cyber Security Centre asks these of whoever runs a service for others. Each says what this program does, where that is shown, and what the council and its hosting supply.",
	Topics: []Topic{
		{
			Name:    "1. Data in transit protection",
			Does:    []string{"Behind https, cookies are kept to it and browsers are told to use nothing else.", "Mail leaves under TLS or not at all."},
			Shown:   []string{"TestSecurityHeadersAreOnEveryAnswer", "TestSessionCookie", "docs/messages.md"},
			Open:    []string{"No scan of the TLS that stands in front is part of the checks: it is the hosting's."},
			Council: []string{"The certificate and the proxy that speaks https, and a scan of both.", "TLS to the database, where it is on another machine."},
		},
		{
			Name:    "2. Asset protection and resilience",
			Does:    []string{"Backups are encrypted for a key that is not on the server, checked when they are made, and restored into either database.", "A withheld address is sealed with a key of its own.", "What was acknowledged survives a power cut and a killed program."},
			Shown:   []string{"TestFaultABackupMovesABorough", "TestAWithheldAddressStandsNowhereElse", "TestFaultPowerCutWhileAsked", "docs/operations.md"},
			Open:    []string{"The database is not encrypted by the program but for what is sealed: that is the disk's."},
			Council: []string{"Where the machines are, encrypted disks, and how disks are destroyed.", "A place for backups elsewhere, and a restore rehearsed each month."},
		},
		{
			Name:    "3. Separation between customers",
			Does:    []string{"Every row and every statement names its borough; several boroughs beside each other see nothing of each other."},
			Shown:   []string{"TestBoroughsBesideEachOther", "TestTree", "docs/growing.md"},
			Council: []string{"Whether it shares a server with other councils."},
		},
		{
			Name:    "4. Governance framework",
			Does:    []string{"The impact assessment, the record of processing and the privacy notice follow from what the program declares, and tell what changed since they were signed."},
			Shown:   []string{"TestWhatChangedSinceItWasSignedIsTold", "/governance/protection/assessment", "/governance/protection/record"},
			Council: []string{"Who owns the service and its risks, by name.", "The council's policies for information security."},
		},
		{
			Name:    "5. Operational security",
			Does:    []string{"The program tells monitoring how it is, and heals by itself from a full disk, a dead database and a dead mail server.", "An upgrade makes a backup first and never guesses."},
			Shown:   []string{"TestFaultDiskFull", "TestFaultAnOlderReleaseOpens", "TestACopyComesBeforeTheSchemaChanges", "docs/operations.md", "docs/security.md"},
			Open:    []string{"Some scanners were run over parts alone, and a check for parts known to be unsafe was not: docs/security.md says which.", "Nobody outside has tested it for ways in."},
			Council: []string{"Patches of the machines, somebody who looks at monitoring, and what to do in an incident.", "A penetration test before it goes live."},
		},
		{
			Name:    "6. Personnel security",
			Does:    []string{"A volunteer does nothing that needs a check they lack, and staff take no shift before their induction."},
			Shown:   []string{"TestNoPlanBreaksAHardRule", "docs/promises.md"},
			Council: []string{"The screening and the contracts of staff, and of those who run the machines."},
		},
		{
			Name:  "7. Secure development",
			Does:  []string{"Every promise has a test that can fail, and every door is compared with what was declared.", "Decisions that last are written down with why.", "The same source gives the same bytes."},
			Shown: []string{"TestGoldenAccess", "TestTree", "docs/promises.md", "docs/architecture.md", "docs/security.md"},
		},
		{
			Name:    "8. Supply chain security",
			Does:    []string{"What is inside is listed part by part (CycloneDX), with sums of what is handed out; versions are fixed."},
			Shown:   []string{"docs/operations.md", "docs/security.md"},
			Open:    []string{"The lists are not compared with published faults as part of the checks."},
			Council: []string{"Contracts with the hosting, with GOV.UK Notify and the mail server.", "Somebody who watches for faults in the parts listed."},
		},
		{
			Name:    "9. Secure user management",
			Does:    []string{"Roles are held for the borough, a neighbourhood or an organisation; who can see what is decided by policies that can be read.", "Who moves or leaves has nothing open any more, and who can see what is reviewed on a page."},
			Shown:   []string{"TestGoldenMatrix", "TestWhoMovesOrLeavesHasNothingOpenAnyMore", "TestListsAndPagesShowTheSamePeople", "/admin/access", "/admin/accounts", "docs/who-sees-what.md"},
			Council: []string{"A review of accounts each quarter, and leavers told on the day."},
		},
		{
			Name:    "10. Identity and authentication",
			Does:    []string{"Passkeys, codes of an app, and the council's single sign-on; a second step for the roles that the council names.", "Tries are counted for all programs together."},
			Shown:   []string{"TestACodeOfTheAppIsAskedForAndCountsOnce", "TestProgramsShareTheBrakesOfSigningIn", "TestASessionEndsWhenIdleAndAfterAShift", "e2e/journeys/signin.test.js", "docs/sign-in.md"},
			Council: []string{"Name the roles that need a second step, in sign-in.yaml: none is asked for one until then."},
		},
		{
			Name:    "11. External interface protection",
			Does:    []string{"Forms of the public are limited for each address, bodies have limits, and files that would burst are refused.", "Pages take no script that is not theirs, and forms come from our own pages alone."},
			Shown:   []string{"TestPublicFormsAreLimitedPerAddress", "TestBodyLimits", "TestABombIsRefused", "TestSecurityHeadersAreOnEveryAnswer", "TestTokens"},
			Open:    []string{"There is no crawl yet that tries hostile words in every field: docs/security.md says what stands in for it."},
			Council: []string{"A firewall in front, and who may reach the page of monitoring."},
		},
		{
			Name:    "12. Secure service administration",
			Does:    []string{"What is changed in the blueprint is checked whole, kept in versions with who changed it, and can be taken back."},
			Shown:   []string{"/admin/blueprint", "/admin/journal", "docs/promises.md"},
			Council: []string{"Separate accounts for those who run the machines, a second step for them, and a record of what they do there."},
		},
		{
			Name:    "13. Audit information and alerting",
			Does:    []string{"Who saw and did what stands in a journal that cannot be altered unseen: its end is signed and sent outside each day.", "The governance lead reads it by person and by account, and saves it as a file."},
			Shown:   []string{"TestAnAnchorShowsAJournalPutBackWhole", "TestARedactionErasesThePersonAndKeepsTheChain", "/governance/audit", "docs/operations.md"},
			Council: []string{"A folder or a mailbox elsewhere for the heads, and somebody who checks them each month."},
		},
		{
			Name:    "14. Secure use of the service",
			Does:    []string{"What is unknown counts as the most cautious: no voicemail, no text, no letter that names the service.", "The way of doing something is on the page where it is done."},
			Shown:   []string{"TestMay", "TestNothingMakesAnUnsafeWaySafe", "docs/operations.md"},
			Council: []string{"Training of everybody who uses it, and computers that are looked after."},
		},
	},
}
