// Report writes what bench/run has found into docs/performance.md: tables between marks,
// and plots beside it. The text around the marks is written by people.
//
//	go run ./bench/report
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/polygraph-kg/polygraph/bench/page"
	"github.com/polygraph-kg/polygraph/bench/results"
)

func main() {
	flags := flag.NewFlagSet("report", flag.ExitOnError) // without the flags of packages
	found := flags.String("results", "docs/performance/results.json", "what was found")
	into := flags.String("page", "docs/performance.md", "page to write it into")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	if err := run(*found, *into); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(found, into string) error {
	r, err := results.Read(found)
	if err != nil {
		return err
	}
	for name, plot := range plots(r) {
		if err := os.WriteFile(filepath.Join(filepath.Dir(found), name), []byte(plot), 0o644); err != nil {
			return err
		}
	}
	return page.FillFile(into, tables(r))
}
