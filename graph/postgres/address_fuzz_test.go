package postgres

import (
	"net/url"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// Whatever an address is, and wherever in it a password stands, nothing that is said of the
// store repeats the password. Nothing is connected to.
func FuzzAddress(f *testing.F) {
	for _, form := range []string{
		"postgres://user:SECRET@host/database", "postgresql://user:SECRET@[::1]:5432/database?sslmode=disable", "postgres://host/database?user=a&password=SECRET",
		"postgres://user:SECRET@host:port/database", "postgres://user:SECRET@a,b:5433/database?sslpassword=SECRET", "postgres://us er:SECRET@host/%zz", "postgres:user:SECRET@host",
		"postgres://user:SECRET@host/database?pool_max_conns=x", "postgres://user:SECRET@host/database?sslmode=SECRET", "postgres:///database?host=/run&PassWord=SECRET", "host=a password=SECRET", "postgres:///database&PassWord=SECRET", "postgres:///database#password=SECRET", "postgres:///database?h]st=/PassWord=SECRET",
	} {
		f.Add(form)
	}
	const secret = "s3cr3tW0rd"
	f.Fuzz(func(t *testing.T, form string) {
		if !strings.Contains(form, "SECRET") || !marksPassword(form) {
			t.Skip("no password in it")
		}
		said := ""
		j, err := Open(strings.ReplaceAll(form, "SECRET", secret), false)
		if err != nil {
			said = err.Error()
			if graph.CodeOf(err) != graph.CodeInvalid {
				t.Errorf("the code is %s: %v", graph.CodeOf(err), err)
			}
		} else {
			said = j.String()
			_ = j.Close()
		}
		if strings.Contains(said, secret) {
			t.Errorf("%q shows the password: %s", form, said)
		}
	})
}

// marksPassword tells whether SECRET stands where an address has a password, and nowhere else.
func marksPassword(form string) bool {
	rest := form
	for {
		before, after, found := strings.Cut(rest, "SECRET")
		if !found {
			return true
		}
		lower := strings.ToLower(before)
		isUsers := strings.Count(form, "SECRET") == 1 && strings.HasPrefix(form, "postgres") && strings.HasSuffix(before, ":") && strings.HasPrefix(after, "@") && strings.Count(before, "/") == 2
		isParameter := strings.HasSuffix(lower, "password=")
		if !isUsers && !isParameter {
			return false
		}
		if u, err := url.Parse(form); err != nil || u.User == nil && isUsers {
			return isUsers
		}
		rest = after
	}
}
