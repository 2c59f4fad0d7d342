/** Shows and wires the buttons that print the page: without scripts they are not there. */
export function printButtons(scope: Element | Document): void {
  for (const button of scope.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
