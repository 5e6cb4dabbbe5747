package server

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// writeCertificate writes one for localhost, of a serial number, that ends in so many days.
func writeCertificate(t *testing.T, certificate, key string, serial int64, days int) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 0, days)}
	signed, err := x509.CreateCertificate(rand.Reader, form, form, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := x509.MarshalECPrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{certificate: {Type: "CERTIFICATE", Bytes: signed}, key: {Type: "EC PRIVATE KEY", Bytes: packed}} {
		if name == "" {
			continue
		}
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A server takes over what stands in the files, when both belong together again.
func TestCertificatesAreTakenOver(t *testing.T) {
	dir := t.TempDir()
	certificate, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writeCertificate(t, certificate, key, 1, 10)
	var mu sync.Mutex
	var log bytes.Buffer
	held, err := OpenCertificate(certificate, key, slog.New(slog.NewTextHandler(locked{&mu, &log}, nil)))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	held.now = func() time.Time { now = now.Add(2 * lookAgain); return now }
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- Serve(ctx, listener, http.NotFoundHandler(), Serving{Time: time.Second, Connections: 10, Patience: time.Second, Certificate: held, Lifecycle: new(Lifecycle)}, slog.New(slog.DiscardHandler))
	}()
	serial := func() (number int64, protocol string) {
		t.Helper()
		connection, err := tls.Dial("tcp", listener.Addr().String(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = connection.Close() }()
		state := connection.ConnectionState()
		return state.PeerCertificates[0].SerialNumber.Int64(), state.NegotiatedProtocol
	}
	if got, protocol := serial(); got != 1 || protocol != "h2" {
		t.Errorf("at first: number %d, %s", got, protocol)
	}
	touch := func(names ...string) { // files that are written within one tick of the clock
		t.Helper()
		for _, name := range names {
			if err := os.Chtimes(name, time.Time{}, now); err != nil {
				t.Fatal(err)
			}
		}
	}
	writeCertificate(t, certificate, key, 2, 20)
	touch(certificate, key)
	if got, _ := serial(); got != 2 {
		t.Errorf("changed: number %d", got)
	}
	if ends := time.Until(held.Ends()); ends < 19*24*time.Hour {
		t.Errorf("it ends in %s", ends)
	}
	writeCertificate(t, certificate, "", 3, 30) // with another key
	touch(certificate)
	if got, _ := serial(); got != 2 {
		t.Errorf("half changed: number %d", got)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if got, _ := serial(); got != 2 {
		t.Errorf("without its key: number %d", got)
	}
	writeCertificate(t, certificate, key, 4, 40)
	touch(certificate, key)
	if got, _ := serial(); got != 4 {
		t.Errorf("mended: number %d", got)
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if told := log.String(); !strings.Contains(told, "was not taken over") || strings.Count(told, "was taken over") != 2 {
		t.Errorf("the log has %s", told)
	}
}

type locked struct {
	mu *sync.Mutex
	to *bytes.Buffer
}

func (l locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(p)
}

func TestWhatIsNoCertificate(t *testing.T) {
	dir := t.TempDir()
	none := filepath.Join(dir, "none.pem")
	if err := os.WriteFile(none, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{none, filepath.Join(dir, "gone.pem")} {
		if _, err := OpenCertificate(name, name, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
