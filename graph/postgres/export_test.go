package postgres

// Mute makes a journal take its database for one that tells nobody of commits.
func Mute(j *Journal) { j.tells = func(func(string) string) bool { return false } }

// Tells is how a database is known that tells of commits.
var Tells = tells

// Layout are the statements that make the tables.
var Layout = layouts[0]
