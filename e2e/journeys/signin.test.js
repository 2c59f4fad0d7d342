// Staff sign in with a passkey, with an app and with a code on paper; an administrator invites
// somebody, and gives a program a key.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { another, at, fill, follow, password, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const desk = { width: 1280, javaScript: true };
const phone = { width: 360, javaScript: true };
const plain = { width: 360, javaScript: false };

/** A passkey belongs to a host, and an address is none: the pages are opened by the machine's name. */
const byName = () => kith.url.replace('127.0.0.1', 'localhost');

async function look(page, name) {
  await checkPage(page);
  await shot(page, `signin-${name}`);
}

/** What an app shows for a secret, so many steps of half a minute from now. */
function code(secret, ahead = 0) {
  const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac('sha1', key).update(step).digest();
  const from = mac.at(-1) & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Puts a device that holds passkeys into the browser. */
async function device(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  const held = async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
  const owner = (isUserVerified) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return { held, owner };
}

/** Presses what a passkey answers, where no page comes of it. */
const refused = async (page, name) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByText('Your browser did not use a passkey.').waitFor();
};

const signOut = (page) => follow(page, page.locator('.kith-header__sign-out'));

async function leave(page) {
  await signOut(page);
  await wantText(page, 'You have signed out');
}

async function withPassword(page, who) {
  await page.goto(`${byName()}/sign-in`);
  await fill(page, { email: `${who}@example.org`, password });
  await press(page, 'Sign in');
}

for (const way of [desk, phone]) {
  journey(`a passkey is made, used, renamed and removed, ${way.width} px wide`, kith, way, async (page) => {
    const key = await device(page);
    const who = way === desk ? 'hub' : 'agent';
    await withPassword(page, who);
    await page.goto(`${byName()}/account`);
    await look(page, 'account');
    await page.getByRole('link', { name: 'Change How you sign in' }).click();
    await wantText(page, 'You have no passkey yet.');
    await look(page, 'ways-empty');
    await press(page, 'Add a passkey');
    await page.locator('.govuk-error-summary a[href="#name"]').waitFor();
    await look(page, 'ways-error');
    await fill(page, { name: 'Work laptop' });
    await press(page, 'Add a passkey');
    await wantText(page, 'Your passkey is added', 'Work laptop');
    assert.equal(await key.held(), 1);
    await look(page, 'ways');

    await fill(page, { name: 'The same again' });
    await refused(page, 'Add a passkey'); // the device has one for this account already
    await look(page, 'ways-refused');

    await leave(page);
    await look(page, 'sign-in');
    await key.owner(false); // somebody else holds the phone
    await refused(page, 'Sign in with a passkey');
    assert.equal(at(page), '/sign-in');
    await key.owner(true);
    await page.waitForTimeout(1100); // a button takes no second press within a second
    await press(page, 'Sign in with a passkey');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto(`${byName()}/account`);
    await wantText(page, 'with a passkey', 'This one');

    await page.goto(`${byName()}/account/sign-in`);
    await follow(page, page.getByRole('link', { name: 'Change Work laptop' }));
    await look(page, 'passkey');
    await fill(page, { name: 'Old laptop' });
    await press(page, 'Save the name');
    await follow(page, page.getByRole('link', { name: 'Change Old laptop' }));
    await press(page, 'Remove this passkey');
    await wantText(page, 'The passkey is removed', 'You have no passkey yet.');
    await leave(page);
    await press(page, 'Sign in with a passkey'); // the device still has it, and nobody knows it
    await wantText(page, 'This passkey is not known here');
    await look(page, 'sign-in-error');
  });
}

journey('an app is set up, asked for, and lost, without scripts', kith, plain, async (page) => {
  await signIn(page, 'director');
  await page.goto('/account/sign-in');
  assert.equal(await page.getByText('Add a passkey', { exact: true }).isVisible(), false);
  await press(page, 'Set up an app');
  await look(page, 'app');
  const secret = (await page.locator('.kith-lines').innerText()).trim();
  await fill(page, { code: '12' });
  await press(page, 'Finish');
  await page.locator('.govuk-error-summary').waitFor();
  await look(page, 'app-error');
  await fill(page, { code: code(secret) });
  await press(page, 'Finish');
  await wantText(page, 'You see them now and never again');
  await look(page, 'recovery-codes');
  const paper = await page.locator('.kith-reference').allInnerTexts();
  assert.equal(paper.length, 10);

  await signOut(page);
  await signIn(page, 'director');
  await wantText(page, 'Enter your code');
  await look(page, 'code');
  await fill(page, { code: '000000' });
  await press(page, 'Go on');
  await wantText(page, 'This code is not right.');
  await look(page, 'code-error');
  await fill(page, { code: code(secret, 1) });
  await press(page, 'Go on');
  assert.equal(at(page), '/dashboard');

  await signOut(page);
  await signIn(page, 'director');
  await fill(page, { code: paper[0] });
  await press(page, 'Go on');
  await page.goto('/account/sign-in');
  await wantText(page, 'You have 9 recovery codes left.');
  await look(page, 'ways-app');
});

