// The doors of docs/access.md: which pages there are and who may open them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { here } from './paths.js';

/** Answers that are no pages: programs read them. */
export const noPage = /^\/(demo\/|api\/v1\/|api\/openapi|assets\/|healthz|readyz|robots|live|open\/data|rounds\/doorstep\/(me|worker|app))/;

const line = /^\| `(GET|POST) ([^`]+)` \| (.+) \|$/gm;

/** A pattern such as /people/{id}/edit as an expression that its addresses match. */
function expression(pattern) {
  const escaped = pattern.replace('{$}', '').replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{[a-z]+\\\.\\\.\\\.\}/g, '.+').replace(/\{[a-z]+\}/g, '[^/]+')}$`);
}

const file = readFileSync(join(here, '..', 'docs', 'access.md'), 'utf8');

/** Every door for people, those with fewer open places in their pattern first. */
export const doors = [...file.matchAll(line)]
  .map(([, method, pattern, who]) => ({
    method,
    pattern,
    who: who.split(', '),
    is: expression(pattern),
    open: (pattern.match(/\{[a-z]/g) ?? []).length,
  }))
  .filter(({ pattern }) => !noPage.test(pattern))
  .sort((a, b) => a.open - b.open);

/** The door that an address leads through, or undefined where it leaves the pages. */
export const doorOf = (method, path) => doors.find((door) => door.method === method && door.is.test(path));

/** Whether somebody with these roles may come through; null is somebody who is not signed in. */
export const may = ({ who }, roles) =>
  who.includes('public') || (roles !== null && (who.includes('signed in') || who.some((role) => roles.includes(role))));
