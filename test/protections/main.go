// Command protections shows that the tests behind docs/promises.md can fail. For each entry of
// test/protections/taken it takes one protection out of the source, in an overlay that leaves the
// working tree alone, runs the test that is said to watch over it, and demands that this test fails.
// It prints one table and exits with 1 when a test saw nothing.
//
// The test passes with the protection in place first: one that always fails shows nothing.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	only := flag.String("only", "", "only entries whose promise, protection, file, test or list holds this")
	from := flag.Int("from", 1, "begin with this one of them, to go on where it was cut short")
	flag.Parse()
	if err := show(ctx, *only, *from); err != nil {
		fmt.Fprintln(os.Stderr, "protections:", err)
		os.Exit(1)
	}
}

// show takes out each protection that is asked for and prints what saw it.
func show(ctx context.Context, only string, from int) error {
	entries, err := load("test/protections/taken")
	if err != nil {
		return err
	}
	rows, err := readPromises("docs/promises.md")
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "protections")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	r := runner{scratch: scratch, sound: map[string]string{}}
	asked, tried, unseen := 0, 0, 0
	fmt.Println("| promise | protection taken out | test | what it did | seconds |\n| --- | --- | --- | --- | --- |")
	for _, e := range entries {
		if !e.matches(only) {
			continue
		}
		if asked++; asked < from {
			continue
		}
		tried++
		v := r.try(ctx, e)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if v.outcome != seen {
			unseen++
		}
		fmt.Printf("| %s | %s | %s | %s | %.0f |\n", short(e.Promise), e.Protection, e.watcher(), v.outcome, v.seconds)
		if v.outcome != seen {
			fmt.Println(v.told)
		}
	}
	fmt.Printf("\n%d protections taken out, %d seen; %d of %d promises have one.\n", tried, tried-unseen, len(covered(rows, entries)), len(rows))
	if tried == 0 {
		return fmt.Errorf("no entry holds %q", only)
	}
	if unseen > 0 {
		return fmt.Errorf("%d were not seen", unseen)
	}
	return nil
}

// short cuts a promise to what fits a table.
func short(promise string) string {
	words := strings.Fields(promise)
	if len(words) > 12 {
		return strings.Join(words[:12], " ") + " …"
	}
	return promise
}
