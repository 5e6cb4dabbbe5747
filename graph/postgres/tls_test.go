package postgres_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/postgres"
	"github.com/polygraph-kg/polygraph/graph/postgres/postgrestest"
)

// authority signs the certificates of servers.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// certify writes a certificate and its key into a folder, signed by an authority or, where that is nil, by itself.
func certify(t *testing.T, folder, name string, by *authority, hosts ...string) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	wanted := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, DNSNames: hosts,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: by == nil, BasicConstraintsValid: true,
	}
	signer := by
	if signer == nil {
		signer = &authority{wanted, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, wanted, signer.certificate, key.Public(), signer.key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for suffix, block := range map[string]*pem.Block{".crt": {Type: "CERTIFICATE", Bytes: der}, ".key": {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(filepath.Join(folder, name+suffix), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	signed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &authority{signed, key}
}

// A database is spoken to in secret, once it has shown who it is.
func TestTLS(t *testing.T) {
	t.Parallel()
	need(t)
	folder, err := os.MkdirTemp("", "polygraph-tls-") // which the database's user must be able to reach
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	ours := certify(t, folder, "authority", nil)
	certify(t, folder, "stranger", nil)
	certify(t, folder, "server", ours, "localhost")
	file := func(name string) string { return filepath.Join(folder, name) }
	for _, name := range []string{"server.crt", "server.key"} {
		if err := postgrestest.Give(file(name)); err != nil {
			t.Fatal(err)
		}
	}
	c, err := start("ssl=on", "ssl_cert_file="+file("server.crt"), "ssl_key_file="+file("server.key"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Remove)
	for _, test := range []struct{ name, host, authority, refused string }{
		{"a server that is who it says", "localhost", "authority.crt", ""},
		{"signed by nobody known", "localhost", "stranger.crt", "certificate signed by unknown authority"},
		{"another name", "127.0.0.1", "authority.crt", "cannot validate certificate for 127.0.0.1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			address := fmt.Sprintf("postgres://postgres:secret@%s:%d/postgres?sslmode=verify-full&sslrootcert=%s", test.host, c.Port, file(test.authority))
			j, err := postgres.Open(address, true)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = j.Close() }()
			s, err := graph.OpenStore(t.Context(), j, graph.StoreOptions{})
			if test.refused != "" {
				if graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), test.refused) || strings.Contains(err.Error(), "secret") {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Apply(t.Context(), place("a")); err != nil {
				t.Fatal(err)
			}
			var plain int
			if err := connect(t, address).QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE application_name = 'polygraph' AND NOT ssl`).Scan(&plain); err != nil || plain > 0 {
				t.Errorf("%d connections are open for all to read: %v", plain, err)
			}
		})
	}
}
