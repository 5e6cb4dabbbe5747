package main

import (
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func newCoverage() *cobra.Command {
	var flags dataFlags
	var sources sourceFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "coverage --sources DIR",
		Short: "Show which lines of your documents carry claims, and which none",
		Long: `Coverage goes through each document whose file is in the folder, section by section: which
lines carry claims and which carry none. Sentences with neither a claim nor a review stand
out as gaps, with the characters of the line that they take; those that were read without
finding a fact stand with the reason. The exit status is 1 when there is a gap.`,
		Example: "  polygraph coverage --sources ../shared/sources\n  polygraph coverage --sources ../shared/sources --document document/gangcheng-strong-east",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return sources.compare(cmd, &flags, func(view *graph.View, texts fs.FS, wanted func(graph.ID) bool) error {
				all, err := loader.Cover(cmd.Context(), view, texts, wanted)
				if err != nil {
					return err
				}
				if len(all) == 0 {
					return usageError{fmt.Errorf("the folder %s holds the source file of no document", sources.folder)}
				}
				faulty := false
				for _, c := range all {
					faulty = faulty || c.Gaps() > 0 || len(c.Problems) > 0
				}
				if asJSON {
					err = printJSON(cmd.OutOrStdout(), all)
				} else {
					err = printCoverage(cmd.OutOrStdout(), all)
				}
				if err == nil && faulty {
					return errReported
				}
				return err
			})
		},
	}
	flags.add(cmd)
	sources.add(cmd)
	sources.addDocument(cmd, "only this document")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON, with each line")
	return cmd
}

func printCoverage(w io.Writer, all []loader.Coverage) error {
	var b strings.Builder
	for _, c := range all {
		fmt.Fprintf(&b, "%s (%s): %s\n", c.Document, c.File, summary(c))
		for _, problem := range c.Problems {
			fmt.Fprintf(&b, "  PROBLEM: %s\n", problem)
		}
		for _, s := range c.Sections {
			printSection(&b, s)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func summary(c loader.Coverage) string {
	lines, carrying := make(map[int]bool), make(map[int]bool) // a long line may lie in several sections
	sentences, claimed, reviewed := 0, 0, 0
	for _, section := range c.Sections {
		for _, line := range section.Lines {
			lines[line.Line] = true
			if line.Claims > 0 {
				carrying[line.Line] = true
			}
			sentences += line.Sentences
			claimed += line.Claimed
			reviewed += len(line.Reviewed)
		}
	}
	return fmt.Sprintf("claims on %d of %d lines with text; of %d %s %d carry claims, %d reviewed, %d %s",
		len(carrying), len(lines), sentences, plural(sentences, "sentence", "sentences"), claimed, reviewed, c.Gaps(), plural(c.Gaps(), "gap", "gaps"))
}

func printSection(b *strings.Builder, s loader.SectionCoverage) {
	title := s.Title
	if title == "" {
		title = "(no section)"
	}
	claims := 0
	var with, without []string
	for _, line := range s.Lines {
		claims += line.Claims
		if line.Claims > 0 {
			with = append(with, strconv.Itoa(line.Line))
		} else {
			without = append(without, strconv.Itoa(line.Line))
		}
	}
	fmt.Fprintf(b, "  %s: %d %s", title, claims, plural(claims, "claim", "claims"))
	if len(with) > 0 {
		fmt.Fprintf(b, " on %s %s", plural(len(with), "line", "lines"), strings.Join(with, ", "))
	}
	if len(without) > 0 {
		fmt.Fprintf(b, "; none on %s", strings.Join(without, ", "))
	}
	b.WriteByte('\n')
	for _, line := range s.Lines {
		for _, stated := range line.Reviewed {
			fmt.Fprintf(b, "    reviewed %d:%d-%d %q: %s\n", line.Line, stated.Start, stated.End, stated.Begins, stated.Reason)
		}
		for _, stated := range line.Gaps {
			fmt.Fprintf(b, "    GAP %d:%d-%d %q\n", line.Line, stated.Start, stated.End, stated.Begins)
		}
	}
}
