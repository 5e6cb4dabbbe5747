package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// pages are the npm projects whose builds are embedded in the program.
var pages = []string{"web/explorer", "web/graphiql"}

// lockFile is what npm wrote down of the packages of a project, by their folders.
type lockFile struct {
	Packages map[string]struct {
		Version, License, Integrity string
		Dev                         bool
		DevOptional                 bool
	}
}

// manifest is the package.json of a package.
type manifest struct {
	Name       string
	Author     any // a text, or an object with a name
	Homepage   string
	Repository any // a text, or an object with a URL
}

func (m manifest) author() string { return nameOf(m.Author, "name") }

// repository is where a package is developed, in one spelling.
func (m manifest) repository() string {
	url := nameOf(m.Repository, "url")
	for _, prefix := range []string{"git+", "https://", "git://", "ssh://git@", "github:", "github.com/"} {
		url = strings.TrimPrefix(url, prefix)
	}
	url = strings.ToLower(strings.TrimSuffix(url, ".git"))
	if moved, has := movedRepositories()[url]; has {
		return moved
	}
	return url
}

// movedRepositories are called by their old names in packages of before.
func movedRepositories() map[string]string {
	return map[string]string{"facebook/react": "react/react"}
}

func nameOf(value any, key string) string {
	if object, ok := value.(map[string]any); ok {
		value = object[key]
	}
	text, _ := value.(string)
	if key == "name" {
		text, _, _ = strings.Cut(text, " <")
	}
	return text
}

// npmPackage is an installed package, of which pages are built.
type npmPackage struct {
	component
	manifest
}

// npmPackages are the packages that can be in the pages: all that the lock files say are not
// for development alone. The builds take in less of them.
func npmPackages(root string) ([]component, error) {
	var packages []npmPackage
	for _, page := range pages {
		content, err := os.ReadFile(filepath.Join(root, page, "package-lock.json"))
		if err != nil {
			return nil, err
		}
		var lock lockFile
		if err := json.Unmarshal(content, &lock); err != nil {
			return nil, fmt.Errorf("%s/package-lock.json: %w", page, err)
		}
		for folder, entry := range lock.Packages {
			if folder == "" || entry.Dev || entry.DevOptional {
				continue
			}
			p, err := readPackage(filepath.Join(root, page, folder))
			if err != nil {
				return nil, fmt.Errorf("%s is not installed; run make pages: %w", folder, err)
			}
			_, name, _ := cutLast(folder, "node_modules/")
			p.name, p.version, p.integrity, p.licences = name, entry.Version, entry.Integrity, []string{entry.License}
			p.address = "pkg:npm/" + strings.Replace(name, "@", "%40", 1) + "@" + escape(entry.Version)
			packages = append(packages, p)
		}
	}
	slices.SortFunc(packages, func(a, b npmPackage) int { return strings.Compare(a.address, b.address) })
	var components []component
	for _, p := range packages {
		if len(p.texts) == 0 {
			p.texts = textsOfSiblings(p, packages)
		}
		components = append(components, p.component)
	}
	return components, nil
}

func readPackage(folder string) (npmPackage, error) {
	content, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return npmPackage{}, err
	}
	var p npmPackage
	if err := json.Unmarshal(content, &p.manifest); err != nil {
		return npmPackage{}, err
	}
	p.texts, err = textsIn(folder)
	if p.from = p.Homepage; p.from == "" && p.repository() != "" {
		p.from = "https://github.com/" + p.repository()
	}
	return p, err
}

// textsOfSiblings are for a package that names its licence and forgets its text: the text that
// another package of the same repository, or of the same author, has under the same licence.
func textsOfSiblings(p npmPackage, packages []npmPackage) []text {
	same := func(of func(npmPackage) string) []text {
		for _, other := range packages {
			if of(p) == "" || of(other) != of(p) || !slices.Equal(other.licences, p.licences) {
				continue
			}
			for _, t := range other.texts {
				if isLicence(t.name) {
					return []text{{t.name + " of " + other.name + ", which is of the same hands", t.content}}
				}
			}
		}
		return nil
	}
	if texts := same(func(p npmPackage) string { return p.repository() }); texts != nil {
		return texts
	}
	return same(func(p npmPackage) string { return p.author() })
}

// cutLast is strings.Cut, at the last place where the separator stands.
func cutLast(s, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[:i], s[i+len(separator):], true
	}
	return s, "", false
}
