/* The session ends while someone works: the page says so and keeps what was
 * typed, for the same person alone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions, frames, hold } from './lib/page.mjs';

let site, page, alice, bob, she;

before(async () => {
    site = await Site.start('session');
    alice = site.role('alice', 'editor');
    bob = site.role('bob', 'editor');
    fill(site);
    await site.serve();
    page = await site.open();
    she = actions(page);
    await site.signIn(page, alice);
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const pending = () => page.locator('.pending');
const login = () => page.getByRole('dialog', { name: 'Sign in' });
let changes = 0;

/* The form has given its field the focus: before that, what is filled in could
 * go to another. */
async function toldToSignIn() {
    await login().waitFor();
    await until('the password has the focus', () => page.evaluate(() => document.activeElement?.id === 'password'));
}

/* Its cookie is gone, and the next change makes the page ask for something. */
async function endSession() {
    await page.locator('.connection.live').waitFor();
    await page.context().clearCookies();
    site.sql(`SELECT ftf_set('CVN_BOLLINGER_PERIOD', '${30 + ++changes}', 'something')`);
    await toldToSignIn();
}

async function signInAs(role) {
    await login().getByLabel('Role').fill(role);
    await login().getByRole('button', { name: 'Sign in' }).click();
    await login().waitFor({ state: 'detached' });
}

test('without anything typed, it says that the session has ended', { timeout: DEADLINE }, async () => {
    await endSession();
    await login().getByText('Your session has ended.').waitFor();
    assert.doesNotMatch(await login().innerText(), /still here/);
    assert.equal(await login().getByLabel('Role').inputValue(), alice);
    for (let i = 0; i < 3; i++) {
        await page.keyboard.press('Escape');
        await login().waitFor();
    }
    await signInAs(alice);
    await page.locator('.connection.live').waitFor();
});

test('an open edit is collected', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '42');
    await endSession();
    await login().getByText('still here').waitFor();
    await signInAs(alice);
    await pending().getByText('1 change').waitFor();
    await she.row('CVN_ATR_PERIOD').getByText('42', { exact: true }).waitFor();
    await until('the focus is on its row', () => page.evaluate(() => document.activeElement?.dataset.row === 'CVN_ATR_PERIOD'));
});

test('the review stays open with its reason', { timeout: DEADLINE }, async () => {
    await pending().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByLabel('Reason').fill('it took a while to');
    await endSession();
    await signInAs(alice);
    assert.equal(await she.dialog().getByLabel('Reason').inputValue(), 'it took a while to');
    await she.save('it took a while to word this');
    assert.equal(site.sql(`SELECT operator || ': ' || reason FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1`),
        `${alice}: it took a while to word this`);
});

test('a session that ends by saving keeps what was to be saved', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ADX_PERIOD', '21');
    await she.control('CVN_ADX_PERIOD').press('Enter');
    await she.dialog().getByLabel('Reason').fill('late');
    /* not before: what the page still reads would end the session, and cover the button */
    await page.route('**/api/changes', async (route) => {
        await page.context().clearCookies();
        await route.continue();
    }, { times: 1 });
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await toldToSignIn();
    await signInAs(alice);
    await she.save('late, but saved');
    assert.equal(site.sql(`SELECT ftf_get('CVN_ADX_PERIOD')`), '21');
});

test('dialogs keep their fields', { timeout: DEADLINE }, async () => {
    await page.getByRole('button', { name: 'Add…' }).click();
    await she.dialog().getByLabel('Key').fill('CVN_HALF');
    await she.dialog().getByLabel('Value').fill('half a val');
    await endSession();
    await signInAs(alice);
    assert.equal(await she.dialog().getByLabel('Key').inputValue(), 'CVN_HALF');
    assert.equal(await she.dialog().getByLabel('Value').inputValue(), 'half a val');
    await page.keyboard.press('Escape');
    await page.goto('/parameters/CVN_ATR_PERIOD');
    await page.getByRole('button', { name: 'Define…' }).click();
    await she.dialog().getByLabel('Description').fill('a long text');
    await endSession();
    await signInAs(alice);
    assert.equal(await she.dialog().getByLabel('Description').inputValue(), 'a long text');
    await page.keyboard.press('Escape');
    await she.dialog().waitFor({ state: 'detached' });
});

