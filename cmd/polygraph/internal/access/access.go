// Package access tells who may do what. Whoever may do more than everybody has a token, of
// which only a hash is kept.
package access

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// Role is what a token allows. Each allows what those before it do.
type Role string

// The roles.
const (
	Reader Role = "read"  // ask, where reading is not for everybody
	Loader Role = "load"  // check data and load them
	Admin  Role = "admin" // back up, check what is kept, look into the server
)

var roles = []Role{Reader, Loader, Admin}

// Allows tells whether a role may do what another may.
func (r Role) Allows(wanted Role) bool { return slices.Index(roles, r) >= slices.Index(roles, wanted) }

// Token is what is kept of a token. Its text has 256 random bits, so that a plain hash of it
// can neither be turned around nor guessed, and needs no salt.
type Token struct {
	Name    string // who has it; stands in logs
	Role    Role
	Hash    [sha256.Size]byte
	Expires time.Time // from when on it is worth nothing; zero for never
}

// prefix makes tokens known for what they are, to people and to programs that look for secrets
// in files.
const prefix = "polygraph_"

// longest is how long a token may be, in bytes; ours are shorter.
const longest = 200

// New makes a token, and its text, which nobody can find again.
func New(name string, role Role, expires time.Time) (text string, token Token) {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // which never fails
	text = prefix + base64.RawURLEncoding.EncodeToString(secret[:])
	return text, Token{name, role, sha256.Sum256([]byte(text)), expires}
}

// Tokens are those that a server knows.
type Tokens []Token

// Find is the token with a text. It looks at all of them, and takes as long whether or not,
// and whichever, it finds.
func (t Tokens) Find(text string, now time.Time) (Token, bool) {
	if len(text) > longest {
		return Token{}, false
	}
	hash := sha256.Sum256([]byte(text))
	found := -1
	for i := range t {
		found = subtle.ConstantTimeSelect(subtle.ConstantTimeCompare(t[i].Hash[:], hash[:]), i, found)
	}
	if found < 0 || !t[found].Expires.IsZero() && !now.Before(t[found].Expires) {
		return Token{}, false
	}
	return t[found], true
}

// file is the form in which tokens are kept.
type file struct {
	Tokens []entry `yaml:"tokens"`
}

type entry struct {
	Name    string `yaml:"name"`
	Role    Role   `yaml:"role"`
	SHA256  string `yaml:"sha256"`
	Expires string `yaml:"expires,omitempty"`
}

// Parse reads tokens from YAML:
//
//	tokens:
//	- name: newsroom
//	  role: read
//	  sha256: 3f0c…
//	  expires: 2027-06-30
//
// Errors never repeat a hash.
func Parse(text []byte) (Tokens, error) {
	var f file
	loader, err := yaml.NewLoader(strings.NewReader(string(text)), yaml.WithKnownFields(), yaml.WithUniqueKeys(true))
	if err == nil {
		err = loader.Load(&f)
	}
	if err != nil && !errors.Is(err, io.EOF) { // of a file of comments
		return nil, errors.New("it is not what polygraph token writes: a list tokens, each with name, role, sha256 and perhaps expires")
	}
	var tokens Tokens
	for i, e := range f.Tokens {
		token := Token{Name: e.Name, Role: e.Role}
		at := func(format string, args ...any) error {
			return fmt.Errorf("token %d: %w", i+1, fmt.Errorf(format, args...))
		}
		if err := CheckName(e.Name); err != nil {
			return nil, at("%w", err)
		}
		if !slices.Contains(roles, e.Role) {
			return nil, at("the role of %s must be read, load or admin", e.Name)
		}
		if n, err := hex.Decode(token.Hash[:], []byte(e.SHA256[:min(len(e.SHA256), 2*sha256.Size)])); err != nil || n != sha256.Size || len(e.SHA256) != 2*sha256.Size {
			return nil, at("the sha256 of %s must be the hash of a token in 64 hexadecimal digits", e.Name)
		}
		if token.Expires, err = ParseExpires(e.Expires); err != nil {
			return nil, at("%w", err)
		}
		for _, other := range tokens {
			if other.Name == token.Name {
				return nil, at("there are two of the name %s", e.Name)
			}
			if other.Hash == token.Hash {
				return nil, at("%s and %s are one token", other.Name, e.Name)
			}
		}
		tokens = append(tokens, token)
	}
	return tokens, nil
}

// CheckName refuses names that would not stand in one line of a log.
func CheckName(name string) error {
	if name == "" || len(name) > 100 || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) || unicode.IsSpace(r) }) {
		return errors.New("the name must tell who has the token, in 1 to 100 printable characters without spaces")
	}
	return nil
}

// ParseRole reads a role.
func ParseRole(text string) (Role, error) {
	if !slices.Contains(roles, Role(text)) {
		return "", fmt.Errorf("%.40q is no role; they are read, load and admin", text)
	}
	return Role(text), nil
}

// ParseExpires reads the day on which a token ends, at midnight UTC.
func ParseExpires(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, errors.New("expires must be a day, such as 2027-06-30")
	}
	return day, nil
}

// Append adds a token to a file of tokens, which may be empty, and leaves what else stands in it.
func Append(text []byte, token Token) ([]byte, error) {
	known, err := Parse(text)
	if err != nil {
		return nil, err
	}
	for _, other := range known {
		if other.Name == token.Name {
			return nil, fmt.Errorf("there is a token of the name %s already; take another, or remove that one", token.Name)
		}
	}
	out := string(text)
	if len(known) == 0 {
		out = strings.TrimRight(strings.ReplaceAll(out, "tokens: []", ""), "\n")
		if !strings.Contains(out, "tokens:") {
			out += "\ntokens:"
		}
	}
	out = strings.TrimLeft(strings.TrimRight(out, "\n"), "\n")
	out += fmt.Sprintf("\n- name: %s\n  role: %s\n  sha256: %s\n", quoted(token.Name), token.Role, hex.EncodeToString(token.Hash[:]))
	if !token.Expires.IsZero() {
		out += "  expires: " + token.Expires.Format(time.DateOnly) + "\n"
	}
	if after, err := Parse([]byte(out)); err != nil || len(after) != len(known)+1 {
		return nil, errors.New("the file is laid out in a way that cannot be added to; write the entry by hand")
	}
	return []byte(out), nil
}

// quoted is a name as YAML reads it back.
func quoted(name string) string {
	text, err := yaml.Marshal(name)
	if err != nil {
		return name
	}
	return strings.TrimSpace(string(text))
}
