// Walks from link to link as one person does, and judges every state of every page once.
import { doorOf, doors, may, noPage } from './doors.js';
import { judge, partsOf } from './judge.js';
import { short } from './short.js';
import { formsOf, sendWrong } from './wrong.js';

/** How many addresses of one door with the same questions in them are read for one person. */
const mostRead = 2;
const mostValues = 8;

/** How many states of a door are judged on one walk: those that have a part no other had. */
const mostJudged = short ? 1 : 2;
const manyStates = short ? { 'GET /tasks/{id}': 2 } : { 'GET /board': 3, 'GET /tasks/{id}': 4, 'GET /people/{id}': 3, 'GET /requests/{id}': 3, 'GET /calls/{id}': 3 };

/** Pages that lead whoever has not begun, or is signed in already, to another. */
const leadsOn = /^\/((ask|refer|register)\/(check|done|equality)|status\/|sign-in(\/step|\/single\/back)?$|account\/(app|sign-in)$|admin\/blueprint\/draft\/)/;

/** Pages that want to know of what, people whose request it is, figures whose rows are for fewer than the door lets in, and a map without areas. */
const refuses = /^\/(admin\/blueprint\/changes|dashboard\/|food\/orders\/new|governance\/requests\/new|admin\/access\/export\.csv|situation\/map\.svg)/;

