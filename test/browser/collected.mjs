/* A collected removal stays one, and one click on Discard can be undone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('collected'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const pending = () => page.locator('.pending');
const value = (key) => site.sql(`SELECT ftf_get('${key}')`);

async function collectRemoval(key) {
    await she.find(key);
    await she.row(key).getByRole('button').click();
    await page.locator('.editor').getByRole('button', { name: 'Remove…' }).click();
    await she.dialog().getByText('removed').waitFor();
    await page.keyboard.press('Escape');
    await she.dialog().waitFor({ state: 'detached' });
}

test('a reopened removal says that it is one, and can be taken back', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_NOTE', 'abc', 'new')`);
    await collectRemoval('CVN_NOTE');
    await she.row('CVN_NOTE').getByRole('button').click();
    await page.locator('.editor').getByText('will be removed').waitFor();
    await page.locator('.editor').getByRole('button', { name: 'Keep it' }).click();
    await pending().waitFor({ state: 'detached' });
    await until('the focus is back in the table', () => page.evaluate(() => document.activeElement?.dataset.row === 'CVN_NOTE'));
});

test('a reopened removal is saved as a removal', { timeout: DEADLINE }, async () => {
    await collectRemoval('CVN_NOTE');
    await she.row('CVN_NOTE').getByRole('button').click();
    await page.locator('.editor').getByRole('button', { name: 'Review' }).click();
    await she.save('not needed');
    assert.equal(site.sql(`SELECT ftf_env() ? 'CVN_NOTE'`), 'f');
});

test('a collected change looks like one also where it is pointed at', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '50');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await she.row('CVN_ATR_PERIOD').locator('ins').waitFor();
    const ground = () => she.row('CVN_ATR_PERIOD').evaluate((row) => getComputedStyle(row).backgroundColor);
    await page.mouse.move(0, 0);
    const collected = await ground();
    await she.row('CVN_ATR_PERIOD').hover();
    assert.equal(await ground(), collected);
    await pending().getByRole('button', { name: 'Discard' }).click();
});

test('what was discarded comes back with its reason', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await she.edit('CVN_ADX_PERIOD', '19');
    await she.control('CVN_ADX_PERIOD').press('Enter');
    await she.dialog().getByLabel('Reason').fill('both are too slow');
    await page.keyboard.press('Escape');
    await pending().getByRole('button', { name: 'Discard' }).click();
    await pending().waitFor({ state: 'detached' });
    await page.getByRole('status').getByText('2 changes discarded').waitFor();
    await until('the focus is on Undo', () => page.evaluate(() => document.activeElement?.textContent === 'Undo'));
    await page.keyboard.press('Enter');
    await pending().getByText('2 changes').waitFor();
    await pending().getByRole('button', { name: 'Review' }).click();
    assert.equal(await she.dialog().getByLabel('Reason').inputValue(), 'both are too slow');
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await she.dialog().waitFor({ state: 'detached' });
    assert.deepEqual([value('CVN_ATR_PERIOD'), value('CVN_ADX_PERIOD')], ['42', '19']);
});

test('what came true meanwhile does not come back', { timeout: DEADLINE }, async () => {
    await page.locator('.connection.live').waitFor();
    /* what was saved is read: an edit begins from it */
    await she.row('CVN_ADX_PERIOD').getByText('19', { exact: true }).waitFor();
    await she.edit('CVN_ATR_PERIOD', '50');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await she.edit('CVN_ADX_PERIOD', '20');
    await she.control('CVN_ADX_PERIOD').press('Alt+Enter');
    await pending().getByRole('button', { name: 'Discard' }).click();
    site.sql(`SELECT ftf_set('CVN_ADX_PERIOD', '20', 'the same')`);
    await she.row('CVN_ADX_PERIOD').getByText('the same').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await pending().getByText('1 change').waitFor();
    await pending().getByRole('button', { name: 'Discard' }).click();
});

test('the offer to undo can be sent away', { timeout: DEADLINE }, async () => {
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
