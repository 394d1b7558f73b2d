/* The focus is never lost: where its control goes, it goes back to the row, or
 * to the heading. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { frames, startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('focus'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const pending = () => page.locator('.pending');

function focused(what, is, ...args) {
    return until(`the focus is on ${what}`, () => page.evaluate(is, ...args));
}

const rowFocused = (key) => focused(`the row of ${key}`, (key) => document.activeElement?.dataset.row === key, key);
const headingFocused = () => focused('the heading', () => document.activeElement?.tagName === 'H1');

async function discard() {
    await pending().getByRole('button', { name: 'Discard' }).click();
    await pending().waitFor({ state: 'detached' });
}

test('collecting by Alt+Enter goes back to the row', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await rowFocused('CVN_ATR_PERIOD');
    await discard();
    await focused('Undo', () => document.activeElement?.textContent === 'Undo');
});

test('collecting on the page of a parameter goes back to its value', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_ATR_PERIOD');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await she.control('CVN_ATR_PERIOD').fill('42');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await focused('the value', () => document.activeElement?.dataset.edit === 'CVN_ATR_PERIOD');
});

test('leaving out the last, where its row is not on the page, goes to the heading', { timeout: DEADLINE }, async () => {
    await page.locator('nav').getByRole('link', { name: 'History' }).click();
    await page.getByRole('heading', { name: 'History', level: 1 }).waitFor();
    await pending().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByRole('button', { name: 'Leave out' }).click();
    await she.dialog().waitFor({ state: 'detached' });
    await headingFocused();
});

test('leaving out one of several stays in the review', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await she.edit('CVN_ADX_PERIOD', '19');
    await she.control('CVN_ADX_PERIOD').press('Enter');
    await she.dialog().getByRole('button', { name: 'Leave out CVN_ATR_PERIOD' }).click();
    await focused('the title of the review', () => document.activeElement?.textContent === 'Save one change');
    await she.dialog().getByRole('button', { name: 'Leave out CVN_ADX_PERIOD' }).click();
    await she.dialog().waitFor({ state: 'detached' });
    await rowFocused('CVN_ADX_PERIOD');
});

test('a row that the filter hides leaves the focus on the heading', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.search().fill('no such thing');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await headingFocused();
    await discard();
});

test('after going back to a value, the focus is on the value', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_ATR_PERIOD');
    await page.getByRole('button', { name: /Back to this value… 21,/ }).click();
    await she.save('21 was best', 'Make this change');
    await page.locator('.list tbody').getByText('21 was best').waitFor();
    await focused('the value', () => document.activeElement?.dataset.edit === 'CVN_ATR_PERIOD');
});

test('Back closes a dialog, and what was collected stays', { timeout: DEADLINE }, async () => {
    await page.getByRole('link', { name: 'Parameters', exact: true }).first().click();
    await she.edit('CVN_ADX_PERIOD', '19');
    await she.control('CVN_ADX_PERIOD').press('Enter');
    await she.dialog().waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'CVN_ATR_PERIOD' }).waitFor();
    await she.dialog().waitFor({ state: 'detached' });
    await pending().getByText('1 change').waitFor();
});

test('a link in a dialog closes it', { timeout: DEADLINE }, async () => {
    await page.locator('.connection.live').waitFor();
    await page.route('**/api/parameters/CVN_ADX_PERIOD', (route) => route.abort());
    site.sql(`SELECT ftf_unset('CVN_ADX_PERIOD', 'gone')`);
    await pending().getByText('changed by others').waitFor();
    await pending().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByRole('link', { name: 'Its history' }).click();
    await page.getByRole('heading', { name: 'CVN_ADX_PERIOD' }).waitFor();
    await she.dialog().waitFor({ state: 'detached' });
    await pending().getByText('1 change').waitFor();
});

test('Back leads to the row that was left by keyboard, else to the heading', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await she.row('CVN_ADX_PERIOD').waitFor();
    /* the page hears keys a frame after it is there */
    await frames(page);
    for (const key of ['CVN_ADX_PERIOD', 'CVN_ATR_PERIOD', 'CVN_ATR_SLOW_PERIOD']) {
        await page.keyboard.press('j');
        await rowFocused(key);
    }
    await page.keyboard.press('o');
    await headingFocused();
    await page.goBack();
    await rowFocused('CVN_ATR_SLOW_PERIOD');
    await page.goForward();
    await headingFocused();
});

