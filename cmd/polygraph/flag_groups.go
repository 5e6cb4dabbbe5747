package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// groupFlags makes the help of a command with many settings list them under their headings.
func groupFlags(cmd *cobra.Command) {
	cmd.SetUsageFunc(func(cmd *cobra.Command) error {
		_, err := fmt.Fprintf(cmd.OutOrStderr(), "Usage:\n  %s\n\nExamples:\n%s\n\nFlags:\n%s", cmd.UseLine(), cmd.Example, groupedFlags(cmd.Flags()))
		return err
	})
}

// groupedFlags are the usages of flags, those without a heading first.
func groupedFlags(flags *pflag.FlagSet) string {
	var text strings.Builder
	for _, group := range headings(flags) {
		set := pflag.NewFlagSet("", pflag.ContinueOnError)
		set.SortFlags = false
		flags.VisitAll(func(f *pflag.Flag) {
			if headingOrNone(f) == group {
				set.AddFlag(f)
			}
		})
		if group != "" {
			text.WriteString("\n" + group + ":\n")
		}
		text.WriteString(set.FlagUsages())
	}
	return text.String()
}

// headings are those of flags, in the order in which the flags were added.
func headings(flags *pflag.FlagSet) []string {
	sorted := flags.SortFlags
	flags.SortFlags = false
	defer func() { flags.SortFlags = sorted }()
	list := []string{""}
	seen := map[string]bool{"": true}
	flags.VisitAll(func(f *pflag.Flag) {
		if group := headingOrNone(f); !seen[group] {
			seen[group] = true
			list = append(list, group)
		}
	})
	return list
}

func headingOrNone(f *pflag.Flag) string {
	if isSetting(f) {
		return headingOf(f)
	}
	return ""
}
