// What people do on several journeys.
import assert from 'node:assert/strict';
import { openPage } from './browser.js';

export const password = 'kith demo password';

/** The answers of somebody over seventy who has no food, by page. */
export const foodAnswers = {
  'who-for': { who_for: 'me' },
  where: { address: '2 High Street', postcode: 'WN2 3EB' },
  needs: { needs: 'food', own_words: 'No bread since Monday' },
  'food-left': { food_left: 'none' },
  'food-reason': { food_reason: 'over-70' },
  'food-pay': { food_pay: 'yes' },
  'food-for': { adults: '2', food_diet: 'vegetarian' },
  helps: { helps_now: 'nobody' },
  name: { first_name: 'Amina', last_name: 'Okoro', 'date_of_birth-day': '24', 'date_of_birth-month': '3', 'date_of_birth-year': '1949' },
  contact: { phone: '01632 960123', safe_contact: 'call' },
  agreement: { agreement: ['share', 'approach'] },
};

/** Fills the fields of a page by their names; choices are ticked. */
export async function fill(page, answers) {
  for (const [name, given] of Object.entries(answers)) {
    for (const value of [given].flat()) {
      const choice = page.locator(`input[name="${name}"][value=${JSON.stringify(value)}]:is([type=radio],[type=checkbox])`);
      if (await choice.count()) await choice.check();
      else await page.locator(`[name="${name}"]`).first().fill(value);
    }
  }
}

/**
 * Clicks what opens another page, and waits until the whole of that page is there: a click
 * alone comes back before the server has answered, and what follows would read the old page
 * or, in another browser, a request that is not written yet.
 */
export async function follow(page, what) {
  const loaded = page.waitForEvent('load');
  await what.click();
  await loaded;
}

/** Presses the button of this name, which sends a form. */
export const press = (page, name) => follow(page, page.getByRole('button', { name, exact: true }));

/** The page of the form that is open. */
export const at = (page) => new URL(page.url()).pathname;

/** Answers the form from its first page to the check; look is called on every page first. */
export async function answerAll(page, answers = foodAnswers, look = async () => {}) {
  await page.goto('/ask/who-for');
  for (let pages = 0; at(page) !== '/ask/check'; pages++) {
    assert.ok(pages < 30, 'the form has no end');
    const name = at(page).replace('/ask/', '');
    assert.ok(answers[name], `nothing to answer on ${at(page)}`);
    await look(name);
    await fill(page, answers[name]);
    await press(page, 'Continue');
  }
}

/** The reference and the code on the page after sending. */
export async function receipt(page) {
  await page.locator('.kith-reference').first().waitFor();
  const [reference, code] = await page.locator('.kith-reference').allTextContents();
  assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{3}$/);
  assert.match(code, /^\d{6}$/);
  return { reference, code };
}

export async function askForFood(page, answers = foodAnswers) {
  await answerAll(page, answers);
  await press(page, 'Send');
  return receipt(page);
}

export async function showStatus(page, { reference, code }) {
  await page.goto('/status');
  await fill(page, { reference, code });
  await press(page, 'Show my request');
}

export async function signIn(page, who) {
  await page.goto('/sign-in');
  await fill(page, { email: `${who}@example.org`, password });
  await press(page, 'Sign in');
  assert.notEqual(at(page), '/sign-in', `${who} is not signed in`);
}

/** Begins a draft of the blueprint, as an administrator. */
export async function beginDraft(page) {
  await page.goto('/admin/blueprint/draft');
  await press(page, 'Begin a draft');
}

/** Another browser on the same site; the test closes it at its end. */
export async function another(world, t, way) {
  const page = await openPage(world.browser, { url: world.url, ...way });
  t.after(() => page.context().close());
  return page;
}

export const heading = (page) => page.locator('h1').innerText();

/** Fails unless the page shows each of the texts. */
export async function wantText(page, ...texts) {
  await page.waitForLoadState('load');
  const shown = (await page.locator('body').innerText()).replace(/\s+/g, ' ');
  for (const text of texts) assert.ok(shown.includes(text), `${page.url()} does not say “${text}”:\n${shown.slice(0, 1500)}`);
}
