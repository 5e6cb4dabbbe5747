package access

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var today = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func TestTokensAreFoundByTheirTextAlone(t *testing.T) {
	first, one := New("newsroom", Reader, time.Time{})
	second, two := New("desk", Loader, today.AddDate(0, 0, 1))
	ended, three := New("intern", Admin, today)
	tokens := Tokens{one, two, three}
	for _, test := range []struct{ name, text, want string }{
		{"the first", first, "newsroom"},
		{"the second", second, "desk"},
		{"one that has ended", ended, ""},
		{"nothing", "", ""},
		{"a part", first[:len(first)-1], ""},
		{"more", first + "x", ""},
		{"its hash", fmt.Sprintf("%x", one.Hash), ""},
		{"a very long text", strings.Repeat("x", 1<<20), ""},
	} {
		found, ok := tokens.Find(test.text, today)
		if found.Name != test.want || ok != (test.want != "") {
			t.Errorf("%s finds %q", test.name, found.Name)
		}
	}
	if first == second || !strings.HasPrefix(first, "polygraph_") || len(first) != len("polygraph_")+43 {
		t.Errorf("tokens are %q and %q", first, second)
	}
}

func TestRolesAllowWhatThoseBeforeThemDo(t *testing.T) {
	for i, role := range roles {
		for j, wanted := range roles {
			if role.Allows(wanted) != (i >= j) {
				t.Errorf("%s allows %s: %t", role, wanted, role.Allows(wanted))
			}
		}
	}
	if Role("").Allows(Reader) {
		t.Error("no role allows something")
	}
}

func TestFilesOfTokens(t *testing.T) {
	hash := strings.Repeat("0f", sha256.Size)
	good := "tokens:\n- {name: desk, role: load, sha256: " + hash + "}\n"
	for _, test := range []struct{ name, text, fault string }{
		{"one", good, ""},
		{"with an end", strings.Replace(good, "}", ", expires: 2027-06-30}", 1), ""},
		{"none", "tokens: []\n", ""},
		{"nothing", "", ""},
		{"an unknown key", strings.Replace(good, "role", "rule", 1), "it is not what polygraph token writes"},
		{"an unknown role", strings.Replace(good, "role: load", "role: root", 1), "token 1: the role of desk must be read, load or admin"},
		{"half a hash", strings.Replace(good, "0f0f", "", 1), "token 1: the sha256 of desk must be"},
		{"a longer hash", strings.Replace(good, "0f0f", "0f0f0f", 1), "token 1: the sha256 of desk must be"},
		{"no hash", "tokens:\n- {name: desk, role: load}\n", "token 1: the sha256 of desk must be"},
		{"a token in place of its hash", strings.Replace(good, hash, "polygraph_"+strings.Repeat("x", 43), 1), "token 1: the sha256 of desk must be"},
		{"no name", strings.Replace(good, "desk", "''", 1), "token 1: the name must tell"},
		{"a name of two lines", strings.Replace(good, "desk", `"a\nb"`, 1), "token 1: the name must tell"},
		{"no day", strings.Replace(good, "}", ", expires: soon}", 1), "token 1: expires must be a day"},
		{"two of one name", good + "- {name: desk, role: read, sha256: " + strings.Repeat("1f", 32) + "}\n", "token 2: there are two of the name desk"},
		{"one under two names", good + "- {name: other, role: read, sha256: " + hash + "}\n", "token 2: desk and other are one token"},
		{"a list", "- a\n", "it is not what polygraph token writes"},
		{"an alias bomb", "a: &a [x,x]\nb: &b [*a,*a]\ntokens: [*b,*b]\n", "it is not what polygraph token writes"},
	} {
		tokens, err := Parse([]byte(test.text))
		if test.fault == "" && err != nil || test.fault != "" && (err == nil || !strings.HasPrefix(err.Error(), test.fault)) {
			t.Errorf("%s: %v", test.name, err)
		}
		if err != nil && (len(tokens) > 0 || strings.Contains(err.Error(), "0f0f")) {
			t.Errorf("%s: a faulty file gives %d tokens, or its hashes away: %v", test.name, len(tokens), err)
		}
	}
}

func TestTokensAreAppended(t *testing.T) {
	text := []byte("# who may do what\n")
	for i, name := range []string{"desk", "yes", "a:b", "#1"} {
		_, token := New(name, Loader, today.AddDate(0, 0, i).Truncate(24*time.Hour))
		after, err := Append(text, token)
		if err != nil {
			t.Fatal(name, err)
		}
		tokens, err := Parse(after)
		if err != nil || len(tokens) != i+1 || tokens[i] != token || !strings.HasPrefix(string(after), string(text)) {
			t.Fatalf("%s: %v\n%s", name, err, after)
		}
		if _, err := Append(after, token); err == nil {
			t.Errorf("%s is appended twice", name)
		}
		text = after
	}
	if _, err := Append([]byte("tokens: [{name: a, role: read, sha256: "+strings.Repeat("0f", 32)+"}]\n"), Token{Name: "b", Role: Reader}); err == nil {
		t.Error("a list in one line was added to")
	}
}

// What is added to the file or taken from it holds a second later; a faulty file changes nothing.
func TestFileIsFollowed(t *testing.T) {
	name := filepath.Join(t.TempDir(), "tokens.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	first, one := New("first", Reader, time.Time{})
	second, two := New("second", Reader, time.Time{})
	text, err := Append(nil, one)
	if err != nil {
		t.Fatal(err)
	}
	write(string(text))
	told := 0
	file, err := Open(name, func(_ int, err error) {
		if err != nil {
			told++
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	file.now = func() time.Time { now = now.Add(2 * lookTime); return now }
	check := func(what string, wantFirst, wantSecond bool, wantTold int) {
		t.Helper()
		_, hasFirst := file.Find(first)
		_, hasSecond := file.Find(second)
		if hasFirst != wantFirst || hasSecond != wantSecond || told != wantTold {
			t.Errorf("%s: first %t, second %t, told %d times", what, hasFirst, hasSecond, told)
		}
	}
	check("at first", true, false, 0)
	both, err := Append(text, two)
	if err != nil {
		t.Fatal(err)
	}
	write(string(both))
	check("with another", true, true, 0)
	write("tokens: [")
	check("faulty", true, true, 1)
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	check("gone", true, true, 2)
	write("")
	check("while it is written", true, true, 3)
	write("tokens: []\n")
	check("none", false, false, 3)
}

func FuzzParse(f *testing.F) {
	f.Add("tokens:\n- {name: desk, role: load, sha256: " + strings.Repeat("0f", 32) + ", expires: 2027-06-30}\n")
	f.Add("tokens: [")
	f.Fuzz(func(t *testing.T, text string) {
		tokens, err := Parse([]byte(text))
		if err != nil {
			if len(err.Error()) > 400 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			return
		}
		var again []byte
		for _, token := range tokens {
			if again, err = Append(again, token); err != nil {
				t.Fatal(err)
			}
		}
		after, err := Parse(again)
		if err != nil || len(after) != len(tokens) {
			t.Errorf("%d tokens become %d: %v", len(tokens), len(after), err)
		}
	})
}
