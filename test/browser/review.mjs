/* A long review leads to what stands in the way, and keeps the reason. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { actions, startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('review'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const pending = () => page.locator('.pending');
const keys = Array.from({ length: 25 }, (_, i) => `CVN_LIST_${String(i + 1).padStart(2, '0')}`);
const rowOf = (key) => she.dialog().locator('tbody tr').filter({ has: page.locator('th').getByText(key, { exact: true }) });
const foot = () => she.dialog().locator('.foot');

async function openReview() {
    await pending().getByRole('button', { name: 'Review' }).click();
    await she.dialog().waitFor();
}

async function isReached(key) {
    await until(`${key} is focused and seen`, () => rowOf(key).evaluate((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        const actions = row.closest('dialog').querySelector('form > .actions').getBoundingClientRect();
        return row === document.activeElement && top >= 0 && bottom <= actions.top;
    }));
    assert.equal(await she.dialog().locator('tbody th').first().innerText(), key);
}

test('a refused value in a long review comes first, with the focus and a line at the foot', { timeout: DEADLINE }, async () => {
    await page.setViewportSize({ width: 1000, height: 500 });
    site.sql(`SELECT ftf_apply('${JSON.stringify(Object.fromEntries(keys.map((key) => [key, 'a'])))}', 'a list');
        SELECT ftf_define('CVN_LIST_20', '{"pattern": "[a-z]+"}', 'letters')`);
    for (const key of keys) {
        await she.edit(key, 'B');
        await she.control(key).press('Alt+Enter');
    }
    await openReview();
    assert.equal(await foot().innerText(), '');
    await she.dialog().getByLabel('Reason').fill('capitals');
    await she.dialog().getByLabel('Reason').press('Control+Enter');
    await foot().getByText('One value was refused').waitFor();
    await isReached('CVN_LIST_20');
    assert.equal(await foot().isVisible(), true);
});

test('a conflict comes first, too, and saving leads to it', { timeout: DEADLINE }, async () => {
    await she.dialog().getByRole('button', { name: 'Leave out CVN_LIST_20' }).click();
    await page.locator('.connection.live').waitFor();
    site.sql(`SELECT ftf_set('CVN_LIST_25', 'theirs', 'quicker')`);
    await foot().getByText('One was changed by others').waitFor();
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await isReached('CVN_LIST_25');
    await she.dialog().getByRole('button', { name: 'Keep theirs' }).click();
    await until('nothing stands in the way', async () => (await foot().innerText()) === '');
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await she.dialog().waitFor({ state: 'detached' });
    assert.equal(site.sql(`SELECT ftf_get('CVN_LIST_24') || ftf_get('CVN_LIST_25')`), 'Btheirs');
});

test('the reason stays when the review is left by Esc, Cancel or Edit', { timeout: DEADLINE }, async () => {
    const reason = () => she.dialog().getByLabel('Reason');
    /* an edit of a value from before what was saved is a conflict */
    await she.find('CVN_LIST_01');
    await she.row('CVN_LIST_01').getByText('B', { exact: true }).waitFor();
    await she.edit('CVN_LIST_01', 'c');
    await she.control('CVN_LIST_01').press('Enter');
    await reason().fill('because of c');
    await page.keyboard.press('Escape');
    await openReview();
    assert.equal(await reason().inputValue(), 'because of c');
    await she.dialog().getByRole('button', { name: 'Cancel' }).click();
    await openReview();
    assert.equal(await reason().inputValue(), 'because of c');
    await she.dialog().getByRole('button', { name: 'Edit' }).click();
    await she.control('CVN_LIST_01').fill('d');
    await she.control('CVN_LIST_01').press('Enter');
    assert.equal(await reason().inputValue(), 'because of c');
});

test('a reason serves for one revision only', { timeout: DEADLINE }, async () => {
    const reason = () => she.dialog().getByLabel('Reason');
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await she.dialog().waitFor({ state: 'detached' });
    await she.edit('CVN_LIST_02', 'c');
    await she.control('CVN_LIST_02').press('Enter');
    assert.equal(await reason().inputValue(), '');
    await reason().fill('left out');
    await she.dialog().getByRole('button', { name: 'Leave out' }).click();
    await she.dialog().waitFor({ state: 'detached' });
    await she.edit('CVN_LIST_02', 'd');
    await she.control('CVN_LIST_02').press('Enter');
    assert.equal(await reason().inputValue(), '');
    await reason().fill('discarded');
    await page.keyboard.press('Escape');
    await pending().getByRole('button', { name: 'Discard' }).click();
    await she.edit('CVN_LIST_02', 'e');
    await she.control('CVN_LIST_02').press('Enter');
    assert.equal(await reason().inputValue(), '');
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
