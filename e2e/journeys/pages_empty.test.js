// Every page on the first day, when nothing has happened and nobody is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey, useKith } from '../harness/journey.js';
import { at, password, signIn } from '../harness/steps.js';
import { newWalk, walkPages } from '../harness/walk.js';

const roles = ['agent', 'coordinator', 'manager', 'analyst', 'member', 'public-health', 'governance', 'admin', 'logistics-lead', 'finance'];
const kith = useKith({ only: { roles, password } });
const walk = newWalk('empty', () => false, (html) => html.includes('class="kith-empty"'));
const phone = { width: 360, javaScript: true };

for (const role of roles) {
  journey(`the first day of ${role}`, kith, phone, async (page) => {
    await signIn(page, role);
    await walkPages(walk, page, [role], [at(page)]);
  });
}

test('no page of the first day had a fault', () => {
  assert.equal(walk.wrong.join('\n'), '');
  assert.ok([...walk.sent.values()].includes(422), 'no form that was sent empty said what is to be mended');
});
