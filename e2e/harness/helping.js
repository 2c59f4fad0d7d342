// What a volunteer does on their own pages, on a phone without a password.
import { checkPage, shot } from './checks.js';
import { fill, follow, press, wantText } from './steps.js';

export async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** A coordinator shows a volunteer the link to their pages, from the address of their folder, and they follow it. */
export async function enter(coordinator, folder, phone) {
  await coordinator.goto(`${folder}/contact`);
  await look(coordinator, 'matching-contact');
  await press(coordinator, 'Show a link here');
  const link = await coordinator.locator('strong', { hasText: '/helping/enter/' }).innerText();
  // Whoever is written to in another language has their pages in it; this walk reads English.
  await phone.goto(`${new URL(link.trim(), coordinator.url()).pathname}?lang=en`);
  await look(phone, 'helping-enter');
  await press(phone, 'Open my page');
}

/** The same, and they are on their own page. */
export async function letIn(coordinator, folder, phone) {
  await enter(coordinator, folder, phone);
  await wantText(phone, 'You are on duty', 'Can you help?');
  await look(phone, 'helping');
}

/** A volunteer looks at the first thing they are asked for and says yes. */
export async function sayYes(phone) {
  await follow(phone, phone.getByRole('link', { name: /^See more/ }).first());
  await look(phone, 'helping-offer');
  await follow(phone, phone.getByRole('button', { name: /^Yes, I can/ }));
  await wantText(phone, 'Thank you. It is yours.', 'What to say');
  await look(phone, 'helping-task');
}

/** They say that it is done. */
export async function sayDone(phone) {
  await fill(phone, { minutes: '35', note: 'All well.' });
  await follow(phone, phone.locator('button[name=outcome]').first());
  await wantText(phone, 'What you gave');
  await look(phone, 'helping-done');
}

/** A coordinator thanks them from the page on which they are in touch, and they read it. */
export async function thank(coordinator, phone) {
  await fill(coordinator, { words: 'Thank you. You were quick and kind.' });
  await press(coordinator, 'Send');
  await phone.goto('/helping');
  await wantText(phone, 'You were quick and kind.');
}
