/* Where answers take their time, what is asked for twice is sent once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions } from './lib/page.mjs';

let site, page, she, alice;

before(async () => {
    site = await Site.start('slow');
    fill(site);
    alice = site.role('alice', 'editor');
    await site.serve();
    page = await site.open();
    she = actions(page);
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

/* Holds what is posted there back until the key was pressed twice: how often it was sent. */
async function sentByTwo(key, control, path) {
    const held = [];
    await page.route(path, (route) => { held.push(route); });
    await control.press(key);
    await control.press(key);
    await until('it was sent', () => held.length > 0);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    const sent = held.length;
    await Promise.all(held.map((route) => route.continue()));
    await page.unroute(path);
    return sent;
}

test('signing in', { timeout: DEADLINE }, async () => {
    await page.goto('/login');
    await page.getByLabel('Role').fill(alice);
    assert.equal(await sentByTwo('Enter', page.getByLabel('Password'), '**/api/login'), 1);
    await page.getByText('Sign out').waitFor();
});

test('a definition', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_ATR_PERIOD');
    await page.getByRole('button', { name: 'Define…' }).click();
    await she.dialog().getByLabel('Description').fill('slowly');
    await she.dialog().getByLabel('Reason').fill('slow');
    assert.equal(await sentByTwo('Control+Enter', she.dialog().getByLabel('Reason'), '**/api/definitions'), 1);
    await she.dialog().waitFor({ state: 'detached' });
});

test('a revert', { timeout: DEADLINE }, async () => {
    await page.goto('/history');
    await page.locator('.row.revision').filter({ hasText: 'both at once' }).getByRole('button').click();
    await page.getByText('After this').waitFor();
    await she.dialog().getByLabel('Reason').fill('slow');
    assert.equal(await sentByTwo('Control+Enter', she.dialog().getByLabel('Reason'), '**/api/changes'), 1);
    await she.dialog().waitFor({ state: 'detached' });
});

test('a review', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await she.edit('CVN_ATR_PERIOD', '77');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await she.dialog().getByLabel('Reason').fill('slow');
    assert.equal(await sentByTwo('Control+Enter', she.dialog().getByLabel('Reason'), '**/api/changes'), 1);
    await she.dialog().waitFor({ state: 'detached' });
    assert.equal(site.sql(`SELECT ftf_get('CVN_ATR_PERIOD')`), '77');
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
