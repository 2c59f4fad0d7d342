// Every page for every kind of person: who may open it, and that those of the public are fit
// to be seen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAxe, checkFits, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { here } from '../harness/paths.js';
import { askForFood, beginDraft, signIn } from '../harness/steps.js';

const kith = useKith();
const phone = { width: 360, javaScript: true };

/** What cannot be shown without saying of what. */
const asksWhich = ['/admin/access/export.csv', '/admin/blueprint/changes', '/food/orders/new', '/governance/requests/new'];

/** The doors of docs/access.md that are pages without anything to fill in, with who may come in. */
const doors = [...readFileSync(join(here, '..', 'docs', 'access.md'), 'utf8').matchAll(/^\| `GET ([^`{]+|\/\{\$\})` \| (.+) \|$/gm)]
  .map(([, path, who]) => ({ path: path.replace('{$}', ''), who: who.split(', ') }))
  .filter(({ path }) => !/^\/(api\/v1\/|api\/openapi|assets\/|healthz|readyz|robots|live|open\/data)/.test(path))
  .filter(({ path }) => !asksWhich.includes(path));

/** The demo's accounts and what each is. */
const people = {
  public: [],
  agent: ['agent'],
  hub: ['coordinator'],
  coordination: ['coordinator'],
  director: ['manager'],
  member: ['member'],
  admin: ['admin'],
  governance: ['governance'],
  analyst: ['analyst'],
  publichealth: ['public-health'],
};

/** Figures whose rows are for fewer than the door lets in, or for a hub of one's own. */
const narrower = (path) => path.startsWith('/dashboard/');

/** What cannot be shown to somebody who has not asked or registered: it leads them to the start. */
const needsForm = [
  '/ask/check', '/ask/done', '/ask/equality', '/status/more', '/status/stop', '/status/tell',
  '/volunteer/check', '/volunteer/done', '/register/check', '/register/done', '/register/equality', '/status/registration', '/refer/check', '/refer/done',
];

/** What is there for somebody who is in the middle of signing in, or of setting an app up: signin.test.js. */
const underWay = ['/sign-in/step', '/sign-in/single/back', '/account/app'];

for (const [name, roles] of Object.entries(people)) {
  journey(`pages for ${name}`, kith, phone, async (page) => {
    if (name === 'public') await askForFood(page);
    else await signIn(page, name);
    if (name === 'admin') await beginDraft(page);
    const wrong = [];
    for (const { path, who } of doors) {
      const signedIn = name !== 'public';
      const may = who.includes('public') || (signedIn && who.includes('signed in')) || who.some((role) => roles.includes(role));
      const answer = await page.request.get(path, { maxRedirects: 0 });
      const [got, leads] = [answer.status(), answer.headers().location ?? ''];
      if (!may) {
        if (![303, 403].includes(got)) wrong.push(`${path} is ${got} for ${name}, who may not open it`);
        if (got === 303 && signedIn) wrong.push(`${path} leads ${name} to ${leads}, and they are signed in`);
        continue;
      }
      if (got === 403 && narrower(path)) continue;
      if (got === 303 && needsForm.includes(path)) continue;
      if (got === 303 && underWay.includes(path)) continue;
      if (path === '/sign-in' && signedIn && got === 303) continue;
      if (got !== 200) {
        wrong.push(`${path} is ${got} ${leads} for ${name}, who may open it`);
        continue;
      }
      if (/\.(js|webmanifest)$/.test(path)) continue; // what a phone installs; the doorstep's journey does
      if (path.endsWith('.csv')) {
        if (!/^text\/csv/.test(answer.headers()['content-type'])) wrong.push(`${path} is no table`);
        continue;
      }
      // How the pages of staff look in every state is for pages_work and pages_know.
      if (name === 'public') await judge(page, path).catch((err) => wrong.push(err.message));
    }
    assert.equal(wrong.join('\n'), '');
  });
}

/** Everything that is asked of a page at the width of a phone. */
async function judge(page, path) {
  page.troubles.length = 0;
  await page.goto(path);
  await page.evaluate(() => document.fonts.ready);
  const name = path === '/' ? 'home' : path.slice(1).replaceAll('/', '-');
  await shot(page, `page-${name}`);
  assert.equal(await page.locator('h1').count(), 1, `${path} has not one h1`);
  await checkFits(page);
  await checkAxe(page);
  assert.deepEqual(page.troubles, [], `the browser complained on ${path}`);
}
