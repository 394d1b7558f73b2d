/* The connection that tells of changes is half open, as after a change of
 * networks: nothing comes by it, and nothing says so. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { pauseClock, startSignedIn } from './lib/page.mjs';

let site, page;

before(async () => {
    ({ site, page } = await startSignedIn('silent'));
    await page.clock.install();
    /* the first of them, once the test says so, hears no more */
    await page.addInitScript(() => {
        window.sources = 0;
        window.heard = 0;
        window.EventSource = class extends EventSource {
            nth = ++window.sources;

            addEventListener(name, listener) {
                super.addEventListener(name, (event) => {
                    if (window.silent && this.nth === 1) {
                        return;
                    }
                    listener(event);
                    window.heard += name === 'alive';
                });
            }
        };
    });
    await page.goto('/parameters');
    await page.locator('.connection.live').waitFor();
    /* it goes on by what the tests say, and not while they wait */
    await pauseClock(page);
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

test('while it is heard of, it stays', { timeout: DEADLINE }, async () => {
    const heard = () => page.evaluate(() => window.heard);
    await page.clock.fastForward(30_000);
    const before = await heard();
    await until('it is heard of', async () => (await heard()) > before);
    await page.clock.fastForward(30_000);
    assert.equal(await page.locator('.connection.live').count(), 1);
    assert.equal(await page.evaluate(() => window.sources), 1);
});

test('once nothing was heard for long it is made again, and shows what came meanwhile', { timeout: DEADLINE }, async () => {
    const sources = await page.evaluate(() => {
        window.silent = true;
        return window.sources;
    });
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '66', 'unheard')`);
    await page.clock.resume();
    await page.clock.fastForward(60_000);
    await page.locator('[data-row="CVN_ATR_PERIOD"]').getByText('66').waitFor();
    await page.locator('.connection.live').waitFor();
    assert.ok(await page.evaluate(() => window.sources) > sources);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
