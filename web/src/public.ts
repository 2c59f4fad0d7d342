import { enhance } from "./enhance";
import { watch } from "./live";
import { printButtons } from "./print";

enhance(document);
printButtons(document);
document.querySelectorAll<HTMLElement>("[data-live]").forEach(watch);
