import { SortableTable } from "@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs";
import { createAll, Tabs } from "govuk-frontend";
import htmx from "htmx.org/dist/htmx.esm.js";
import { call } from "./call";
import { enhance } from "./enhance";
import { foldFilters } from "./filters";
import { watch } from "./live";
import { multiSelect } from "./multi_select";
import { goOn, passkeys } from "./passkey";
import { printButtons } from "./print";
import { shortcuts } from "./shortcuts";
import { dragStops } from "./stops";

// The content security policy forbids eval and inline styles.
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0, // personal data must not stay in the browser's storage
});

function wake(scope: Element | Document): void {
  enhance(scope);
  createAll(Tabs, undefined, scope);
  createAll(SortableTable, undefined, scope);
  printButtons(scope);
  scope.querySelectorAll<HTMLTableElement>("table[data-multi-select]").forEach(multiSelect);
  scope.querySelectorAll<HTMLElement>("[data-live]").forEach(watch);
}

// htmx notes the address of each page for going back, which is not used here. Whoever opens this
// browser after somebody signed out must not read there whom they looked at.
function forgetAddress(): void {
  try {
    sessionStorage.removeItem("htmx-current-path-for-history");
  } catch {
    // a browser without storage keeps nothing
  }
}

forgetAddress();
window.addEventListener("pagehide", forgetAddress);

wake(document);
passkeys(document);
goOn(document);
shortcuts();
foldFilters();
document.querySelectorAll<HTMLFormElement>("form[data-call]").forEach(call);
document.querySelectorAll<HTMLFormElement>("form[data-dragged]").forEach(dragStops);
htmx.onLoad((element) => {
  if (element !== document.body) wake(element);
});
