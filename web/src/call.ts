// The call: keeps what is typed while somebody speaks, brings the parts of the
// screen that follow from it up to date, and lets the whole of it be done from
// the keyboard. Without it the same form works by its buttons.

const pause = 1500; // after the last key
const atLeast = 4000; // while somebody types on without a pause
const again = 5000; // after a save that failed
const longest = 10000; // for a save: what is sent after it waits no longer

export function call(form: HTMLFormElement): void {
  const draft = new Draft(form);
  keyboard(form, draft);
  since(form);
  // An address that leads to a part of the page takes the focus there once all is loaded.
  if (window.location.hash) window.addEventListener("load", () => window.setTimeout(() => begin(form)));
  else begin(form);
}

/** Draft saves the form as it stands, one save at a time. */
class Draft {
  private dirty = false;
  private saving = false;
  private underWay: Promise<unknown> = Promise.resolve(); // the save, while there is one
  private stopped = false; // somebody else wrote too, or the call ended: the agent chooses
  private timer = 0;
  private first = 0; // when the oldest unsaved key was typed

  constructor(private form: HTMLFormElement) {
    form.addEventListener("input", (event) => this.typed(event.target));
    form.addEventListener("focusout", () => this.dirty && this.after(0));
    form.addEventListener("submit", (event) => this.sent(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.after(0));
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty) event.preventDefault();
    });
  }

  /**
   * What is sent while a save is under way goes after it: it would name a version that is gone,
   * and the agent be told of a clash with themselves.
   */
  private sent(event: SubmitEvent): void {
    this.stopped = true;
    this.dirty = false;
    if (!this.saving) return;
    event.preventDefault();
    void this.underWay.then(() => this.form.requestSubmit(event.submitter));
  }

  private typed(target: EventTarget | null): void {
    if (target instanceof HTMLInputElement && (target.id === "terms" || target.name.startsWith("back-") || target.name === "outcome")) return;
    const now = Date.now();
    if (!this.dirty) this.first = now;
    this.dirty = true;
    const choice = target instanceof HTMLInputElement && ["radio", "checkbox"].includes(target.type);
    this.after(choice ? 0 : Math.max(0, Math.min(pause, this.first + atLeast - now)));
  }

  /** Saves what is not saved yet, soon. */
  after(delay: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), delay);
  }

  private async save(): Promise<void> {
    if (this.saving || this.stopped || !this.dirty) return;
    this.saving = true;
    this.dirty = false;
    this.underWay = this.send()
      .catch(() => this.failed("What you have typed is not saved yet: there is no connection. It stays on this page and is sent again."))
      .finally(() => (this.saving = false));
    await this.underWay;
    if (this.dirty && !this.stopped) this.after(Math.max(pause, this.retry));
  }

  private retry = 0;

  private failed(text: string, link?: { href: string; text: string }): void {
    this.dirty = true;
    this.retry = again;
    trouble(text, link);
  }

  private async send(): Promise<void> {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string" && name !== "terms") body.append(name, value);
    const answer = await fetch(this.form.dataset.call ?? "", { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: true, signal: AbortSignal.timeout(longest) });
    if (answer.status === 401 || answer.status === 403) {
      await this.signedOut();
      return;
    }
    if (answer.status !== 200 && answer.status !== 409) {
      this.failed("What you have typed is not saved yet. It stays on this page and is sent again in a moment.");
      return;
    }
    const parts = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    this.retry = 0;
    if (answer.status === 409) this.clash(parts);
    else {
      trouble("");
      follow(this.form, parts);
    }
  }

  /** Somebody who was signed out signs in again beside this page, which then goes on. */
  private async signedOut(): Promise<void> {
    const page = await fetch(this.form.action, { redirect: "manual" });
    const token = this.form.querySelector<HTMLInputElement>("input[name=_csrf]");
    if (page.ok && token) {
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector<HTMLInputElement>("form[data-call] input[name=_csrf]");
      if (fresh && fresh.value !== token.value) {
        token.value = fresh.value;
        this.dirty = true;
        this.retry = 0;
        return;
      }
    }
    this.failed("You have been signed out. What you have typed stays on this page. ", {
      href: this.form.dataset.signIn ?? "/sign-in",
      text: "Sign in in a new tab, then come back here",
    });
  }

  private clash(parts: HTMLElement): void {
    this.stopped = true;
    const note = parts.querySelector("#call-clash");
    document.querySelector("#call-clash")?.remove();
    const place = document.querySelector("#call-trouble");
    if (note && place) place.replaceChildren(note);
  }
}

