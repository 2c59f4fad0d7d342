package tasks

import (
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// rewrite says anew what a task is and who may do it. Its version is saveTask's to move.
func rewrite(tx *db.Tx, t Task) error {
	_, err := tx.Exec(`UPDATE tasks_task SET kind = ?, title = ?, instruction = ?, category = ?, area = ?, who_may = ?, labels = ?, destination = ?
		WHERE borough_id = ? AND id = ?`,
		t.Kind, t.Title, t.Instruction, t.Category, t.Area, db.JSON[[]needs.Doer]{V: t.WhoMay}, db.JSON[[]needs.Label]{V: t.Labels},
		t.Destination, tx.Borough(), t.ID)
	return err
}
