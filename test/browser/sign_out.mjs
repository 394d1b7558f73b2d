/* Signing out asks before it loses what was collected. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { frames, hold, startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('signout'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const login = () => page.getByLabel('Role');
const signOut = () => page.locator('header').getByRole('button', { name: 'Sign out' }).click();

test('with collected edits it asks, and can be called off', { timeout: DEADLINE }, async () => {
    const sent = [];
    page.on('request', (request) => request.url().endsWith('/api/logout') && sent.push(request));
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await signOut();
    await she.dialog().getByText('1 change').waitFor();
    assert.equal(sent.length, 0);
    await she.dialog().getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.pending').getByText('1 change').waitFor();
    await she.row('CVN_ATR_PERIOD').getByText('42', { exact: true }).waitFor();
    assert.equal(sent.length, 0);
});

test('once it is meant, it asks no more', { timeout: DEADLINE }, async () => {
    const asked = [];
    page.on('dialog', (dialog) => asked.push(dialog.type()));
    await signOut();
    await she.dialog().getByRole('button', { name: 'Discard and sign out' }).click();
    await login().waitFor();
    assert.deepEqual(asked, []);
});

test('with a changed edit that is still open it asks, too', { timeout: DEADLINE }, async () => {
    await site.signIn(page, alice);
    await she.edit('CVN_ATR_PERIOD', '43');
    await signOut();
    await she.dialog().getByText('1 change').waitFor();
    await she.dialog().getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await she.control('CVN_ATR_PERIOD').inputValue(), '43');
    await she.control('CVN_ATR_PERIOD').press('Escape');
});

test('with nothing to lose it signs out at once', { timeout: DEADLINE }, async () => {
    await signOut();
    await login().waitFor();
});

test('a late answer asks nobody to sign in over the page that is left', { timeout: DEADLINE }, async () => {
    await site.signIn(page, alice);
    await page.locator('.connection.live').waitFor();
    const reading = await hold(page, '**/api/runs?limit=100'), leaving = await hold(page, '**/api/logout');
    await page.locator('nav').getByRole('link', { name: 'Runs' }).click();
    const read = await reading.next();
    await signOut();
    const left = await leaving.next();
    await read.release({ status: 401, json: { message: 'sign in first' } });
    await frames(page);
    assert.equal(await login().count(), 0);
    await left.release();
    await page.getByRole('heading', { name: 'ftf_config' }).waitFor();
    await login().waitFor();
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
