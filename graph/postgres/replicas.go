package postgres

import "context"

// Warnings are what an operator should know of the database. Where it has replicas, and a commit
// does not wait for one, a load that was acknowledged can be lost with the primary. What the user
// may not see is not warned of.
func (j *Journal) Warnings(ctx context.Context) []string {
	var replicas int
	var waits string
	err := j.pool.QueryRow(ctx, `SELECT count(*), current_setting('synchronous_standby_names') FROM pg_stat_replication`).Scan(&replicas, &waits)
	if err != nil || replicas == 0 || waits != "" {
		return nil
	}
	return []string{"the database has replicas, and commits wait for none of them: loads that were acknowledged can be lost with it; set synchronous_standby_names"}
}
