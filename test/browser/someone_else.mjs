/* Someone else signs in with the same browser, in another tab: what the page of
 * the one before holds becomes theirs in no way. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page, alice, bob, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('someone_else'));
    bob = site.role('bob', 'editor');
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const login = () => page.getByRole('dialog', { name: 'Sign in' });

/* A page that nobody sees hears nothing. */
const show = (shown) => page.evaluate((shown) => {
    Object.defineProperty(document, 'hidden', { value: !shown, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
}, shown);

async function signInElsewhere(role) {
    const tab = await page.context().newPage();
    await tab.goto('/parameters');
    await tab.getByRole('button', { name: 'Sign out' }).click();
    await tab.getByLabel('Role').fill(role);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.locator('header').getByText(role).waitFor();
    return tab;
}

async function signInAgain(role) {
    await login().getByLabel('Role').fill(role);
    await login().getByRole('button', { name: 'Sign in' }).click();
    await login().waitFor({ state: 'detached' });
}

const lastChange = () => site.sql(`SELECT operator || ': ' || reason FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1`);

test('what one was about to save is not saved in the name of the other', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await she.dialog().getByLabel('Reason').fill('as I meant it');
    await show(false);
    const tab = await signInElsewhere(bob);
    const before = lastChange();
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await login().getByText('still here').waitFor();
    assert.equal(lastChange(), before);
    await show(true);
    await signInAgain(alice);
    await she.save('as I meant it');
    assert.equal(lastChange(), `${alice}: as I meant it`);
    await tab.close();
});

test('a page that is seen again finds out by itself', { timeout: DEADLINE }, async () => {
    await page.locator('.connection.live').waitFor();
    await she.edit('CVN_ATR_PERIOD', '43');
    await show(false);
    const tab = await signInElsewhere(bob);
    await show(true);
    await login().getByText('still here').waitFor();
    await signInAgain(bob);
    await page.locator('header').getByText(bob).waitFor();
    await page.locator('[data-row]').first().waitFor();
    assert.equal(await page.locator('.editor').count(), 0);
    await tab.close();
});

test('nor does signing out on it sign out the other', { timeout: DEADLINE }, async () => {
    await show(false);
    const tab = await signInElsewhere(alice);
    await page.locator('header').getByRole('button', { name: 'Sign out' }).click();
    await page.locator('header').getByText(alice).waitFor();
    await tab.close();
});

test('a browser that keeps no cookie is told so', { timeout: DEADLINE }, async () => {
    const other = await site.open();
    await other.route('**/api/login', async (route) => {
        const response = await route.fetch();
        await other.context().clearCookies();
        await route.fulfill({ status: response.status() });
        await other.context().clearCookies();
    });
    await other.goto('/parameters');
    await other.getByLabel('Role').fill(alice);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('alert').getByText('keep cookies').waitFor();
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