test('a row that someone else removes leaves the focus on the heading, not on another row', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_AAA', '1', 'the first')`);
    await page.goto('/parameters');
    await page.locator('.connection.live').waitFor();
    await frames(page);
    await page.keyboard.press('j');
    await rowFocused('CVN_AAA');
    site.sql(`SELECT ftf_apply('{"CVN_AAA": null, "CVN_AAB": "1"}', 'one for another')`);
    await she.row('CVN_AAB').waitFor();
    await headingFocused();
});

/* Frames come when the test says so: a page that is slow. */
async function openSlow() {
    const other = await site.open();
    await other.addInitScript(() => {
        const waiting = new Map();
        let last = 0;
        window.requestAnimationFrame = (callback) => {
            waiting.set(++last, callback);
            return last;
        };
        window.cancelAnimationFrame = (id) => waiting.delete(id);
        window.nextFrame = () => {
            const now = [...waiting.values()];
            waiting.clear();
            now.forEach((callback) => callback(performance.now()));
        };
    });
    await other.context().addCookies(await page.context().cookies());
    await other.goto('/parameters');
    await other.locator('#search').waitFor();
    return other;
}

/* With what is to be done right after each. */
async function framesOf(other, count = 4) {
    for (let i = 0; i < count; i++) {
        await other.evaluate(() => {
            window.nextFrame();
            return new Promise((resolve) => setTimeout(resolve));
        });
    }
}

const isOnSearch = (other) => other.evaluate(() => document.activeElement.id === 'search');

test('who begins to type while a page comes up is not interrupted', { timeout: DEADLINE }, async () => {
    const other = await openSlow();
    await framesOf(other, 1);
    await other.locator('#search').focus();
    await framesOf(other);
    assert.ok(await isOnSearch(other));
    assert.deepEqual(other.complaints, []);
});

test('nor who does so once another page was gone to, or the next row', { timeout: DEADLINE }, async () => {
    const other = await openSlow();
    await framesOf(other);
    await other.locator('nav a[href="/history"]').evaluate((link) => link.click());
    await other.getByRole('heading', { name: 'History', level: 1 }).waitFor();
    await other.locator('#search').focus();
    await framesOf(other);
    assert.ok(await isOnSearch(other));
    await other.goto('/parameters');
    await other.locator('[data-row]').first().waitFor();
    await framesOf(other);
    await other.keyboard.press('j');
    await other.keyboard.press('/');
    await framesOf(other);
    assert.ok(await isOnSearch(other));
    assert.deepEqual(other.complaints, []);
});

test('keys that come quicker than frames move by one row each', { timeout: DEADLINE }, async () => {
    const other = await openSlow();
    await other.locator('[data-row]').nth(4).waitFor();
    await framesOf(other);
    const fourth = await other.locator('[data-row]').nth(3).getAttribute('data-row');
    await other.keyboard.press('j');
    await framesOf(other);
    for (let i = 0; i < 3; i++) {
        await other.keyboard.press('j');
        await framesOf(other, 1);
    }
    await framesOf(other);
    assert.equal(await other.evaluate(() => document.activeElement.dataset.row), fourth);
    assert.deepEqual(other.complaints, []);
});

test('Edit in a review on another page leads to the control', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await page.locator('nav').getByRole('link', { name: 'History' }).click();
    await pending().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByRole('button', { name: 'Edit' }).click();
    await she.control('CVN_ATR_PERIOD').waitFor();
    await frames(page);
    assert.ok(await she.control('CVN_ATR_PERIOD').evaluate((element) => element === document.activeElement));
    await page.keyboard.press('Escape');
});

test('who goes on at once after discarding keeps the focus', { timeout: DEADLINE }, async () => {
    await pending().getByRole('button', { name: 'Discard' }).evaluate(async (button) => {
        button.click();
        await new Promise((resolve) => queueMicrotask(() => queueMicrotask(resolve)));
        document.getElementById('search').focus();
    });
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await frames(page);
    assert.ok(await isOnSearch(page));
});

/* The rows that come with a change are new ones, a few in each frame. */
test('a click on a row is not lost by a change that comes in its middle', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await page.locator('.connection.live').waitFor();
    const row = page.locator('[data-row]').nth(14), key = await row.getAttribute('data-row');
    await page.locator('[data-row]').nth(20).waitFor();
    await she.row(key).getByRole('button').hover();
    await page.mouse.down();
    const [first] = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row));
    site.sql(`SELECT ftf_define('${first}', '{"category": "new"}', 'in the middle')`);
    await she.row(first).getByText('new', { exact: true }).waitFor();
    await frames(page);
    await page.mouse.up();
    await she.control(key).waitFor();
    await page.keyboard.press('Escape');
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