journey('somebody joins by a link, moves and leaves', kith, desk, async (admin, _, t) => {
  await signIn(admin, 'admin');
  await admin.goto('/admin/accounts/new');
  await look(admin, 'add');
  await fill(admin, { name: 'Ada Example', email: 'ada@example.org' });
  await admin.locator('[name=role]').selectOption({ label: 'Contact centre agent' });
  await press(admin, 'Add the account');
  await look(admin, 'link');
  const link = new URL(await admin.locator('.kith-link').innerText());

  const ada = await another(kith, t, plain);
  await ada.goto(link.pathname);
  await look(ada, 'invited');
  await fill(ada, { new_password: 'short' });
  await press(ada, 'Save the password');
  await look(ada, 'invited-error');
  await fill(ada, { new_password: 'quite another few words' });
  await press(ada, 'Save the password');
  assert.equal(at(ada), '/people');
  await (await another(kith, t, plain)).goto(link.pathname).then((answer) => assert.equal(answer.status(), 404));

  await admin.goto('/admin/accounts');
  await look(admin, 'accounts');
  await follow(admin, admin.getByRole('link', { name: 'Ada Example' }));
  await look(admin, 'one');
  await admin.locator('[name=role]').selectOption({ label: 'Administrator of Kith' });
  await press(admin, 'Change the role');
  await wantText(admin, 'they have to sign in again', 'Nobody is signed in with this account.');
  await ada.goto('/people');
  assert.equal(at(ada), '/sign-in');
  await press(admin, 'Disable the account');
  await wantText(admin, 'The account is disabled');
  await look(admin, 'one-disabled');
  await admin.goto('/admin/accounts?show=unused');
  await look(admin, 'unused');
});

journey('a program gets a key', kith, phone, async (page) => {
  await signIn(page, 'admin');
  await page.goto('/admin/programs');
  await look(page, 'programs-empty');
  await follow(page, page.getByRole('button', { name: 'Add a program' }));
  await press(page, 'Save');
  await look(page, 'program-error');
  await fill(page, { name: 'Route planner', purpose: 'Plans the rounds of the district' });
  await page.locator('[name=role]').selectOption({ label: 'Coordinator' });
  await page.locator('[name=scopes][value=get-tasks]').check();
  await press(page, 'Save');
  await fill(page, { days: '30' });
  await press(page, 'Make a key');
  await look(page, 'key');
  const headers = { authorization: `Bearer ${await page.locator('.kith-link').innerText()}` };
  assert.equal((await page.request.get('/api/v1/tasks', { headers })).status(), 200);
  assert.equal((await page.request.get('/api/v1/dashboard', { headers })).status(), 403);
  await press(page, 'Done');
  await wantText(page, 'just now');
  await look(page, 'program');
  await follow(page, page.getByRole('button', { name: /^Revoke/ }));
  assert.equal((await page.request.get('/api/v1/tasks', { headers })).status(), 401);
  await page.goto('/admin/programs');
  await look(page, 'programs');
});

/** All that the browser keeps of the site where scripts can keep something, and the names of its cookies. */
async function kept(page) {
  const stores = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  return { ...stores, cookies: (await page.context().cookies()).map(({ name }) => name) };
}

// What a doorstep keeps without signal, and until when, is in doorstep.test.js.
journey('nothing of anybody stays in a browser that was signed out', kith, desk, async (page) => {
  await signIn(page, 'agent');
  assert.ok((await kept(page)).cookies.includes('kith'), 'the session is in no cookie, so this journey shows nothing');
  await page.goto('/people');
  await fill(page, { terms: 'Smith' });
  await press(page, 'Search');
  await page.goto(await page.locator('main a[href^="/people/"]').first().getAttribute('href'));
  const person = at(page);
  const name = await page.locator('h1').innerText();
  await page.goto('/calls');
  await press(page, 'New call');
  await page.goto(person);
  await leave(page);
  const left = await kept(page);
  // The browser is known again by a number, so that its owner is not told anew of each sign-in.
  assert.deepEqual(left, { local: [], session: [], databases: [], caches: [], workers: 0, cookies: ['kith-device'] });
  await page.goBack();
  await page.waitForLoadState('load');
  assert.ok(!(await page.content()).includes(name), 'going back shows who was looked at');
});
