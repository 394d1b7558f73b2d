/* Behind a connection pooler no notification arrives: the page is not called live,
 * and says why; changes come all the same. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';
import { startPooler } from './lib/pooler.mjs';

let site, page, pooler;

before(async () => {
    ({ site, page } = await startSignedIn('pooler', { through: async (roles) => { pooler = await startPooler(roles); return pooler; } }));
}, { timeout: DEADLINE });

after(async () => {
    await site?.end();
    pooler?.stop();
}, { timeout: DEADLINE });

test('it says how often it asks, and why', { timeout: DEADLINE }, async () => {
    const word = page.locator('.connection.asking');
    await word.waitFor();
    assert.match(await word.textContent(), /^every 2 s/);
    assert.match(await word.getAttribute('title'), /connection pooler/);
    assert.equal(await page.locator('.connection.live').count(), 0);
});

test('a change made on the server itself appears', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '77', 'directly')`);
    await page.locator('[data-row="CVN_ATR_PERIOD"]').getByText('77').waitFor();
    assert.equal(await page.locator('.connection.live').count(), 0);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
