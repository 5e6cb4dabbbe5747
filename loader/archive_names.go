package loader

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// entryKind is what an entry of an archive says it is.
type entryKind int

const (
	regularEntry entryKind = 1 + iota
	folderEntry            // with an entry of its own, or with a file in it
)

// enter checks and counts an entry. Names come without a slash at the end.
func (a *archive) enter(name string, kind entryKind) error {
	if a.entries++; a.entries > a.limits.Files {
		return a.tooLarge("send fewer at a time", "it holds more than %d files and folders", a.limits.Files)
	}
	if err := a.checkName(name); err != nil {
		return a.fault("pack the folder anew, with plain names below it", "the name %s %v", shownName(name), err)
	}
	if _, packing := cutPacking(strings.ToLower(name)); kind == regularEntry && !hidden(name) && (packing != "" || archiveEndings[strings.ToLower(path.Ext(name))]) {
		return a.fault("put what it holds into this archive", "%s is packed within the archive, and is not unpacked", shownName(name))
	}
	key := folded(name)
	if before := a.paths[key]; before == regularEntry || before == folderEntry && kind == regularEntry {
		return a.fault("keep one of them", "%s stands there twice, or differs from another name in letter case or in how accents are written alone", shownName(name))
	}
	a.paths[key] = kind
	for folder := path.Dir(key); folder != "."; folder = path.Dir(folder) {
		switch a.paths[folder] {
		case regularEntry:
			return a.fault("rename one of them", "%s lies in a folder that is a file as well", shownName(name))
		case folderEntry:
			return nil // and what is above it, too
		}
		a.paths[folder] = folderEntry
		if a.entries++; a.entries > a.limits.Files {
			return a.tooLarge("send fewer at a time", "it holds more than %d files and folders", a.limits.Files)
		}
	}
	return nil
}

// checkName refuses names that mean something else, or nothing, on other systems.
func (a *archive) checkName(name string) error {
	switch {
	case len(name) > a.limits.Name:
		return errors.New("is too long")
	case !utf8.ValidString(name):
		return errors.New("is not in UTF-8")
	case strings.ContainsFunc(name, func(c rune) bool { return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == utf8.RuneError }):
		return errors.New("holds characters that cannot be seen")
	case strings.HasPrefix(name, "/"), len(name) > 1 && name[1] == ':':
		return errors.New("is absolute")
	case strings.Contains(name, `\`):
		return errors.New("holds a backslash")
	case !fs.ValidPath(name) || name == ".":
		return errors.New("does not lead straight down into the folder")
	case strings.Count(name, "/") > a.limits.Depth:
		return errors.New("lies too deep")
	}
	return nil
}

// folded is the name as file systems compare it that know no letter case, or that
// compose characters.
func folded(name string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(name)))
}

// hidden tells what editors, version control and macOS leave beside the data.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.")
}

// archiveEndings are those of archives, apart from what cutPacking knows.
var archiveEndings = map[string]bool{".tar": true, ".tgz": true, ".zip": true, ".7z": true, ".rar": true, ".bz2": true, ".xz": true}

// cutPacking takes off the ending that tells how a file is packed.
func cutPacking(name string) (plain, packing string) {
	for _, packing := range []string{".gz", ".zst"} {
		if plain, packed := strings.CutSuffix(name, packing); packed {
			return plain, packing
		}
	}
	return name, ""
}