test('so does the preview of going back, which is read anew', { timeout: DEADLINE }, async () => {
    await page.goto('/history');
    await page.locator('.row.revision').filter({ hasText: 'both at once' }).getByRole('button').click();
    await she.dialog().getByText('After this').waitFor();
    await she.dialog().getByLabel('Reason').fill('it did not help');
    await endSession();
    await signInAs(alice);
    assert.equal(await she.dialog().getByLabel('Reason').inputValue(), 'it did not help');
    await she.save('it did not help', 'Make 2 changes');
    assert.equal(site.sql(`SELECT ftf_get('CVN_EMA_SLOW_PERIOD')`), '55');
});

test('what could not be read without a session is read with the next', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await page.locator('.connection.live').waitFor();
    await page.context().clearCookies();
    for (const path of ['/history', '/integrity']) {
        await page.locator(`nav a[href="${path}"]`).evaluate((link) => link.click());
        await page.getByRole('heading', { level: 1, name: path === '/history' ? 'History' : 'Integrity' }).waitFor();
        await toldToSignIn();
        await signInAs(alice);
        await page.getByText(path === '/history' ? 'both at once' : 'Every guard holds').or(page.getByText('don’t hold')).first().waitFor();
        await until('nothing is left to be tried again', async () => (await page.getByText('Try again').count()) === 0);
        await page.context().clearCookies();
    }
    await page.goto('/parameters');
    await page.getByLabel('Role').fill(alice);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.connection.live').waitFor();
});

test('where the parameters can’t be read at once, the page tries again', { timeout: DEADLINE }, async () => {
    let refused = 0;
    await page.goto('/parameters');
    await endSession();
    await page.route('**/api/parameters', (route) => {
        refused += 1;
        return route.fulfill({ status: 503, json: { message: 'not just now' } });
    }, { times: 1 });
    await signInAs(alice);
    await page.locator('.connection.live').waitFor();
    await page.locator('[data-row]').first().waitFor();
    assert.equal(refused, 1);
});

test('a late answer to the session before doesn’t end the next', { timeout: DEADLINE }, async () => {
    await page.goto('/history');
    await page.locator('.connection.live').waitFor();
    /* nothing else is read without a session */
    await page.locator('.row.revision').first().waitFor();
    const held = await hold(page, /\/api\/parameters$/);
    await page.context().clearCookies();
    site.sql(`SELECT ftf_set('CVN_BOLLINGER_PERIOD', '${30 + ++changes}', 'something')`);
    const late = await held.next();
    held.end();
    await page.locator('nav a[href="/runs"]').click();
    await toldToSignIn();
    await signInAs(alice);
    await late.release();
    await page.locator('.connection.live').waitFor();
    await frames(page);
    assert.equal(await login().count(), 0);
    await page.unrouteAll();
});

test('someone else who signs in gets none of it', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await she.edit('CVN_ATR_PERIOD', '61');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await she.dialog().getByLabel('Reason').fill('a secret plan');
    await page.keyboard.press('Escape');
    await she.edit('CVN_ADX_PERIOD', '62');
    await page.locator('.editor').getByRole('button', { name: 'Define…' }).click();
    await she.dialog().getByLabel('Description').fill('hers');
    await endSession();
    await signInAs(bob);
    await page.locator('header').getByText(bob).waitFor();
    await page.locator('[data-row]').first().waitFor();
    assert.equal(await she.dialog().count(), 0);
    assert.equal(await pending().count(), 0);
    assert.equal(await page.locator('.editor').count(), 0);
    await she.edit('CVN_ATR_PERIOD', '63');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    assert.equal(await she.dialog().getByLabel('Reason').inputValue(), '');
    await page.keyboard.press('Escape');
});

test('what was discarded is offered to nobody else', { timeout: DEADLINE }, async () => {
    await pending().getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await endSession();
    await signInAs(alice);
    await page.locator('header').getByText(alice).waitFor();
    await page.locator('[data-row]').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
