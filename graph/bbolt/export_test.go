package bbolt

import "time"

// Impatient waits for others no longer than that.
func (j *Journal) Impatient(wait time.Duration) *Journal {
	j.wait = wait
	return j
}
