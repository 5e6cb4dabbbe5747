// Package results holds what a run of the measurement found, as the file that it writes.
package results

import (
	"encoding/json"
	"os"
	"slices"
)

// Results are those of one run.
type Results struct {
	Machine Machine
	Command string
	Date    string
	Seed    uint64
	Rounds  int
	Seconds float64 // of each round
	// How busy the machine was in the minute before the run and in its last, as the system's
	// load average has it.
	LoadBefore, LoadAfter string
	Sizes                 []*Size
}

// Machine is where it ran, with the versions of what ran.
type Machine struct {
	Processor string
	Cores     int
	Memory    int64 // bytes
	Kernel    string
	System    string
	Versions  []Version
}

// Version is that of a program.
type Version struct{ Program, Version string }

// Size is what was found with a graph of one size.
type Size struct {
	Wanted    int // quads
	Graph     Graph
	Loads     []Load
	HTTP      []HTTP
	InProcess []InProcess
	Hops      []Hops
	Commits   []Commit
	Exports   []Export
	Skipped   []Skipped
}

// Graph is how much there is of what.
type Graph struct {
	Quads, Things, Relations, Claims, Documents int
	Bytes                                       int64 // of the packed N-Quads
}

// Load is how long a system took to be ready, and how much memory it took.
type Load struct {
	System  string
	What    string // was loaded
	Quads   int
	Seconds float64
	Live    int64 `json:",omitempty"` // bytes in use after garbage was collected
	Peak    int64 `json:",omitempty"` // bytes of the process at most
}

// Spread is the median of the rounds, with the least and the most.
type Spread struct{ Median, Least, Most float64 }

// HTTP is how a server answers a question.
type HTTP struct {
	Question    string
	System      string
	Connections int
	Rate        Spread  // requests a second
	P50, P99    Spread  // microseconds
	Bytes       float64 // of an answer, on average
	// Microseconds that the server's processes are on a processor for a request, by program.
	// Others that use the machine meanwhile change it less than they change the rate.
	Processor map[string]Spread
	Kernel    Spread // the part of it in the kernel: mostly with sockets
}

// InProcess is how long a call takes.
type InProcess struct {
	Question string
	System   string
	Time     Spread // microseconds; for Oxigraph, the median and the quartiles of all calls
}

// Hops is how long one or two relations take to be followed.
type Hops struct {
	System  string
	Hops    int
	Results int
	Time    Spread // microseconds, with the quartiles of all calls
}

// Commit is how long a change takes until it is visible, and what readers notice of it.
type Commit struct {
	System, What string
	Quads        int     // changed
	Time         Spread  // milliseconds until a reader sees the change
	Reads        int64   // while changes were made
	LongestRead  float64 // milliseconds that one of them took at most
	LongestQuiet float64 // likewise in as long a time when nothing changed
}

// Export is how fast the graph is written.
type Export struct {
	Format  string
	Quads   int
	Bytes   int64
	Seconds Spread
}

// Skipped is what could not be measured.
type Skipped struct{ What, Why string }

// Process is what a program that measures by itself prints for the driver.
type Process struct {
	Loads     []Load
	InProcess []InProcess
	Hops      []Hops
	Commits   []Commit
	Exports   []Export
}

// Take adds what a program has found.
func (s *Size) Take(p Process) {
	s.Loads = append(s.Loads, p.Loads...)
	s.InProcess = append(s.InProcess, p.InProcess...)
	s.Hops = append(s.Hops, p.Hops...)
	s.Commits = append(s.Commits, p.Commits...)
	s.Exports = append(s.Exports, p.Exports...)
}

// SpreadOf is the spread of values.
func SpreadOf(values []float64) Spread {
	sorted := slices.Sorted(slices.Values(values))
	return Spread{Median: sorted[len(sorted)/2], Least: sorted[0], Most: sorted[len(sorted)-1]}
}

// Quartiles are the median of values with the bounds of their middle half.
func Quartiles(values []float64) Spread {
	sorted := slices.Sorted(slices.Values(values))
	return Spread{Median: sorted[len(sorted)/2], Least: sorted[len(sorted)/4], Most: sorted[3*len(sorted)/4]}
}

// Write writes the file.
func (r *Results) Write(name string) error {
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o644)
}

// Read reads it.
func Read(name string) (*Results, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r := new(Results)
	return r, json.Unmarshal(text, r)
}
