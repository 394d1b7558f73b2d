/* Where there is nothing yet, the pages say so; nothing is said of those who
 * may not look. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site } from './lib/console.mjs';

let site, page;

before(async () => {
    site = await Site.start('empty');
    await site.serve();
    page = await site.open();
    await site.signIn(page, site.role('alice', 'editor'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const pages = {
    '/parameters': 'There is no parameter yet.', '/history': 'Nothing was changed yet.', '/runs': 'No run has taken a snapshot yet.',
    '/parameters?q=x': 'There is no parameter yet.', '/history?text=x': 'No entry fits this filter.',
};
for (const [path, text] of Object.entries(pages)) {
    test(`${path}: ${text}`, { timeout: DEADLINE }, async () => {
        await page.goto(path);
        await page.locator('.empty:not([role="status"])').waitFor();
        assert.equal(await page.locator('.empty').innerText(), text);
    });
}

test('what could not be read at first is read again', { timeout: DEADLINE }, async () => {
    await page.route('**/api/parameters', (route) => route.fulfill({ status: 503, json: { message: 'not just now' } }));
    await page.goto('/parameters');
    await page.getByRole('alert').getByText('not just now').waitFor();
    await page.unroute('**/api/parameters');
    await page.locator('.empty').getByText('There is no parameter yet.').waitFor();
    await page.locator('.connection.live').waitFor();
});

test('who may not read is no reader, and waits for no connection', { timeout: DEADLINE }, async () => {
    const other = await site.open();
    await site.signIn(other, site.role('nobody', null));
    await other.getByRole('heading', { name: 'No access' }).waitFor();
    assert.equal(await other.locator('header').getByText('reader').count(), 0);
    assert.equal(await other.locator('header .connection').count(), 0);
    assert.deepEqual(other.complaints, []);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
