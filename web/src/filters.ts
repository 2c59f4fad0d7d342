/** Folds the filters away on a narrow screen, where they would stand before the list. */
export function foldFilters(): void {
  if (!window.matchMedia("(max-width: 61.24em)").matches) return;
  document.querySelectorAll<HTMLDetailsElement>("details.kith-filter").forEach((filter) => (filter.open = false));
}