function trouble(text: string, link?: { href: string; text: string }): void {
  const place = document.querySelector("#call-trouble");
  if (!place || place.textContent === text + (link?.text ?? "")) return;
  place.replaceChildren();
  if (!text) return;
  const words = document.createElement("p");
  words.className = "govuk-body kith-call__trouble";
  words.textContent = text;
  if (link) {
    const a = document.createElement("a");
    a.className = "govuk-link";
    a.href = link.href;
    a.target = "_blank";
    a.textContent = link.text;
    words.append(a);
  }
  place.append(words);
}

/** Puts the parts that follow from a save in their places. What stands stays: nobody's box moves from under their hands. */
function follow(form: HTMLFormElement, parts: HTMLElement): void {
  for (const id of ["call-version", "call-saved", "call-warnings", "call-routing", "call-plan", "call-alike"]) {
    const fresh = parts.querySelector(`#${id}`);
    const stands = form.querySelector(`#${id}`);
    if (fresh && stands && fresh.outerHTML !== stands.outerHTML) stands.replaceWith(fresh);
  }
  for (const fresh of parts.querySelectorAll<HTMLElement>("[data-steps]")) {
    const stands = form.querySelector<HTMLElement>(`[data-steps="${fresh.dataset.steps}"]`);
    if (stands) merge(stands, fresh);
  }
  suggest(form);
}

function merge(stands: HTMLElement, fresh: HTMLElement): void {
  const mine = (name: string) => [...stands.children].find((one) => one instanceof HTMLElement && one.dataset.part === name) as HTMLElement | undefined;
  const wanted = [...fresh.children].filter((one): one is HTMLElement => one instanceof HTMLElement && one.dataset.part !== undefined);
  const names = new Set(wanted.map((one) => one.dataset.part));
  for (const one of [...stands.children])
    if (one instanceof HTMLElement && one.dataset.part !== undefined && !names.has(one.dataset.part)) one.remove();
  let before: Element | null = null;
  for (const one of wanted) {
    const old = mine(one.dataset.part ?? "");
    if (old && (old.dataset.title === one.dataset.title || old.contains(document.activeElement))) {
      merge(old, one);
      before = old;
      continue;
    }
    if (old) {
      carry(old, one);
      old.replaceWith(one);
    } else if (before) before.after(one);
    else stands.querySelector(":scope > [data-part]") ? stands.querySelector(":scope > [data-part]")?.before(one) : stands.append(one);
    number(one);
    before = one;
  }
}

