// Tick rows, then do one thing with all of them: adds "select all", the number
// ticked, ticking a range with Shift, and a key that leads to what is done with them.

export function multiSelect(table: HTMLTableElement): void {
  const boxes = [...table.querySelectorAll<HTMLInputElement>("tbody .kith-pick input[type=checkbox]")];
  const head = table.querySelector<HTMLElement>("thead .kith-pick");
  const bulk = table.closest("form")?.querySelector<HTMLElement>(".kith-bulk");
  const count = bulk?.querySelector<HTMLElement>(".kith-bulk__count");
  if (!boxes.length || !head) return;

  if (bulk) giveByKey(bulk);
  const all = toggleAll(head, `${boxes[0]?.name ?? "row"}-all`, table.dataset.selectAll ?? "Select all");
  let last: HTMLInputElement | null = null;

  const update = (): void => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    if (count) count.textContent = (table.dataset.selected ?? "%d").replace("%d", String(ticked));
    for (const box of boxes) box.closest("tr")?.classList.toggle("kith-row--selected", box.checked);
  };

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    update();
  });
  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) tickBetween(boxes, last, box);
      last = box;
      update();
    });
  }
  // Browsers restore ticks after going back.
  window.addEventListener("pageshow", update);
  update();
}

// "g" leads from a row far down to what is done with the ticked ones.
function giveByKey(bulk: HTMLElement): void {
  const first = bulk.querySelector<HTMLElement>("select, input, button");
  const label = first?.id ? bulk.querySelector(`label[for="${CSS.escape(first.id)}"]`) : null;
  if (!first || !label || document.querySelector('[data-key="g"]')) return;
  first.dataset.key = "g";
  const key = document.createElement("kbd");
  key.className = "kith-key";
  key.textContent = "g";
  key.setAttribute("aria-hidden", "true");
  label.append(" ", key);
}

function tickBetween(boxes: HTMLInputElement[], from: HTMLInputElement, to: HTMLInputElement): void {
  const [low, high] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  for (const box of boxes.slice(low, (high ?? 0) + 1)) box.checked = to.checked;
}

function toggleAll(head: HTMLElement, id: string, text: string): HTMLInputElement {
  const item = document.createElement("div");
  item.className = "govuk-checkboxes govuk-checkboxes--small";
  const inner = document.createElement("div");
  inner.className = "govuk-checkboxes__item";
  const input = document.createElement("input");
  input.type = "checkbox";
  input.id = id;
  input.className = "govuk-checkboxes__input";
  const label = document.createElement("label");
  label.htmlFor = id;
  label.className = "govuk-label govuk-checkboxes__label";
  const words = document.createElement("span");
  words.className = "govuk-visually-hidden";
  words.textContent = text;
  label.append(words);
  inner.append(input, label);
  item.append(inner);
  head.replaceChildren(item);
  return input;
}
