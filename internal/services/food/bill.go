package food

import (
	"context"
	"strconv"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/money"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// InvoiceID names a line for finance.
type InvoiceID = ident.ID[Invoice]

// Invoice is one line for finance: what one household is billed, or credited, for one order.
// It holds nothing of health or diet, and no item that would tell of them.
type Invoice struct {
	ID        InvoiceID
	Order     OrderID
	Number    ident.Reference // of the order
	Record    people.RecordID
	Bill      Bill
	Lines     []BillLine
	Total     money.Pence // less than nothing for a credit
	Delivered day.Date
	MadeAt    time.Time
	Batch     BatchID // "" until it is taken out
	BatchNo   int64
}

// Credit reports whether the line takes back another.
func (i Invoice) Credit() bool { return i.Total < 0 }

// BillLine is one hamper of a bill, by the name of the list.
type BillLine struct {
	Name     string      `json:"name"`
	Quantity int64       `json:"quantity"`
	Pence    money.Pence `json:"pence"` // for all of them
}

// BatchID names a batch.
type BatchID = ident.ID[Batch]

// Batch is the lines that finance took out at once. A line is in one batch and in no other.
type Batch struct {
	ID     BatchID
	Number int64 // from 1 in each borough
	MadeAt time.Time
	MadeBy string
	Lines  int64
	Total  money.Pence
}

// Name is what the batch is called.
func (b Batch) Name() string { return "Batch " + strconv.FormatInt(b.Number, 10) }

// bill makes the line for an order that was handed over; nothing where nothing is due.
func bill(tx *db.Tx, o Order) error {
	if o.Due() <= 0 {
		return nil
	}
	return insertInvoice(tx, Invoice{
		ID: ident.New[Invoice](tx.Now()), Order: o.ID, Number: o.Number, Record: o.Record, Bill: o.Bill, Lines: o.billLines(),
		Total: o.Due(), Delivered: day.Of(tx.Now()), MadeAt: tx.Now(),
	})
}

// billLines are the hampers that were put in, without what was in them. One of which
// nothing that costs anything was put in is left out.
func (o Order) billLines() (lines []BillLine) {
	for _, c := range o.Chosen {
		line := BillLine{Name: c.Name, Quantity: c.Quantity}
		for _, i := range o.Items {
			if i.Hamper == c.Hamper {
				line.Pence += i.Pence * money.Pence(i.count(!o.PackedAt.IsZero()))
			}
		}
		if line.Pence > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}

// credit takes a bill back: it drops what nobody took out, and credits what somebody did.
func credit(tx *db.Tx, o Order) error {
	dropped, err := dropInvoice(tx, o.ID)
	if err != nil || dropped {
		return err
	}
	i, found, err := lastInvoice(tx, o.ID)
	if err != nil || !found || i.Credit() {
		return err
	}
	i.ID, i.Batch, i.Total, i.MadeAt, i.Delivered = ident.New[Invoice](tx.Now()), "", -i.Total, tx.Now(), day.Of(tx.Now())
	for n := range i.Lines {
		i.Lines[n].Pence = -i.Lines[n].Pence
	}
	return insertInvoice(tx, i)
}

// Waiting lists the lines that nobody took out yet, oldest first, and notes who looked.
func (s *Service) Waiting(ctx context.Context) (all []Invoice, err error) {
	defer fault.Wrap(&err, "invoices that wait")
	if err := access.Check(ctx, "", billers...); err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	if all, err = invoicesOf(r, ""); err != nil {
		return nil, err
	}
	if all, err = veiled(access.From(ctx), r, all); err != nil {
		return nil, err
	}
	if len(all) > 0 {
		err = s.reads.Saw(ctx, journal.Entry{Verb: "looked at invoices", Topic: "people.read", Objects: objects(all)})
	}
	return all, err
}

// Batches lists what was taken out, newest first.
func (s *Service) Batches(ctx context.Context) (all []Batch, err error) {
	defer fault.Wrap(&err, "batches of invoices")
	if err := access.Check(ctx, "", billers...); err != nil {
		return nil, err
	}
	return batches(s.db.Read(ctx))
}

// TakeOut puts every line that waits into a batch. When nothing waits it is
// [fault.Conflict]: somebody else was quicker, or nothing was handed over.
func (s *Service) TakeOut(ctx context.Context) (b Batch, err error) {
	defer fault.Wrap(&err, "take out invoices")
	if err := access.Check(ctx, "", billers...); err != nil {
		return Batch{}, err
	}
	err = s.again(ctx, func(tx *db.Tx) (err error) {
		b = Batch{ID: ident.New[Batch](tx.Now()), MadeAt: tx.Now(), MadeBy: tx.Actor()}
		if b.Number, err = nextBatch(tx); err != nil {
			return err
		}
		if err := insertBatch(tx, b); err != nil {
			return err
		}
		if err := fillBatch(tx, &b); err != nil {
			return err
		}
		if b.Lines == 0 {
			return fault.New(fault.Conflict, "food.nothing-to-bill", "No invoice waits: they have all been taken out.")
		}
		return journal.Record(tx, journal.Entry{
			Verb: "took out invoices", Topic: "food.billed", Objects: []journal.Object{{Kind: "batch", ID: string(b.ID)}},
			Data: map[string]any{"batch": b.Number, "lines": b.Lines, "pence": int64(b.Total)},
		})
	})
	return b, err
}

// Batch returns a batch with its lines, to be sent as a file. That somebody takes it is in
// the journal before any of it is returned.
func (s *Service) Batch(ctx context.Context, id BatchID) (b Batch, all []Invoice, err error) {
	defer fault.Wrap(&err, "batch %s", id)
	if err := access.Check(ctx, "", billers...); err != nil {
		return Batch{}, nil, err
	}
	r := s.db.Read(ctx)
	if b, err = batchByID(r, id); err != nil {
		return Batch{}, nil, err
	}
	if all, err = invoicesOf(r, id); err != nil {
		return Batch{}, nil, err
	}
	if all, err = veiled(access.From(ctx), r, all); err != nil {
		return Batch{}, nil, err
	}
	return b, all, s.reads.SawFirst(ctx, journal.Entry{
		Verb: "took a batch of invoices in a file", Topic: "food.exported",
		Objects: append(objects(all), journal.Object{Kind: "batch", ID: string(id)}), Data: map[string]any{"batch": b.Number},
	})
}

func objects(all []Invoice) (named []journal.Object) {
	for _, i := range all {
		named = append(named, journal.Object{Kind: "invoice", ID: string(i.ID)})
	}
	return named
}

// veiled shows lines as the policies let who asks see them: without the address of somebody
// whose address has been withheld since, and without all of whom few may know.
func veiled(who access.Principal, r db.Reader, all []Invoice) ([]Invoice, error) {
	for n, i := range all {
		p, err := people.RecordIn(r, i.Record)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		all[n] = billShown(who, i, p)
	}
	return all, nil
}
