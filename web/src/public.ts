import { enhance } from "./enhance";
import { watch } from "./live";
import { goOn, passkeys } from "./passkey";
import { printButtons } from "./print";

enhance(document);
printButtons(document);
passkeys(document);
goOn(document);
document.querySelectorAll<HTMLElement>("[data-live]").forEach(watch);
