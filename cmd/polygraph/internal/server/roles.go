package server

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
)

// TokenFinder knows the tokens that there are.
type TokenFinder interface {
	Find(text string) (access.Token, bool)
}

// codeUnauthorised and codeForbidden are of requests that lack a token, or a better one.
const (
	codeUnauthorised = "UNAUTHORIZED"
	codeForbidden    = "FORBIDDEN"
)

// identified finds out whose token a request carries. One with a token that nobody has is
// refused, also where it would need none, so that who holds an old one hears of it.
func identified(tokens TokenFinder, limited *rates, next http.Handler) http.Handler {
	if tokens == nil {
		return next
	}
	unknown := limited.around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		unauthorised(w, r, "this token is not known, or has ended")
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, sent := tokenOf(r)
		if !sent {
			next.ServeHTTP(w, r)
			return
		}
		token, found := tokens.Find(text)
		if !found {
			unknown.ServeHTTP(w, r)
			return
		}
		if who, known := r.Context().Value(clientKey{}).(*client); known {
			who.token = token
			who.holds = func() bool {
				now, found := tokens.Find(text)
				return found && now.Role == token.Role
			}
		}
		// Who asks is known; what is answered does not depend on it.
		r.Header.Del("Authorization")
		next.ServeHTTP(w, r)
	})
}

// holdTime is how often the token of an open stream is looked at.
const holdTime = time.Second

// whileHeld ends what lasts, when the token by which it was begun is taken away, ends, or
// changes its role. It looks until the context is done.
func whileHeld(ctx context.Context, end func()) {
	holds := clientOf(ctx).holds
	if holds == nil {
		return
	}
	go func() {
		look := time.NewTicker(holdTime)
		defer look.Stop()
		for holds() {
			select {
			case <-ctx.Done():
				return
			case <-look.C:
			}
		}
		end()
	}()
}

// mayRead tells whether a request may be told what readers are, where nothing has looked at its
// token.
func (o Options) mayRead(r *http.Request) bool {
	if !o.Closed {
		return true
	}
	text, sent := tokenOf(r)
	if !sent || o.Tokens == nil {
		return false
	}
	token, found := o.Tokens.Find(text)
	return found && token.Role.Allows(access.Reader)
}

// tokenOf is the token that a request carries: as a bearer, or as the password by which a
// browser asks people for it.
func tokenOf(r *http.Request) (text string, sent bool) {
	header := r.Header.Get("Authorization")
	if scheme, rest, _ := strings.Cut(header, " "); strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(rest), true
	}
	if header == "" || !takesPasswords(r) {
		return "", false
	}
	_, password, _ := r.BasicAuth()
	return password, true
}

// takesPasswords tells whether a password will do. Once a browser has one it sends it by itself, also
// for the page of another site, which must not administer.
func takesPasswords(r *http.Request) bool { return !strings.HasPrefix(r.URL.Path, "/admin/") }

// needs lets only those through whose token allows a role.
func needs(role access.Role, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := clientOf(r.Context()).token
		switch {
		case token.Name == "":
			unauthorised(w, r, "this needs a token of the role "+string(role)+"; send it as Authorization: Bearer …")
		case !token.Role.Allows(role):
			refuse(w, r, &refusal{status: http.StatusForbidden, code: codeForbidden, message: "this needs a token of the role " + string(role) + "; yours is of the role " + string(token.Role)})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// unauthorised asks for a token: programs for a bearer's, and browsers for a password.
func unauthorised(w http.ResponseWriter, r *http.Request, message string) {
	w.Header().Add("WWW-Authenticate", `Bearer realm="polygraph"`)
	if takesPasswords(r) && strings.Contains(r.Header.Get("Accept"), "text/html") {
		w.Header().Add("WWW-Authenticate", `Basic realm="polygraph: any name, and a token as the password", charset="UTF-8"`)
	}
	w.Header().Set("Cache-Control", "no-store")
	refuse(w, r, &refusal{status: http.StatusUnauthorized, code: codeUnauthorised, message: message})
}
