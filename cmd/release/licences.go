package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowedLicences may be in a program that is under the Apache licence, and may be passed on
// with it, without anything that binds whoever uses the program. Identifiers of SPDX.
func allowedLicences() []string {
	return []string{"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "Zlib"}
}

// needNoText are licences that ask for nothing, not even for their own text.
func needNoText() []string { return []string{"0BSD", "CC0-1.0", "MIT-0", "Unlicense"} }

// enoughRecognised is how much of a file must be the text of a licence that is known, in
// percent: the rest is names of authors and headings.
const enoughRecognised = 75

// isText tells whether a file is one that has to be passed on, by its name.
func isText(name string) bool {
	name = strings.ToLower(name)
	switch path.Ext(name) {
	case "", ".txt", ".md", ".rst", ".mit", ".bsd", ".apache":
	default:
		return false
	}
	return isLicence(name) || hasAnyPrefix(name, "notice", "patents", "thirdparty", "third_party", "third-party")
}

// isLicence tells whether a file says what is allowed, and not only what else has to be said.
func isLicence(name string) bool {
	return hasAnyPrefix(strings.ToLower(path.Base(name)), "license", "licence", "copying", "unlicense")
}

func hasAnyPrefix(text string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(text, prefix) })
}

// recognised says which licences the texts of a component are.
func (c component) recognised() component {
	for _, t := range c.texts {
		if !isLicence(t.name) {
			continue
		}
		known := licensecheck.Scan([]byte(t.content))
		if known.Percent < enoughRecognised {
			c.faults = append(c.faults, fmt.Sprintf("%s is like no licence that is known (%.0f %% of it are); read it", t.name, known.Percent))
		}
		for _, match := range known.Match {
			if !match.IsURL && !slices.Contains(c.licences, match.ID) {
				c.licences = append(c.licences, match.ID)
			}
		}
	}
	slices.Sort(c.licences)
	return c
}

// refuseLicences is an error that names every component that must not be in a release.
func refuseLicences(components []component) error {
	var faults []string
	for _, c := range components {
		faults = append(faults, c.refused()...)
	}
	if len(faults) == 0 {
		return nil
	}
	return fmt.Errorf("licences forbid a release; do without these, or add a licence that is fine to allowedLicences in cmd/release/licences.go:\n  %s", strings.Join(faults, "\n  "))
}

func (c component) refused() []string {
	faults := slices.Clone(c.faults)
	if len(c.licences) == 0 {
		faults = append(faults, "no licence was found")
	}
	for _, id := range c.licences {
		if !slices.Contains(allowedLicences(), id) {
			faults = append(faults, id+" is not among the licences that are allowed")
		} else if len(c.texts) == 0 && !slices.Contains(needNoText(), id) {
			faults = append(faults, "the text of "+id+" was not found, and has to be passed on")
		}
	}
	for i := range faults {
		faults[i] = c.name + " " + c.version + ": " + faults[i]
	}
	return faults
}
