/* A console that can't be reached is noticed by the first request that fails,
 * even while the connection for news seems to stand, as it does half open. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page;

before(async () => {
    ({ site, page } = await startSignedIn('console_away'));
    await page.locator('.connection.live').waitFor();
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

test('the page is not called live any more', { timeout: DEADLINE }, async () => {
    await page.route('**/api/**', (route) => route.abort());
    await page.locator('nav a[href="/history"]').click();
    await page.getByText('The console can’t be reached').waitFor();
    await page.locator('.connection.lost').waitFor();
    assert.match(await page.locator('.lost-notice').innerText(), /No connection to the console/);
});

test('once it is back, the page shows by itself what it could not', { timeout: DEADLINE }, async () => {
    await page.unroute('**/api/**');
    await page.locator('.connection.live').waitFor();
    await page.locator('.row.revision').first().waitFor();
    await page.getByText('The console can’t be reached').waitFor({ state: 'detached' });
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