/** What was typed while the save was on its way goes along when a part of the screen is drawn anew. */
function carry(old: HTMLElement, fresh: HTMLElement): void {
  for (const box of old.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input:not([type=hidden]), textarea")) {
    const same = fresh.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${CSS.escape(box.id)}`);
    if (!same) continue;
    if (box instanceof HTMLInputElement && same instanceof HTMLInputElement) same.checked = box.checked;
    if (!["radio", "checkbox"].includes(box.type)) same.value = box.value;
  }
}

/** The wrap-up offers what is likeliest until the agent has chosen. */
function suggest(form: HTMLFormElement): void {
  const wrapUp = form.querySelector<HTMLElement>("#wrap-up");
  const likely = form.querySelector<HTMLElement>("#call-plan")?.dataset.outcome;
  if (!wrapUp || wrapUp.dataset.chosen || !likely) return;
  const radio = wrapUp.querySelector<HTMLInputElement>(`input[name=outcome][value="${CSS.escape(likely)}"]`);
  if (radio) radio.checked = true;
}

const keys = "1234567890abcdefghij";

function keyboard(form: HTMLFormElement, draft: Draft): void {
  number(form);
  // Pressing what is suggested already changes nothing, and is a choice all the same.
  for (const choosing of ["change", "click"])
    form.querySelector("#wrap-up")?.addEventListener(choosing, (event) => {
      if (event.target instanceof HTMLInputElement && event.target.name === "outcome")
        form.querySelector<HTMLElement>("#wrap-up")!.dataset.chosen = "yes";
    });
  form.querySelector<HTMLElement>('[data-key="F9"]')?.addEventListener("click", (event) => {
    event.preventDefault();
    draft.after(0);
    suggest(form);
    const outcome = form.querySelector<HTMLInputElement>("input[name=outcome]:checked") ?? form.querySelector<HTMLInputElement>("input[name=outcome]");
    form.querySelector("#wrap-up")?.scrollIntoView();
    outcome?.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const target = event.target;
    if (!(target instanceof HTMLElement)) return;
    if (event.key === "Enter") enter(form, target, event);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") among(form, target, event);
    else if (event.key.length === 1) pick(target, event);
  });
}

/** Enter leads to the next question; in the search to the people found, in the wrap-up to the end. */
function enter(form: HTMLFormElement, target: HTMLElement, event: KeyboardEvent): void {
  if (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement || target.tagName === "SUMMARY") return;
  if (target instanceof HTMLTextAreaElement && event.shiftKey) return;
  event.preventDefault();
  if (target.id === "terms") {
    form.querySelector<HTMLElement>("#call-found button")?.focus();
    return;
  }
  const end = form.querySelector<HTMLElement>("#call-end");
  const back = form.querySelector<HTMLInputElement>("input[name=outcome][value=call-back]");
  if (target.closest("#wrap-up") && (!back?.checked || target.id === "back-at")) {
    end?.click();
    return;
  }
  next(form, target)?.focus();
}

/** The first box of the next question: radios and ticks of one question count as one. */
function next(form: HTMLFormElement, target: HTMLElement): HTMLElement | undefined {
  const name = (target as HTMLInputElement).name;
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input:not([type=hidden]), textarea, select")].filter((box) => box.offsetParent !== null && box.id !== "terms");
  let at = boxes.indexOf(target as HTMLInputElement);
  while (at >= 0 && at < boxes.length && boxes[at]?.name === name) at++;
  const box = boxes[at];
  if (!box) return undefined;
  return boxes.find((one) => one.name === box.name && one.checked && one.type === "radio") ?? box;
}

function among(form: HTMLFormElement, target: HTMLElement, event: KeyboardEvent): void {
  const hits = [...form.querySelectorAll<HTMLElement>("#call-found button")];
  const at = hits.indexOf(target);
  if (target.id !== "terms" && at < 0) return;
  const to = event.key === "ArrowDown" ? hits[at + 1] : at > 0 ? hits[at - 1] : form.querySelector<HTMLElement>("#terms");
  if (!to) return;
  event.preventDefault();
  to.focus();
}

/** A digit, or a letter beyond the tenth, chooses among the answers of the question in focus. */
function pick(target: HTMLElement, event: KeyboardEvent): void {
  if (!(target instanceof HTMLInputElement) || !["radio", "checkbox"].includes(target.type)) return;
  const box = options(target)[keys.indexOf(event.key.toLowerCase())];
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.click();
}

function options(of: HTMLInputElement): HTMLInputElement[] {
  return [...(of.form?.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(of.name)}"]`) ?? [])];
}

/** Writes beside each answer the key that chooses it. */
function number(scope: HTMLElement): void {
  const seen = new Map<string, number>();
  for (const box of scope.querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]")) {
    const at = seen.get(box.name) ?? 0;
    seen.set(box.name, at + 1);
    const label = box.nextElementSibling;
    const key = keys[at];
    if (!key || !(label instanceof HTMLLabelElement) || label.querySelector("kbd")) continue;
    const shown = document.createElement("kbd");
    shown.className = "kith-key kith-call__key";
    shown.textContent = key;
    shown.ariaHidden = "true";
    label.append(" ", shown);
  }
}

/** Counts how long the call lasts. */
function since(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-since]");
  const began = Date.parse(place?.dataset.since ?? "");
  if (!place || Number.isNaN(began)) return;
  const tell = (): void => {
    const seconds = Math.max(0, Math.floor((Date.now() - began) / 1000));
    if (seconds < 6 * 3600) place.textContent = `– on call ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  tell();
  window.setInterval(tell, 1000);
}

/** Where typing begins: at what is wrong, where the address leads, or at the first question. */
function begin(form: HTMLFormElement): void {
  if (document.querySelector(".govuk-error-summary")) return; // it takes the focus itself
  const place = window.location.hash ? document.getElementById(window.location.hash.slice(1)) : null;
  const box = (place ?? form.querySelector("#said"))?.querySelector<HTMLInputElement>(".kith-call__step input:not([type=hidden]), .kith-call__step textarea");
  const safe = form.querySelector<HTMLInputElement>("input[name=safe]");
  const asked = form.querySelector("input[name=safe]:checked");
  if (!asked && place?.id !== "who") safe?.focus();
  else if (place && box && box.offsetParent !== null) box.focus();
  else if (asked && !place) form.querySelector<HTMLElement>("#terms")?.focus();
}
