// A program asks for food, follows the request and works on tasks, with nothing but fetch.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startKith } from '../harness/kith.js';
import { password } from '../harness/steps.js';

let kith;
before(async () => (kith = await startKith()));
after(() => kith?.stop());

/** Calls an operation; gives its status and its body. */
async function call(method, path, { body, token, key } = {}) {
  const headers = { accept: 'application/json' };
  if (body) headers['content-type'] = 'application/json';
  if (token) headers.authorization = `Bearer ${token}`;
  if (key) headers['idempotency-key'] = key;
  const answer = await fetch(`${kith.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text && JSON.parse(text) };
}

const answers = {
  who_for: ['me'], address: ['2 High Street'], postcode: ['WN2 3EB'], needs: ['food'], food_left: ['none'],
  food_reason: ['over-70'], food_pay: ['yes'], adults: ['1'], first_name: ['Amina'], last_name: ['Okoro'],
  phone: ['01632 960123'], safe_contact: ['call'], agreement: ['share'],
};

async function signIn(who) {
  const { status, body } = await call('POST', '/session', { body: { email: `${who}@example.org`, password } });
  assert.equal(status, 200);
  return body.token;
}

test('a program asks for food and sees how it stands', async () => {
  const questions = await call('GET', '/questions');
  assert.equal(questions.status, 200);
  const known = questions.body.pages.flatMap((page) => page.questions.map((one) => one.id));
  assert.deepEqual(Object.keys(answers).filter((id) => !known.includes(id)), []);

  const key = randomUUID();
  const sent = await call('POST', '/requests', { key, body: { answers } });
  assert.equal(sent.status, 201);
  assert.match(sent.body.reference, /^[0-9A-Z]{4}-[0-9A-Z]{3}$/);
  assert.equal(sent.body.neighbourhood, 'hapi');
  const again = await Promise.all([1, 2, 3].map(() => call('POST', '/requests', { key, body: { answers } })));
  for (const one of again) assert.deepEqual(one, sent, 'the same key gives another answer');
  const other = await call('POST', '/requests', { key, body: { answers: { ...answers, adults: ['2'] } } });
  assert.equal(other.status, 409);
  const without = await call('POST', '/requests', { body: { answers } });
  assert.equal(without.status, 422);
  const missing = await call('POST', '/requests', { key: randomUUID(), body: { answers: { ...answers, needs: [] } } });
  assert.equal(missing.status, 422);

  const { reference, code } = sent.body;
  const status = await call('POST', '/status', { body: { reference, code } });
  assert.equal(status.status, 200);
  assert.deepEqual(status.body.needs, [{ category: 'food', state: 'open' }]);
  assert.equal(status.body.contacted, false);
  const wrong = await call('POST', '/status', { body: { reference, code: code === '000000' ? '000001' : '000000' } });
  assert.equal(wrong.status, 404);
});

test('a reference leads a program to its needs and tasks', async () => {
  const sent = await call('POST', '/requests', { key: randomUUID(), body: { answers } });
  assert.equal(sent.status, 201);
  const path = `/requests?reference=${sent.body.reference.toLowerCase()}`;
  assert.equal((await call('GET', path)).status, 401);
  assert.equal((await call('GET', path, { token: await signIn('member') })).status, 403);

  const token = await signIn('coordination');
  const found = await call('GET', path, { token });
  assert.equal(found.status, 200);
  assert.deepEqual(found.body.requests.map((one) => one.reference), [sent.body.reference]);
  const { id } = found.body.requests[0];
  const request = await call('GET', `/requests/${id}`, { token });
  assert.deepEqual(request.body.needs.map((one) => one.category), ['food']);
  assert.doesNotMatch(JSON.stringify(request.body), /Amina|Okoro|01632/);

  const accept = { version: request.body.version };
  const accepted = await call('POST', `/requests/${id}/accept`, { token, body: accept });
  assert.equal(accepted.body.state, 'accepted');
  assert.equal((await call('POST', `/requests/${id}/accept`, { token, body: accept })).status, 409);
  for (const one of request.body.tasks) {
    const task = await call('GET', `/tasks/${one.id}`, { token });
    assert.deepEqual([task.body.request, task.body.version], [id, one.version]);
  }
  assert.ok(request.body.tasks.length >= 2, 'a first contact and the food');

  const first = await call('GET', '/requests?state=received&limit=2', { token });
  const next = await call('GET', `/requests?state=received&limit=2&after=${encodeURIComponent(first.body.next)}`, { token });
  assert.equal(new Set([...first.body.requests, ...next.body.requests].map((one) => one.id)).size, 4);
});

test('a program works on the tasks of an account', async () => {
  const refused = await call('POST', '/session', { body: { email: 'coordination@example.org', password: 'not this one' } });
  assert.equal(refused.status, 401);
  assert.equal((await call('GET', '/tasks')).status, 401);
  assert.equal((await call('GET', '/tasks', { token: await signIn('member') })).status, 403);

  const token = await signIn('coordination');
  const mine = await call('GET', '/tasks?limit=200', { token });
  assert.equal(mine.status, 200);
  // Not what is late, which may be passed up meanwhile, and not food and medicines, whose orders and pharmacies have a word in what is done.
  const task = mine.body.tasks.find((one) => {
    const ends = one.outcomes?.some(({ code }) => code === 'done');
    return ends && one.state === 'accepted' && !one.late && !['first-contact', 'read'].includes(one.kind) && !['food', 'medicines'].includes(one.category);
  });
  assert.ok(task, 'the coordinator has no task of their own in the demo');
  const read = await call('GET', `/tasks/${task.id}`, { token });
  assert.equal(read.body.version, task.version);
  const all = await call('GET', `/requests/${task.request}/tasks`, { token });
  assert.ok(all.body.tasks.some((one) => one.id === task.id));

  const outcome = { version: task.version, code: 'done' };
  const done = await call('POST', `/tasks/${task.id}/outcome`, { token, body: outcome });
  assert.equal(done.status, 200, JSON.stringify([task, done.body]));
  assert.equal(done.body.state, 'done');
  const stale = await call('POST', `/tasks/${task.id}/outcome`, { token, body: outcome });
  assert.equal(stale.status, 409);
  const left = await call('GET', '/tasks?limit=200', { token });
  assert.ok(!left.body.tasks.some((one) => one.id === task.id), 'what is done is still listed');

  assert.equal((await call('DELETE', '/session', { token })).status, 204);
  assert.equal((await call('GET', '/tasks', { token })).status, 401);
});
