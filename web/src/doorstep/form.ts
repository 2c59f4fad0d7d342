// The form of what came of a stop.
import { draw, jpeg } from "./photo";
import type { Said, Stop, Typed } from "./round";
import { at, complain, el } from "./view";

const form = (): HTMLFormElement => at<HTMLFormElement>("door-outcome");
const box = (name: string): HTMLInputElement => form().querySelector(`[name="${name}"]`) as HTMLInputElement;
const radios = (): HTMLInputElement[] => [...form().querySelectorAll<HTMLInputElement>('[name="outcome"]')];

let photo = false; // one is drawn on the canvas

/** Puts the form before somebody as it is for a stop, with what they typed before. */
export function ask(stop: Stop, typed: Typed | undefined): void {
  form().reset();
  leavePhotoOut();
  for (const radio of radios()) {
    const item = radio.closest<HTMLElement>(".govuk-radios__item");
    if (item) item.hidden = !stop.outcomes.includes(radio.value);
    radio.checked = radio.value === typed?.outcome;
  }
  box("received").value = typed?.received ?? "";
  box("note").value = typed?.note ?? "";
  box("concern").value = typed?.concern ?? "";
  box("unopened").checked = typed?.unopened ?? false;
  at("door-person").hidden = !stop.person;
  at("door-photo").hidden = stop.hidden;
  neighbour();
}

/** Which neighbour is asked only where one took it. */
export function neighbour(): void {
  at("door-neighbour").hidden = typed().outcome !== "neighbour";
}

export function typed(): Typed {
  return {
    outcome: radios().find((radio) => radio.checked)?.value ?? "",
    received: box("received").value.trim(),
    note: box("note").value.trim(),
    concern: box("concern").value.trim(),
    unopened: box("unopened").checked,
  };
}

/** The chosen outcome in words. */
export function label(): string {
  const chosen = radios().find((radio) => radio.checked);
  return form().querySelector(`label[for="${CSS.escape(chosen?.id ?? "")}"]`)?.textContent?.trim() ?? "";
}

/** Leads to what is wrong: the first of the answers where there are several. */
export function wrong(faults: { field: string; text: string }[]): void {
  complain(faults.map(({ field, text }) => ({ field: field === "outcome" ? (radios().find((r) => !r.closest<HTMLElement>("[hidden]"))?.id ?? field) : field, text })));
}

/** Draws the photo that was chosen, or says that it is none. */
export async function choosePhoto(): Promise<void> {
  const file = box("photo").files?.[0];
  if (!file) return;
  try {
    await draw(file, at<HTMLCanvasElement>("door-canvas"));
    photo = true;
    at("door-preview").hidden = false;
  } catch {
    leavePhotoOut();
    complain([{ field: "photo", text: "This is no photo. Take it again, or leave it out" }]);
  }
}

export function leavePhotoOut(): void {
  photo = false;
  box("photo").value = "";
  at("door-preview").hidden = true;
  const canvas = at<HTMLCanvasElement>("door-canvas");
  canvas.width = canvas.height = 1; // what was drawn is gone
}

/** The photo as it is sent; null where there is none. */
export const taken = async (): Promise<Uint8Array | null> => (photo ? jpeg(at<HTMLCanvasElement>("door-canvas")) : null);

/** What was recorded of a stop here, with a way to change it while it is not sent. */
export function told(said: Said, words: string, change: (() => void) | null): void {
  const parts: HTMLElement[] = [el("h2", "govuk-heading-m", "What you recorded"), el("p", "govuk-body", words)];
  const more = [said.received, said.note, said.unopened ? "The last box stands there unopened." : "", said.concern ? `Worried: ${said.concern}` : "", said.photo ? "With a photo." : ""].filter(Boolean);
  for (const line of more) parts.push(el("p", "govuk-body", line));
  if (change) {
    const button = el("button", "govuk-button govuk-button--secondary kith-door__press", "Change it");
    button.type = "button";
    button.addEventListener("click", change);
    parts.push(button);
  }
  at("door-said").replaceChildren(...parts);
}
