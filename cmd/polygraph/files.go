package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// replaceFile puts a new text in the place of a file in one step, so that whoever
// reads it meanwhile, or a crash, finds the old text or the new one.
func replaceFile(name string, text []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // a link stays one
	} else if info, err := os.Lstat(name); err == nil && info.Mode()&os.ModeSymlink != 0 {
		return fmt.Errorf("cannot write %s: it is a link that leads nowhere", name)
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".polygraph-*")
	if err != nil {
		return fmt.Errorf("cannot write beside %s: %w", name, err)
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Chmod(mode)
	}
	if err == nil {
		err = file.Sync() // or a crash may find the new name before the new text
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	return nil
}
