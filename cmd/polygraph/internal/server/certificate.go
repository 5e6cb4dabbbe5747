package server

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Certificate is the certificate of a server and its key, from two files. When they change, new
// connections get what stands there then; where that is no certificate, or not that of the key,
// they get the one from before. Its methods may be called from any number of goroutines.
type Certificate struct {
	certificate, key string
	log              *slog.Logger
	now              func() time.Time

	mu     sync.Mutex
	looked time.Time
	seen   [2]time.Time // when the files were changed
	held   *tls.Certificate
}

// lookAgain is how often the files are looked at, at most.
const lookAgain = time.Second

// OpenCertificate reads both files.
func OpenCertificate(certificate, key string, log *slog.Logger) (*Certificate, error) {
	c := &Certificate{certificate: certificate, key: key, log: log, now: time.Now}
	seen, err := c.changed()
	if err != nil {
		return nil, err
	}
	if c.held, err = c.read(); err != nil {
		return nil, err
	}
	c.seen, c.looked = seen, c.now()
	return c, nil
}

func (c *Certificate) read() (*tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(c.certificate, c.key)
	if err != nil {
		return nil, fmt.Errorf("%s and %s are no certificate and its key in PEM: %w", c.certificate, c.key, err)
	}
	return &pair, nil
}

func (c *Certificate) changed() (at [2]time.Time, err error) {
	for i, name := range []string{c.certificate, c.key} {
		info, err := os.Stat(name)
		if err != nil {
			return at, err
		}
		at[i] = info.ModTime()
	}
	return at, nil
}

// newest is the certificate as the files have it now, or had a second ago.
func (c *Certificate) newest() *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if now.Sub(c.looked) < lookAgain {
		return c.held
	}
	c.looked = now
	seen, err := c.changed()
	if err == nil && seen == c.seen {
		return c.held
	}
	var pair *tls.Certificate
	if err == nil {
		pair, err = c.read()
	}
	if err != nil {
		if seen != c.seen { // told once, or each second that the two files do not belong together
			c.log.Error("the changed certificate was not taken over; connections get the one from before", "error", err)
		}
		c.seen = seen
		return c.held
	}
	c.seen, c.held = seen, pair
	c.log.Info("the changed certificate was taken over", "ends", pair.Leaf.NotAfter)
	return c.held
}

// Ends is when the certificate does.
func (c *Certificate) Ends() time.Time { return c.newest().Leaf.NotAfter }

func (c *Certificate) config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.newest(), nil },
		NextProtos:     []string{"h2", "http/1.1"},
	}
}
