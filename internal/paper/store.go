package paper

import (
	"encoding/base64"
	"errors"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// morning is the slot of the pack that is made by itself.
const morning = "morning"

const packColumns = `p.id, p.neighbourhood, p.on_day, p.made_at, p.made_by, p.lines, p.left_off, p.pages`

type scanner interface{ Scan(dest ...any) error }

func scanPack(row scanner) (p Pack, err error) {
	var made db.Time
	err = row.Scan(&p.ID, &p.Hub, &p.Day, &made, &p.MadeBy, &p.Lines, &p.LeftOff, &p.Pages)
	p.MadeAt = made.Time
	return p, err
}

// insertPack keeps a pack with its lines, unless its slot of the day is taken.
func insertPack(tx *db.Tx, p printed, slot string) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO paper_pack (borough_id, id, neighbourhood, on_day, slot, made_at, made_by, lines, left_off, pages, file)
		VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING`,
		tx.Borough(), p.ID, p.Hub, p.Day, slot, p.MadeAt, p.MadeBy, p.Lines, p.LeftOff, p.Pages, base64.StdEncoding.EncodeToString(p.file))
	if err != nil || n == 0 {
		return false, err
	}
	for _, l := range p.lines {
		if _, err := tx.Exec(`INSERT INTO paper_line (borough_id, pack_id, number, record_id, task_id, seen_version, addressed) VALUES (?,?,?,?,?,?,?)`,
			tx.Borough(), p.ID, l.Number, l.Record, l.Task, l.Version, l.Addressed); err != nil {
			return false, err
		}
	}
	return true, nil
}

func isMade(r db.Reader, hub string, d day.Date, slot string) (bool, error) {
	var one int
	err := r.QueryRow(`SELECT 1 FROM paper_pack p WHERE p.borough_id = ? AND p.neighbourhood = ? AND p.on_day = ? AND p.slot = ?`,
		r.Borough(), hub, d, slot).Scan(&one)
	if errors.Is(err, db.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

func packByID(r db.Reader, id PackID) (Pack, error) {
	p, err := scanPack(r.QueryRow(`SELECT `+packColumns+` FROM paper_pack p WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = noSuchPack()
	}
	return p, err
}

// packsOf are the packs of some hubs, nil of all, the newest first.
func packsOf(r db.Reader, hubs []string) ([]Pack, error) {
	where, args := `1 = 1`, []any{r.Borough()}
	if hubs != nil {
		marks, ids := db.In(hubs)
		where, args = `p.neighbourhood IN (`+marks+`)`, append(args, ids...)
	}
	rows, err := r.Query(`SELECT `+packColumns+` FROM paper_pack p WHERE p.borough_id = ? AND `+where+` ORDER BY p.on_day DESC, p.made_at DESC, p.id LIMIT 400`, args...)
	return db.Collect(rows, err, func(rows *db.Rows) (Pack, error) { return scanPack(rows) })
}

func fileOf(r db.Reader, id PackID) ([]byte, error) {
	var text string
	if err := r.QueryRow(`SELECT p.file FROM paper_pack p WHERE p.borough_id = ? AND p.id = ?`, r.Borough(), id).Scan(&text); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}

func linesOf(r db.Reader, id PackID) ([]Line, error) {
	rows, err := r.Query(`SELECT l.number, l.record_id, l.task_id, l.seen_version, l.addressed, l.outcome, l.happened_at, l.entered_at, l.entered_by
		FROM paper_line l WHERE l.borough_id = ? AND l.pack_id = ? ORDER BY l.number`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (l Line, err error) {
		var happened, entered db.NullTime
		err = rows.Scan(&l.Number, &l.Record, &l.Task, &l.Version, &l.Addressed, &l.Outcome, &happened, &entered, &l.EnteredBy)
		l.HappenedAt, l.EnteredAt = happened.Time, entered.Time
		return l, err
	})
}

// saveEntered notes what was entered from a line.
func saveEntered(tx *db.Tx, pack PackID, number int64, outcome string, at time.Time, by string) error {
	_, err := tx.Exec(`UPDATE paper_line SET outcome = ?, happened_at = ?, entered_at = ?, entered_by = ? WHERE borough_id = ? AND pack_id = ? AND number = ?`,
		outcome, at, tx.Written(), by, tx.Borough(), pack, number)
	return err
}

// markedSince reports whether somebody on a pack, or a piece of work, was marked after it was
// made so that it may not stand on paper.
func markedSince(r db.Reader, lines []Line) (bool, error) {
	for _, l := range lines {
		record, err := people.RecordIn(r, l.Record)
		if err != nil {
			return false, err
		}
		if record.Restricted() || record.AddressWithheld() && l.Addressed {
			return true, nil
		}
		if l.Task == "" {
			continue
		}
		t, err := tasks.In(r, l.Task)
		if err != nil {
			return false, err
		}
		if needs.Guarded(t.Labels) {
			return true, nil
		}
	}
	return false, nil
}

// dropBefore removes the packs of days before one.
func dropBefore(tx *db.Tx, d day.Date) error {
	if _, err := tx.Exec(`DELETE FROM paper_line WHERE borough_id = ? AND pack_id IN
		(SELECT p.id FROM paper_pack p WHERE p.borough_id = ? AND p.on_day < ?)`, tx.Borough(), tx.Borough(), d); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM paper_pack WHERE borough_id = ? AND on_day < ?`, tx.Borough(), d)
	return err
}
