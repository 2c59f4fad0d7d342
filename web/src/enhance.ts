// Wakes the parts of GOV.UK Frontend that public pages use. Everything works
// without them; they add focus, hints while typing and a guard against
// pressing a button twice.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import { forgetAtSignOut } from "./doorstep/forget";

// The menu folds away before anything is focused: what folds afterwards would move the page
// past the errors that the reader was just led to.
const parts = [
  ServiceNavigation,
  Button,
  CharacterCount,
  Checkboxes,
  ExitThisPage,
  PasswordInput,
  SkipLink,
  NotificationBanner,
  ErrorSummary,
];

/** Wakes the parts inside scope: the page, or what was just put into it. */
export function enhance(scope: Element | Document): void {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const part of parts) createAll(part, undefined, scope);
  forgetAtSignOut(scope);
}
