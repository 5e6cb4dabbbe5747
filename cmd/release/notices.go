package main

import (
	"fmt"
	"strings"
)

// notices are the texts of all licences under which parts of the program are, as a file for people.
func notices(components []component) []byte {
	var b strings.Builder
	b.WriteString("polygraph is under the Apache License, Version 2.0 (LICENSE). In it are works of others,\nunder the licences that follow. This file is generated.\n\n")
	sorted := byName(components)
	for _, c := range sorted {
		fmt.Fprintf(&b, "  %s  %s\n", c.title(), strings.Join(c.licences, ", "))
	}
	for _, c := range sorted {
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n", strings.Repeat("=", 80), c.title(), strings.Join(c.licences, ", "))
		if c.from != "" {
			fmt.Fprintf(&b, "%s\n", c.from)
		}
		for _, t := range c.texts {
			fmt.Fprintf(&b, "\n-- %s\n\n%s\n", t.name, strings.TrimSpace(strings.ReplaceAll(t.content, "\r\n", "\n")))
		}
	}
	return []byte(b.String())
}

func (c component) title() string { return strings.TrimSpace(c.name + " " + c.version) }
