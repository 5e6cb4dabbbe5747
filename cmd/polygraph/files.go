package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// newFile is a text that is to take the place of a file, or to become one, in one
// step, so that whoever reads it meanwhile, or a crash, finds the old text or the new
// one.
type newFile struct {
	*os.File
	name string
	mode os.FileMode
	done bool
}

// createFile begins a new text beside the file.
func createFile(name string) (*newFile, error) {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if info.IsDir() {
			return nil, fmt.Errorf("cannot write %s: it is a folder", name)
		}
		if !info.Mode().IsRegular() {
			return nil, fmt.Errorf("cannot write %s: it is no regular file", name)
		}
		mode = info.Mode().Perm()
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // a link stays one
	} else if info, err := os.Lstat(name); err == nil && info.Mode()&os.ModeSymlink != 0 {
		return nil, fmt.Errorf("cannot write %s: it is a link that leads nowhere", name)
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".polygraph-*")
	if err != nil {
		if why, is := errors.AsType[*fs.PathError](err); is {
			err = why.Err
		}
		return nil, fmt.Errorf("cannot write to the folder of %s: %w", name, err)
	}
	return &newFile{File: file, name: name, mode: mode}, nil
}

// keep gives the text its name.
func (f *newFile) keep() error {
	err := f.Chmod(f.mode)
	if err == nil {
		err = f.Sync() // or a crash may find the new name before the new text
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.File.Name(), f.name)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", f.name, err)
	}
	f.done = true
	return nil
}

// discard takes the text away unless it has its name.
func (f *newFile) discard() {
	if !f.done {
		_ = f.Close()
		_ = os.Remove(f.File.Name())
		f.done = true
	}
}

// replaceFile puts a new text in the place of a file.
func replaceFile(name string, text []byte) error {
	file, err := createFile(name)
	if err != nil {
		return err
	}
	defer file.discard()
	if _, err := file.Write(text); err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	return file.keep()
}
