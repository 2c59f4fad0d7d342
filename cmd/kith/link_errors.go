package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"kith/algo/linkage"
	"kith/algo/linkage/clean"
	"kith/algo/linkage/lists"
)

// judging are the flags by which links are held against what is known to be true.
type judging struct {
	Truth  string `placeholder:"FILE" type:"existingfile" help:"Who is who, as far as it is known: left,right by the ids of the lists; right empty where somebody is not in the right list."`
	By     string `placeholder:"COLUMN" help:"With --truth: the column of the left list whose groups are compared. Dates are taken by the decade."`
	Errors string `placeholder:"FILE" type:"path" help:"With --truth: file for the errors by group."`
}

// judge counts the errors of links by group, prints them, and writes them where a file is
// named.
func (j judging) judge(leftFile, id string, left, right *linkage.Table, links []linkage.Link, least float64) error {
	if j.Truth == "" {
		return nil
	}
	truth, err := j.truth(left, right)
	if err != nil {
		return err
	}
	group, err := j.groups(leftFile, id, left)
	if err != nil {
		return err
	}
	all := linkage.Errors(links, truth, group, least)
	fmt.Printf("%-24s %10s %26s %10s %26s\n", "group", "true", "missed", "made", "false")
	for _, g := range all {
		fmt.Printf("%-24s %10d %26s %10d %26s\n", named(g.Group), g.Missed.Whole, percent(g.Missed), g.False.Whole, percent(g.False))
	}
	if j.Errors == "" {
		return nil
	}
	return made(j.Errors, func(w io.Writer) error { return lists.Errors(w, all) })
}

func named(group string) string {
	if group == "" {
		return "(not known)"
	}
	return group
}

func percent(s linkage.Share) string {
	return fmt.Sprintf("%d, %.1f%% (%.1f to %.1f)", s.Part, 100*s.Of(), 100*s.Low, 100*s.High)
}

// truth is for each left record the right one it is, as [linkage.Errors] reads it.
func (j judging) truth(left, right *linkage.Table) ([]int, error) {
	known, err := pairsOf(j.Truth, "left", "right")
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for row := range right.Len() {
		at[right.ID(row)] = row
	}
	truth := make([]int, left.Len())
	for row := range truth {
		is, known := known[left.ID(row)]
		to, there := at[is]
		switch {
		case !known:
			truth[row] = -2
		case is == "":
			truth[row] = -1
		case !there:
			return nil, fmt.Errorf("%s: there is no %q in the right list", j.Truth, is)
		default:
			truth[row] = to
		}
	}
	return truth, nil
}

// groups is for each left record what is compared.
func (j judging) groups(file, id string, left *linkage.Table) ([]string, error) {
	group := make([]string, left.Len())
	if j.By == "" {
		for row := range group {
			group[row] = "all"
		}
		return group, nil
	}
	values, err := pairsOf(file, id, j.By)
	if err != nil {
		return nil, err
	}
	for row := range group {
		group[row] = values[left.ID(row)]
		if d := clean.Date(group[row]); d != 0 && strings.ContainsAny(group[row], "0123456789") {
			group[row] = fmt.Sprintf("born in the %ds", d/100000*10)
		}
	}
	return group, nil
}

func pairsOf(name, from, to string) (map[string]string, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	all, err := lists.Pairs(file, from, to)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return all, nil
}
