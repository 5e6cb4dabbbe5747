package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func newHealth() *cobra.Command {
	var timeout time.Duration
	var insecure bool
	cmd := &cobra.Command{
		Use:   "health [URL]",
		Short: "Ask a server whether it is ready",
		Long: `Health asks the server at URL for /readyz, prints what it answers, and ends with status 0
where that is 200 and with 1 where it is anything else or nothing. It is for whoever watches
over a server in a place that has no curl, as a container. Without URL it asks the server of
this machine: on the port of POLYGRAPH_LISTEN, or on 8080.`,
		Example: "  polygraph health\n  polygraph health https://127.0.0.1:8443 --insecure --timeout 1s",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			base := ownServer(os.Getenv("POLYGRAPH_LISTEN"))
			if len(args) > 0 {
				base = args[0]
			}
			ready, err := readinessOf(base)
			if err != nil {
				return usageError{err}
			}
			if timeout <= 0 {
				return usageError{errors.New("--timeout is out of bounds: give more than nothing, such as 3s")}
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), timeout)
			defer cancel()
			transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: insecure}} // a certificate seldom names 127.0.0.1
			defer transport.CloseIdleConnections()
			return askReadiness(ctx, &http.Client{Transport: transport}, ready, cmd.OutOrStdout())
		},
	}
	cmd.Flags().DurationVar(&timeout, "timeout", 3*time.Second, "time for an answer, at most")
	cmd.Flags().BoolVar(&insecure, "insecure", false, "do not check the certificate, as for a server on this machine")
	return cmd
}

// ownServer is where the server of this machine answers, of which we know what it listens on.
func ownServer(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		host, port = "", "8080"
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// readinessOf is the address at which a server tells whether it is ready.
func readinessOf(base string) (string, error) {
	parsed, err := url.Parse(base)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return "", fmt.Errorf("%q is no address of a server; write http://HOST:PORT, such as http://127.0.0.1:8080", base)
	}
	if parsed.Path = strings.TrimSuffix(parsed.Path, "/"); !strings.HasSuffix(parsed.Path, "/readyz") {
		parsed.Path += "/readyz"
	}
	return parsed.String(), nil
}

// askReadiness prints what is answered, and fails where the server is not ready.
func askReadiness(ctx context.Context, client *http.Client, ready string, out io.Writer) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, ready, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		if _, is := errors.AsType[*tls.CertificateVerificationError](err); is {
			return fmt.Errorf("the server's certificate is not one that this machine trusts; --insecure asks all the same: %w", err)
		}
		return fmt.Errorf("no server answers; is it started, and on this port? %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if _, err := io.Copy(out, io.LimitReader(response.Body, 64<<10)); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: %s answers %s", ready, response.Status)
	}
	return nil
}
