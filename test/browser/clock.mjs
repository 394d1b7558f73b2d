/* How long ago something was doesn't go by this computer's clock, which may be
 * wrong by hours. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site } from './lib/console.mjs';
import { fill } from './lib/data.mjs';

const HOUR = 3_600_000;

let site, reader;

before(async () => {
    site = await Site.start('clock');
    reader = site.role('reader', 'reader');
    fill(site);
    await site.serve();
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

for (const hours of [-5, 5]) {
    test(`a clock that is wrong by ${hours} hours`, { timeout: DEADLINE }, async () => {
        const page = await site.open();
        await page.addInitScript((wrong) => {
            const now = Date.now;
            Date.now = () => now() + wrong;
        }, hours * HOUR);
        await page.route('**/api/parameters', async (route) => {
            const response = await route.fetch();
            const answer = await response.json();
            if (answer.parameters) {
                const row = answer.parameters.find(({ key }) => key === 'CVN_ADX_PERIOD');
                row.changed_at = new Date(Date.now() - 3 * HOUR - 60_000).toISOString();
            }
            await route.fulfill({ response, json: answer });
        });
        await site.signIn(page, reader);
        const ago = (key) => page.locator(`[data-row="${key}"] time`).innerText();
        await page.locator('[data-row="CVN_ADX_PERIOD"]').waitFor();
        assert.equal(await ago('CVN_ADX_PERIOD'), '3 h ago');
        assert.match(await ago('CVN_ATR_PERIOD'), /^(just now|\d+ (s|min) ago)$/);
        assert.deepEqual(page.complaints, []);
        await page.context().close();
    });
}
