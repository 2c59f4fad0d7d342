// A key reaches what carries data-key: "/" the search, "F9" the wrap-up. A
// printable key is left alone while somebody types, and together with Ctrl,
// Alt or Meta, which belong to browsers and screen readers.

export function shortcuts(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.key.length === 1 && isTyping(event.target)) return;
    const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    reach(target);
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

function reach(target: HTMLElement): void {
  const types = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (types && !["checkbox", "radio"].includes(target.type)) {
    target.focus();
    target.select();
    return;
  }
  target.focus();
  target.click();
}
