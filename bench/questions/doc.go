// Package questions is the table of the seven questions that are measured: how each
// system is asked, what is asked of it in turn, and which facts its answer holds. Before
// anything is measured, the facts of all systems must be the same.
package questions
