// Package observe lets those who run a server see what it does: log lines that belong to a
// request carry its ID, requests are counted and timed for Prometheus, and some are traced
// for OpenTelemetry. It knows HTTP and the executor of GraphQL, and nothing of the graph.
//
// What clients choose never becomes the name of a series, and what they send is neither
// logged nor traced: no text of a query, no variable, no header but a checked X-Request-ID.
package observe
