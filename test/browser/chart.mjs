/* The chart of a parameter's values goes with its page. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';

let site, page;

before(async () => {
    site = await Site.start('chart');
    fill(site);
    await site.serve();
    page = await site.open();
    await page.addInitScript(() => {
        window.resized = [];
        window.ResizeObserver = class extends ResizeObserver {
            constructor(callback) {
                super(callback);
                window.resized.push(() => callback([], this));
            }
        };
    });
    await site.signIn(page, site.role('reader', 'reader'), '/parameters/CVN_ATR_PERIOD');
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

test('it follows the width of the window', { timeout: DEADLINE }, async () => {
    await page.locator('.chart canvas').waitFor();
    await page.setViewportSize({ width: 500, height: 800 });
    await page.waitForFunction(() => document.querySelector('.chart .uplot').getBoundingClientRect().width <= 500);
});

test('its legend tells what is live, until it is pointed at', { timeout: DEADLINE }, async () => {
    const legend = page.locator('.chart .u-legend');
    const told = async () => Object.fromEntries(await legend.locator('.u-series').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))));
    const live = await told();
    assert.match(live.time, /^\d{4}-\d\d-\d\d /);
    assert.deepEqual([live.value, live.run], [await page.locator('.live-value code').innerText(), '']);
    const box = await page.locator('.chart .u-over').boundingBox();
    await page.mouse.move(box.x + 1, box.y + 50);
    await until('the first value is told', async () => (await told()).value !== live.value);
    await page.mouse.move(box.x + 1, box.y - 50);
    await until('the live one is again', async () => (await told()).value === live.value);
});

test('a resize that is told after the page was left does nothing', { timeout: DEADLINE }, async () => {
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByText('run-5').waitFor();
    await page.evaluate(() => window.resized.forEach((tell) => tell()));
    assert.deepEqual(page.complaints, []);
});

test('within a second, a time is written once', { timeout: DEADLINE }, async () => {
    const labels = await page.evaluate(async () => {
        const { timeLabels } = await import('/assets/chart.js');
        return timeLabels(null, [10, 10.5, 11, 11.5, 12], 0, 0, 0.5);
    });
    assert.match(labels[0], /:10\n1970-01-01$/);
    assert.deepEqual(labels.slice(1).map((label) => label.slice(-3)), ['', ':11', '', ':12']);
});
