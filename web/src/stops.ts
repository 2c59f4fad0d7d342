// A stop of a round is dragged to another place or another round. Every stop has a page
// behind "Change" that does the same without dragging.

const carried = "kith-row--carried";
const before = "kith-row--before";

export function dragStops(form: HTMLFormElement): void {
  const action = form.dataset.dragged;
  if (!action) return;
  let item = "";

  const send = (to: string, at: number): void => {
    form.action = action + item;
    field(form, "to").value = to;
    field(form, "at").value = String(at);
    form.submit();
  };

  for (const row of document.querySelectorAll<HTMLTableRowElement>("tbody tr")) {
    const stop = row.querySelector<HTMLElement>("[data-stop]")?.dataset.stop;
    if (stop === undefined) continue;
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      item = stop;
      event.dataTransfer?.setData("text/plain", stop);
      if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
      row.classList.add(carried);
    });
    row.addEventListener("dragend", () => {
      item = "";
      document.querySelectorAll(`.${carried}, .${before}`).forEach((one) => one.classList.remove(carried, before));
    });
  }
  for (const round of document.querySelectorAll<HTMLElement>("[data-stops-of]")) takes(round, () => item !== "", send);
}

/** A round takes what is dropped on it: before the row it is dropped on, or else at its end. */
function takes(round: HTMLElement, carrying: () => boolean, send: (to: string, at: number) => void): void {
  const rows = [...round.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  const over = (event: DragEvent): HTMLTableRowElement | undefined =>
    rows.find((row) => event.target instanceof Node && row.contains(event.target));
  round.addEventListener("dragover", (event) => {
    if (!carrying()) return;
    event.preventDefault();
    document.querySelectorAll(`.${before}`).forEach((one) => one.classList.remove(before));
    over(event)?.classList.add(before);
  });
  round.addEventListener("drop", (event) => {
    if (!carrying()) return;
    event.preventDefault();
    const row = over(event);
    send(round.dataset.stopsOf ?? "", row ? rows.indexOf(row) + 1 : rows.length + 1);
  });
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement)) throw new Error(`there is no field ${name}`);
  return found;
}
