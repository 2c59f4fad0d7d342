// Package phase answers whether an area is in an epidemic phase: whether infections there are
// passed on by a process of its own, and not merely a day above what is usual.
//
// The model is a Markov-switching one with three states. In the endemic state counts scatter
// loosely about a low level that all areas of a pool share; in the growing and the shrinking
// state most cases follow from earlier ones, by the time that passes between one case and the
// next ([SerialInterval]). Parameters are shared by a pool of five to twenty neighbouring
// areas, so that a place that is always high cannot hide behind its own level ([Fit]).
// [Filter] gives the probabilities of each day from that day and those before it, [Smooth]
// those in hindsight. [Replay] keeps both: what was known then, and what is known now.
//
// Counts come late, are missing, or are hidden where they are small. [Completeness] learns
// from earlier vintages of the same figures which share of a day is known by now, and
// [Incident] tells when less came in than should have. Beside the phase, and never an alarm
// of its own, stand a single day above what chance explains ([Exceed]) and how many people
// one case infects ([Rt]). [Sentence] says all of it in words.
//
// The same counts give the same figures, on every machine that rounds alike. The package
// stands on Go's standard library and touches neither files, clock nor network; package
// counts, beside it, reads and writes CSV, and package picture draws.
//
// Sources: Le Strat and Carrat, Monitoring epidemiologic surveillance data using hidden Markov
// models, Statistics in Medicine 18 (1999); Martínez-Beneito and others, Bayesian Markov
// switching models for the early detection of influenza epidemics, Statistics in Medicine 27
// (2008); Douwes-Schultz and others, A three-state coupled Markov switching model for COVID-19
// outbreaks, arXiv 2302.02488; Cori and others, A new framework and software to estimate
// time-varying reproduction numbers during epidemics, American Journal of Epidemiology 178
// (2013); Farrington and others (1996) and Noufaily and others (2013) for exceedances; Mack,
// Distribution-free calculation of the standard error of chain ladder reserve estimates,
// ASTIN Bulletin 23 (1993), for figures that come late.
package phase
