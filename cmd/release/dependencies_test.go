package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// dependency is a row of docs/dependencies.md, or what it has to be.
type dependency struct{ name, place, licence string }

// documented are the rows below a heading; the folders of each are checked where they are known.
func documented(t *testing.T, heading string) (rows []dependency, folders map[string]string) {
	t.Helper()
	page, err := os.ReadFile(root + "/docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## "+heading+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	folders = make(map[string]string)
	for line := range strings.Lines(section) {
		cells := strings.Split(line, " | ")
		if name, row := strings.CutPrefix(cells[0], "| `"); row && len(cells) == 5 {
			name = strings.TrimSuffix(name, "`")
			rows = append(rows, dependency{name, cells[1], cells[2]})
			folders[name] = cells[3]
		} else if row {
			t.Errorf("a row has %d cells and not 5: %s", len(cells), line)
		}
	}
	return rows, folders
}

func compare(t *testing.T, have, want []dependency) {
	t.Helper()
	for _, d := range want {
		if !slices.Contains(have, d) {
			t.Errorf("docs/dependencies.md has no row of %s, %s, %s", d.name, d.place, d.licence)
		}
	}
	for _, d := range have {
		if !slices.Contains(want, d) {
			t.Errorf("docs/dependencies.md has a row of %s, %s, %s, which is no direct dependency or is not so", d.name, d.place, d.licence)
		}
	}
}

func TestGoModulesAreDocumented(t *testing.T) {
	linked := make(map[string]bool)
	packages, err := listPackages(t.Context(), root, hostTarget())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		if p.Module != nil {
			linked[p.Module.Path] = true
		}
	}
	direct := directModules(t)
	folders := foldersOf(t, direct)
	have, said := documented(t, "Go")
	used := usesOf(t, direct)
	var want []dependency
	for _, module := range direct {
		if uses := used[module]; len(uses) > 0 && said[module] != "" && said[module] != strings.Join(uses, ", ") {
			t.Errorf("docs/dependencies.md says that %s is used in %s; it is in %s", module, said[module], strings.Join(uses, ", "))
		}
		texts, err := textsUpTo(folders[module], []string{folders[module]})
		if err != nil {
			t.Fatal(err)
		}
		d := dependency{module, "program", strings.Join(component{texts: texts}.recognised().licences, ", ")}
		if !linked[module] {
			d.place = "checks"
			if slices.ContainsFunc(have, func(h dependency) bool { return h.name == module && h.place == "building" }) {
				d.place = "building" // which of the two, nobody but a person can tell
			}
		}
		want = append(want, d)
	}
	compare(t, have, want)
}

// directModules are those that go.mod asks for itself, and those of its tools, in order.
func directModules(t *testing.T) (direct []string) {
	t.Helper()
	described := run(t, "go", "mod", "edit", "-json")
	var file struct {
		Require []struct {
			Path     string
			Indirect bool
		}
		Tool []struct{ Path string }
	}
	if err := json.Unmarshal([]byte(described), &file); err != nil {
		t.Fatal(err)
	}
	for _, module := range file.Require {
		isTool := slices.ContainsFunc(file.Tool, func(tool struct{ Path string }) bool {
			return strings.HasPrefix(tool.Path+"/", module.Path+"/")
		})
		if !module.Indirect || isTool {
			direct = append(direct, module.Path)
		}
	}
	if len(direct) == 0 || len(file.Tool) == 0 {
		t.Fatal("go.mod has no modules or no tools, or they are not found")
	}
	slices.Sort(direct)
	return direct
}

