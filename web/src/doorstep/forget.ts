// Whoever signs out leaves no names and addresses on the phone. What waits to be sent stays:
// it is closed, and goes once they sign in again.
import { wipe } from "./stores";

const longest = 1_000; // nobody is kept from signing out

export function forgetAtSignOut(scope: Element | Document): void {
  for (const form of scope.querySelectorAll<HTMLFormElement>('form[action="/sign-out"]')) {
    form.addEventListener("submit", (event) => {
      if (!("indexedDB" in window)) return;
      event.preventDefault();
      void Promise.race([wipe(), new Promise((done) => window.setTimeout(done, longest))]).finally(() => form.submit());
    });
  }
}
