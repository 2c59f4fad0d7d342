// Every page on the first day, when nothing has happened and nobody is known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey, useKith } from '../harness/journey.js';
import { at, password, signIn } from '../harness/steps.js';
import { newWalk, walkPages } from '../harness/walk.js';

const roles = ['agent', 'coordinator', 'manager', 'analyst', 'member', 'public-health', 'governance', 'admin', 'logistics-lead'];
const kith = useKith({ only: { roles, password } });
const phone = { width: 360, javaScript: true };
const empty = newWalk('empty');

for (const role of roles) {
  journey(`the first day of ${role}`, kith, phone, async (page) => {
    await signIn(page, role);
    await walkPages(empty, page, [role], [at(page)]);
  });
}

test('no page of the first day had a fault', () => {
  assert.equal(empty.wrong.join('\n'), '');
});
