// The screen on a hub's wall: draws itself anew, and says plainly when it has lost touch.

const every = 15_000;
const patience = 10_000;
// Figures older than this are said to be old, whatever the reason.
const stale = 75_000;

let touched = Date.now();

/** Takes what is new. False where the answer was no wall, such as a page to sign in on. */
async function renew(): Promise<boolean> {
  const answer = await fetch(window.location.href, {
    cache: "no-store",
    signal: AbortSignal.timeout(patience),
  });
  if (!answer.ok) return false;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = drawn.querySelector("[data-wall]");
  const shown = document.querySelector("[data-wall]");
  if (!fresh || !shown) return false;
  // Whoever has the focus on a link keeps it.
  if (shown.querySelector("nav")?.contains(document.activeElement)) {
    shown.querySelectorAll(":scope > :not(.kith-wall__foot)").forEach((part) => part.remove());
    fresh.querySelectorAll(":scope > .kith-wall__foot").forEach((part) => part.remove());
    shown.prepend(...fresh.children);
  } else {
    shown.replaceWith(fresh);
  }
  return true;
}

/** Says since when nothing new has come. */
function lost(): void {
  const note = document.querySelector<HTMLElement>("[data-lost]");
  if (!note || !note.hidden) return;
  const at = new Date(touched).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  note.textContent = (note.dataset.text ?? "").replace("%s", at);
  note.hidden = false;
  document.querySelector("[data-wall]")?.classList.add("kith-wall--lost");
}

async function turn(): Promise<void> {
  try {
    if (await renew()) touched = Date.now();
    else lost();
  } catch {
    lost();
  }
  window.setTimeout(() => void turn(), every);
}

if (document.querySelector("[data-wall]")) {
  window.setTimeout(() => void turn(), every);
  window.setInterval(() => {
    if (Date.now() - touched > stale) lost();
  }, 5_000);
}
