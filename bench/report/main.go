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
	"regexp"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/results"
)

func main() {
	flags := flag.NewFlagSet("report", flag.ExitOnError) // without the flags of packages
	found := flags.String("results", "docs/performance/results.json", "what was found")
	page := flags.String("page", "docs/performance.md", "page to write it into")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	if err := run(*found, *page); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(found, page string) error {
	r, err := results.Read(found)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	filled, err := fill(string(text), tables(r))
	if err != nil {
		return fmt.Errorf("%s: %w", page, err)
	}
	for name, plot := range plots(r) {
		if err := os.WriteFile(filepath.Join(filepath.Dir(found), name), []byte(plot), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(page, []byte(filled), 0o644)
}

var marks = regexp.MustCompile(`(?s)(<!-- measured: ([a-z-]+) -->\n).*?(<!-- end -->)`)

// fill puts tables between their marks.
func fill(page string, tables map[string]string) (string, error) {
	var unknown []string
	page = marks.ReplaceAllStringFunc(page, func(block string) string {
		parts := marks.FindStringSubmatch(block)
		table, known := tables[parts[2]]
		if !known {
			unknown = append(unknown, parts[2])
		}
		return parts[1] + "\n" + strings.TrimSpace(table) + "\n\n" + parts[3]
	})
	if len(unknown) > 0 {
		return "", fmt.Errorf("nothing is called %s", strings.Join(unknown, ", "))
	}
	return page, nil
}
