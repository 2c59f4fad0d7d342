// Draws the round. Whatever is shown is text: nothing of it is read as markup.
import { type Body, type Post, type Round, type Stop, standing } from "./round";

type Child = Node | string;

export function el<K extends keyof HTMLElementTagNameMap>(name: K, classes: string, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

export function at<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

const screens = ["door-set-up", "door-nothing", "door-locked", "door-list", "door-stop"];

/** Shows one screen, or none, under a title. Somebody who went there is taken to its beginning. */
export function show(screen: string, title: string, went: boolean): void {
  for (const id of screens) at(id).hidden = id !== screen;
  at("door-errors").replaceChildren();
  const pages = document.getElementById("door-signal"); // not on the page that a phone keeps
  if (pages) pages.hidden = screen === "door-list" || screen === "door-stop";
  const heading = at("door-title");
  heading.textContent = title;
  document.title = document.title.replace(/^.*?(?= – |$)/, title);
  if (went) {
    window.scrollTo(0, 0);
    heading.focus();
  }
}

/** Says something to everybody, screen readers included. */
export function announce(words: string): void {
  at("door-status").textContent = words;
}

export interface Fault {
  field: string; // the id of what is to be mended
  text: string;
}

/** Lists what is wrong, leads there and is read first. */
export function complain(faults: Fault[]): void {
  const list = el("ul", "govuk-list govuk-error-summary__list");
  for (const { field, text } of faults) {
    const link = el("a", "", text);
    link.href = `#${field}`;
    link.addEventListener("click", (event) => {
      event.preventDefault(); // the address names a stop
      document.getElementById(field)?.focus();
    });
    list.append(el("li", "", link));
  }
  const summary = el("div", "govuk-error-summary", el("div", "", el("h2", "govuk-error-summary__title", "There is a problem"), el("div", "govuk-error-summary__body", list)));
  summary.firstElementChild?.setAttribute("role", "alert");
  summary.tabIndex = -1;
  at("door-errors").replaceChildren(summary);
  if (!document.title.startsWith("Error: ")) document.title = `Error: ${document.title}`;
  summary.focus();
}

/** The stops in order, each a large link. */
export function drawList(body: Body, post: Post): void {
  at("door-rounds").replaceChildren(...body.rounds.map((r) => drawRound(r, body, post)));
}

function drawRound(round: Round, body: Body, post: Post): HTMLElement {
  const stands = round.stops.map((stop) => standing(stop, body, post));
  const next = stands.findIndex((s) => s.open);
  const list = el("ol", "govuk-list kith-door__stops");
  round.stops.forEach((stop, i) => list.append(el("li", "", card(stop, stands[i]?.words ?? "", i === next, stands[i]?.open ?? false))));
  const page = el("a", "govuk-link", "Set out, or say that you are back, with signal");
  page.href = round.page;
  return el(
    "section",
    "",
    el("h2", "govuk-heading-m", round.title),
    el("p", "govuk-body", `${round.about} ${stands.filter((s) => !s.open).length} of ${round.stops.length} stops done.`),
    list,
    el("p", "govuk-body", page),
  );
}

function card(stop: Stop, words: string, next: boolean, open: boolean): HTMLElement {
  const link = el("a", "kith-door__stop", el("strong", "", `${stop.position}. ${stop.title}`), el("span", "", goes(stop)), el("span", open ? "" : "kith-door__done", next ? "Next" : words));
  link.href = `#stop=${stop.id}`;
  if (next) link.classList.add("kith-door__stop--next");
  return link;
}

const goes = (stop: Stop): string => (stop.address?.length ? stop.address.join(", ") : stop.where);

/** One stop: where, what, and what to keep to. */
export function drawStop(stop: Stop): void {
  const parts: HTMLElement[] = [el("p", "govuk-body-l kith-door__where", goes(stop))];
  if (stop.hidden && !stop.done) {
    const page = el("a", "govuk-link", "Ask for the address, with signal");
    page.href = stop.page;
    parts.push(el("p", "govuk-body", "It is not kept on this phone. ", page));
  }
  if (stop.way) {
    const way = el("a", "govuk-button govuk-button--secondary kith-door__press", "Find the way");
    way.href = stop.way;
    parts.push(way);
  }
  parts.push(el("p", "govuk-body", stop.about));
  if (stop.marks?.length) {
    const marks = el("ul", "govuk-list kith-door__marks");
    for (const mark of stop.marks) {
      const sign = el("span", "", `${mark.sign} `);
      sign.setAttribute("aria-hidden", "true");
      marks.append(el("li", "", sign, mark.text));
    }
    parts.push(marks);
  }
  if (stop.notes) parts.push(el("p", "govuk-body kith-door__notes", el("strong", "", stop.notes)));
  if (stop.medical) parts.push(el("p", "govuk-body", el("strong", "", "Medicine: hand it to them alone, never to a neighbour.")));
  if (stop.door?.length) {
    const door = el("ul", "govuk-list govuk-list--bullet");
    for (const words of stop.door) door.append(el("li", "", words));
    parts.push(el("h2", "govuk-heading-s", "At the door"), door);
  }
  at("door-about").replaceChildren(...parts);
}