// usesOf are the folders of ours whose code imports each module, or, where none does, whose tests
// do, in order. What is generated for resolvers counts as theirs.
func usesOf(t *testing.T, modules []string) map[string][]string {
	t.Helper()
	code, tests := make(map[string][]string), make(map[string][]string)
	for line := range strings.Lines(run(t, "go", "list", "-f", "{{.ImportPath}}\t{{join .Imports \" \"}}\t{{join .TestImports \" \"}} {{join .XTestImports \" \"}}", "./...")) {
		cells := strings.Split(line, "\t")
		folder := strings.TrimPrefix(cells[0], "github.com/polygraph-kg/polygraph/")
		if strings.HasPrefix(folder, "resolvers/") {
			folder = "resolvers"
		}
		for i, uses := range []map[string][]string{code, tests} {
			for imported := range strings.FieldsSeq(cells[i+1]) {
				if module := moduleOf(imported, modules); module != "" && !slices.Contains(uses[module], "`"+folder+"`") {
					uses[module] = append(uses[module], "`"+folder+"`")
				}
			}
		}
	}
	for module, folders := range tests {
		if len(code[module]) == 0 {
			code[module] = folders
		}
	}
	return code
}

// moduleOf is the one that a package is of; empty where it is of none of them.
func moduleOf(imported string, modules []string) (found string) {
	for _, module := range modules {
		if strings.HasPrefix(imported+"/", module+"/") && len(module) > len(found) {
			found = module
		}
	}
	return found
}

// foldersOf are where the modules were downloaded to.
func foldersOf(t *testing.T, modules []string) map[string]string {
	t.Helper()
	folders := make(map[string]string)
	for line := range strings.Lines(run(t, "go", append([]string{"list", "-m", "-f", "{{.Path}} {{.Dir}}"}, modules...)...)) {
		module, folder, _ := strings.Cut(strings.TrimSpace(line), " ")
		folders[module] = folder
	}
	return folders
}

func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	told, err := output(t.Context(), root, program, args...)
	if err != nil {
		t.Fatal(err)
	}
	return told
}

func TestNpmPackagesAreDocumented(t *testing.T) {
	type use struct {
		dependency
		folders []string
	}
	uses := make(map[string]*use)
	have, folders := documented(t, "npm")
	for _, folder := range npmProjects(t) {
		var project struct{ Dependencies, DevDependencies map[string]string }
		var lock lockFile
		readJSON(t, folder+"/package.json", &project)
		readJSON(t, folder+"/package-lock.json", &lock)
		for i, packages := range []map[string]string{project.Dependencies, project.DevDependencies} {
			for name, version := range packages {
				if !regexp.MustCompile(`^\d`).MatchString(version) {
					t.Errorf("%s of %s is not pinned: %s", name, folder, version)
				}
				u := uses[name]
				if u == nil {
					u = &use{dependency: dependency{name: name, place: "checks", licence: lock.Packages["node_modules/"+name].License}}
					uses[name] = u
				}
				u.folders = append(u.folders, "`"+folder+"`")
				if i == 0 && slices.Contains(pages, folder) {
					u.place = "program"
				}
			}
		}
	}
	var want []dependency
	for name, u := range uses {
		if u.place == "checks" && slices.ContainsFunc(have, func(h dependency) bool { return h.name == name && h.place == "building" }) {
			u.place = "building"
		}
		want = append(want, u.dependency)
		said := strings.Split(folders[name], ", ")
		slices.Sort(said)
		slices.Sort(u.folders)
		if !slices.Equal(said, u.folders) {
			t.Errorf("docs/dependencies.md says that %s is used in %s; it is in %s", name, said, u.folders)
		}
	}
	slices.SortFunc(want, func(a, b dependency) int { return strings.Compare(a.name, b.name) })
	compare(t, have, want)
}

// npmProjects are the folders with a package.json.
func npmProjects(t *testing.T) (found []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && (name == "node_modules" || name == "dist" || name != "." && strings.HasPrefix(name, ".")) {
			return fs.SkipDir
		}
		if entry.Name() == "package.json" {
			found = append(found, filepath.ToSlash(filepath.Dir(path)))
		}
		return nil
	})
	if err != nil || len(found) < 5 {
		t.Fatal(fmt.Errorf("%d projects: %w", len(found), err))
	}
	return found
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