/** The addresses of our own that a page links to. */
function linksOf(html, base) {
  return [...html.matchAll(/<a\s[^>]*href="([^"#]+)/g)]
    .map(([, href]) => new URL(href.replaceAll('&amp;', '&'), base))
    .filter(({ origin }) => origin === base.origin)
    .filter(({ searchParams }) => !searchParams.has('lang')) // languages.test.js walks those
    .map(({ pathname, search }) => pathname + search);
}

/** Runs in the browser: where each choice of a form that only asks would lead to. */
const filtersOf = () =>
  [...document.querySelectorAll('form:not([method="post" i])')].flatMap((form) => {
    const with_ = (name, value) => {
      const asked = new URLSearchParams([...new FormData(form)].filter(([other, given]) => other !== name && given !== ''));
      asked.set(name, value);
      return `${new URL(form.action).pathname}?${asked}`;
    };
    return [...form.elements].filter((field) => field.name).flatMap((field) => {
      if (field.type === 'select-one') return [...field.options].filter((option) => option.value && !option.selected).map((option) => with_(field.name, option.value));
      if (/^(checkbox|radio)$/.test(field.type)) return field.checked ? [] : [with_(field.name, field.value)];
      return /^(text|search)$/.test(field.type) ? [with_(field.name, 'nobody is called that')] : [];
    });
  });

/**
 * What several people's walks have in common: the addresses read and the states judged, by
 * door, and what was wrong. name tells one walk's pictures from another's; others says of
 * which doors another walk sees to; own which pages look here as they look nowhere else, and
 * are judged in short.
 */
export function newWalk(name, others = () => false, own = () => true) {
  return { name, others, own, read: new Map(), states: new Map(), sent: new Map(), overtaken: new Map(), answered: new Set(), took: [], wrong: [] };
}

/** Reads and judges all that one person can get to; roles is null for the public. */
export async function walkPages(walk, page, roles, starts = []) {
  const base = new URL(page.url() === 'about:blank' ? starts[0] : page.url());
  const plain = doors.filter((door) => door.method === 'GET' && door.open === 0 && !elsewhere(walk, door, roles));
  const queue = [...starts, ...plain.map(({ pattern }) => pattern.replace('{$}', ''))].map((address) => ({ address }));
  const [met, forms, due] = [new Set(), [], newReads(walk)];
  while (queue.length > 0) {
    const { address, from, view } = queue.shift();
    const { pathname, searchParams } = new URL(address, base);
    const door = doorOf('GET', pathname);
    if (!door) {
      if (!noPage.test(pathname)) walk.wrong.push(`a link leads to ${pathname}, which no door of docs/access.md is for`);
      continue;
    }
    if (elsewhere(walk, door, roles) || met.has(address) || !due(door, searchParams, view)) continue;
    met.add(address);
    const answer = await page.request.get(address, { maxRedirects: 0 });
    const fault = faultOf(answer, door, pathname, may(door, roles), roles !== null);
    if (fault) walk.wrong.push(`${address} ${fault} for ${roles ?? 'the public'}${from ? `; ${from} links to it` : ''}`);
    if (answer.status() !== 200 && !wrongFilter(answer, searchParams)) continue;
    const html = /^text\/html/.test(answer.headers()['content-type']) ? await answer.text() : '';
    const filtered = html === '' ? seen(walk, door) && [] : await judgeState(walk, page, door, address, html, forms);
    const through = `${door.pattern} ${wordsOf(searchParams)}`;
    queue.push(...[...linksOf(html, base), ...filtered].filter((link) => !met.has(link)).map((link) => ({ address: link, from: address, view: through })));
  }
  await judgeFailures(walk, page, roles);
  for (const { form, at } of forms) await sendWrong(walk, page, form, at);
}

/** Whether a page is judged on another walk: that of the public, where somebody is signed in. */
const elsewhere = (walk, door, roles) => (roles !== null && door.who.includes('public')) || walk.others(door);

/** What an address asks for in words, such as a view or a state. */
const wordsOf = (asked) => [...asked].filter(([, value]) => /^[a-z][a-z-]+$/.test(value)).map((pair) => pair.join('=')).sort().join('&');

/** Whether somebody filtered by what is no such thing, and the page says so. */
const wrongFilter = (answer, asked) => answer.status() === 422 && asked.size > 0;

/**
 * Says of one address after another whether it is to be read: of addresses with the same
 * questions few, of those that ask by a word, such as a view, one for each word, and of
 * records one from each view that lists them. What somebody else has read before on this
 * walk is read once more, as it is for this person.
 */
function newReads(walk) {
  const [read, before] = [new Map(), new Set(walk.read.keys())];
  return (door, asked, view = '') => {
    const keys = `${door.pattern} ${[...asked.keys()].sort()}`;
    const said = wordsOf(asked) || (door.open > 0 && view.includes('=') ? view : '');
    const known = walk.read.get(keys) ?? walk.read.set(keys, new Set()).get(keys);
    const most = before.has(keys) ? 1 : mostRead;
    const more = said !== '' && !known.has(said) && known.size < mostValues;
    if ((read.get(keys) ?? 0) >= most && !more) return false;
    read.set(keys, (read.get(keys) ?? 0) + 1);
    known.add(said);
    return true;
  };
}

/** What is wrong with how a door answered somebody who may come in or not, or ''. */
function faultOf(answer, door, pathname, mayCome, signedIn) {
  const [got, to] = [answer.status(), answer.headers().location ?? ''];
  if (got >= 500) return `is ${got}`;
  if (!mayCome) return got === 403 || (got === 303 && !signedIn) ? '' : `is ${got} ${to}, and they may not open it`;
  if (got === 200) {
    const table = /^text\/csv/.test(answer.headers()['content-type']);
    return pathname.endsWith('.csv') === table ? '' : 'is no table';
  }
  if (got === 303 && leadsOn.test(pathname)) return '';
  if (got === 422 && new URL(answer.url()).search) return '';
  return refuses.test(pathname) ? '' : `is ${got} ${to}, and they may open it`;
}

const mostOf = (door) => manyStates[`GET ${door.pattern}`] ?? mostJudged;

function seen(walk, door) {
  if (!walk.states.has(door.pattern)) walk.states.set(door.pattern, { judged: 0, parts: new Set() });
  return walk.states.get(door.pattern);
}

/**
 * Judges a page that has a part which no page behind the same door had before; keeps its
 * forms and gives where its filters lead.
 */
async function judgeState(walk, page, door, address, html, forms) {
  const [state, parts] = [seen(walk, door), partsOf(html)];
  if ((short && !walk.own(html)) || state.judged >= mostOf(door) || parts.every((part) => state.parts.has(part))) return [];
  parts.forEach((part) => state.parts.add(part));
  state.judged++;
  await page.goto(address);
  await judge(walk, page, `GET ${door.pattern} ${state.judged}`);
  forms.push(...(await formsOf(page)).map((form) => ({ form, at: address })));
  return page.evaluate(filtersOf);
}

/** Judges, once on a walk, the pages that say that something is not there or not for them. */
async function judgeFailures(walk, page, roles) {
  if (roles === null || walk.states.has('404')) return;
  walk.states.set('404', {});
  const shut = doors.find((door) => door.method === 'GET' && door.open === 0 && !may(door, roles)).pattern;
  const seesPeople = may(doorOf('GET', '/people/somebody'), roles);
  for (const [address, status] of [
    ['/there-is-no-such-page', 404],
    ['/people/0190163d-8694-739b-aea5-966c26f8ad91', seesPeople ? 404 : 403],
    ['/people/half-an-address', seesPeople ? 422 : 403],
    [shut, 403],
  ]) {
    const got = (await page.goto(address)).status();
    if (got !== status) walk.wrong.push(`${address} is ${got} for ${roles} and not ${status}`);
    await judge(walk, page, `GET ${address} ${got}`);
  }
}
