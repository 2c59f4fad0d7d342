// Sends every form that a walk comes to as somebody does who has filled nothing in, and as
// somebody who was overtaken, and judges what comes back.
import { doorOf } from './doors.js';
import { judge, partsOf, show } from './judge.js';
import { short } from './short.js';

/** What marks the state that a form was drawn from. */
const marks = ['version', 'seen', 'was', 'revision'];

/** Forms that no walk sends, by the door they go to, with why. */
const leaveAlone = {
  '/sign-out': 'it ends the walk',
  '/account/sign-out-everywhere': 'it ends the walk',
  '/enter/{token}': 'it signs in as somebody else',
  '/admin/accounts/{id}/disable': 'it ends the walk of that account',
  '/admin/blueprint/draft/discard': 'it takes the pages of the draft away',
  '/admin/blueprint/draft/publish': 'it takes the pages of the draft away',
};

/** Forms that may be sent with nothing filled in, by the door they go to, with why. */
const takesNothing = {
  '/admin/blueprint/draft/files/{name...}': 'a draft may be wrong for a while; it is not published so: settings.test.js',
  '/admin/blueprint/draft/script/closing': 'a call may end without a line to read out',
  '/around/{id}/care/{care}': 'all that is said of a care may be unknown',
  '/around/{id}/home': 'nothing need be known of a home',
  '/calls/queue/me': 'whoever names no calls is given any',
  '/people/{id}/labels': 'most people are marked with nothing',
  '/people/{id}/safe-contact': 'a way that is not named is not safe',
  '/ringing/{id}/keep': 'it keeps what is typed so far',
  '/volunteers/{id}/thank': 'thanks may go in the words of the letter alone',
};

/** Forms that are never too late, by the door they go to, with why. */
const neverLate = {
  '/admin/blueprint/draft/files/{name...}': 'a file that is sent as it stands changes nothing',
  '/around/{id}/helper': 'one more helper is written beside the others, and over nobody',
  '/ringing/{id}/keep': 'nobody but whoever has the call writes in it, and the last words count',
};

/** Runs in the browser: the forms of the page that write, once for each of their buttons, filled in and empty. */
function readForms(marks) {
  const own = (form, button) => (button.hasAttribute('formaction') ? button.formAction : form.action);
  const fields = (form, button) => [...new FormData(form, button)].map(([name, value]) => [name, typeof value === 'string' ? value : null]);
  const typed = (form) => [...form.elements].filter((field) => field.name && !/^(hidden|submit|button|fieldset|output)$/.test(field.type));
  return [...document.querySelectorAll('form[method="post" i]')].flatMap((form) =>
    [...form.elements].filter((field) => field.type === 'submit').map((button) => {
      const filled = fields(form, button);
      const given = new Set(typed(form).map((field) => field.name));
      const texts = typed(form).filter((field) => !/^(checkbox|radio|select-one|file)$/.test(field.type));
      const empty = [...filled.filter(([name]) => !given.has(name)), ...texts.map((field) => [field.name, ''])];
      return {
        action: new URL(own(form, button)).pathname,
        says: button.name,
        parts: form.enctype === 'multipart/form-data',
        filled,
        empty,
        boxes: given.size,
        words: typed(form).find((field) => /^(text|textarea)$/.test(field.type) && !/day|month|year|phone|code|number|uprn|email|time/.test(field.name))?.name,
        mark: filled.find(([name]) => marks.includes(name))?.[0],
      };
    }),
  );
}

/** The forms of the page that is open. */
export const formsOf = (page) => page.evaluate(readForms, marks);

/** Another mark than the form has: that of a state which never was. */
function otherMark(name, value) {
  if (name === 'was') return value === 'health' ? '' : 'health';
  if (/^\d+$/.test(value)) return String(Number(value) + 1000);
  return value.replace(/[0-9a-f]/g, (digit) => (digit === '0' ? '1' : '0')) || '1';
}

/** What somebody sends who was overtaken: the mark of another state, and words of their own. */
function late(form, name, value) {
  if (name === form.mark) return otherMark(name, value);
  return name === form.words ? `${value}b` : value;
}

function sendTo(page, { action, parts }, fields) {
  const headers = { origin: new URL(page.url()).origin };
  if (!parts) return page.request.post(action, { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, data: new URLSearchParams(fields).toString(), maxRedirects: 0 });
  const line = 'a-line-that-parts-the-fields';
  const body = fields.map(([name, value]) => `--${line}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('');
  return page.request.post(action, { headers: { ...headers, 'content-type': `multipart/form-data; boundary=${line}` }, data: `${body}--${line}--\r\n`, maxRedirects: 0 });
}

/**
 * Sends a form both ways, each once for each door and button of a walk. A form without a
 * box to leave empty is not sent empty: a press is all that it asks for.
 */
export async function sendWrong(walk, page, form, at) {
  const door = doorOf('POST', form.action);
  if (!door || leaveAlone[door.pattern]) return;
  const key = `${door.pattern} ${form.says}`.trim();
  if (form.boxes > 0 && !walk.sent.has(key) && !takesNothing[door.pattern]) {
    walk.sent.set(key, 0);
    const answer = await sendTo(page, form, form.empty);
    walk.sent.set(key, answer.status());
    await judgeAnswer(walk, page, form, answer, `POST ${key} empty`, at);
    if (answer.status() === 303) walk.wrong.push(`${form.action} of ${at} takes a form with nothing filled in: refuse it, or name it in takesNothing`);
  }
  if (form.mark && !walk.overtaken.has(door.pattern) && !neverLate[door.pattern]) {
    walk.overtaken.set(door.pattern, 0);
    const changed = form.filled.filter(([, value]) => value !== null).map(([name, value]) => [name, late(form, name, value)]);
    const answer = await sendTo(page, form, changed);
    walk.overtaken.set(door.pattern, answer.status());
    await judgeAnswer(walk, page, form, answer, `POST ${key} late`, at);
    if (answer.status() === 303) walk.wrong.push(`${form.action} of ${at} takes what was written over something that has changed`);
  }
}

/** Judges a page that a form was answered with. */
async function judgeAnswer(walk, page, form, answer, what, at) {
  const status = answer.status();
  if (status === 303) return;
  const html = /^text\/html/.test(answer.headers()['content-type'] ?? '') ? await answer.text() : '';
  const fault = faultOf(status, html);
  if (fault) walk.wrong.push(`${form.action} of ${at} ${fault} (${what})`);
  if (!html.includes('<h1')) return; // a part of a page, for scripts
  const parts = partsOf(html);
  const known = (short || what.endsWith('late')) && parts.every((part) => walk.answered.has(part));
  parts.forEach((part) => walk.answered.add(part));
  if (known) return; // it says what is wrong in parts that were looked at
  await show(page, form.action, answer);
  await judge(walk, page, what);
}

/** What is wrong with the answer to a form that says too little, or comes too late; or ''. */
function faultOf(status, html) {
  if (status >= 500) return `is ${status}`;
  if (status !== 422) return '';
  if (!html.includes('govuk-error-summary')) return 'does not say what is to be mended';
  return /<title>\s*Error: /.test(html) ? '' : 'has no error in its title';
}
