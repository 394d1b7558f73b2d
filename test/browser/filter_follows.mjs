/* The address follows a filter that is typed, also where one leaves at once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page;

before(async () => {
    ({ site, page } = await startSignedIn('follows', { access: 'reader' }));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

/* Types into the search, and clicks on the link before any pause: timers come in
 * the order of their ends, which a frame would not keep to. */
async function typeAndClick(text, selector) {
    await page.evaluate(async ([text, selector]) => {
        const search = document.getElementById('search');
        search.value = text;
        search.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve));
        document.querySelector(selector).click();
    }, [text, selector]);
}

/* Every timer that runs now has come to its end. */
async function pause() {
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
}

for (const path of ['/parameters', '/history']) {
    test(`${path}: gone back to, it is filtered as it was left`, { timeout: DEADLINE }, async () => {
        await page.goto(path);
        await page.locator('.cell-key a').first().waitFor();
        await typeAndClick('ATR_PER', '.cell-key a[href$="CVN_ATR_PERIOD"]');
        await page.getByRole('heading', { name: 'CVN_ATR_PERIOD' }).waitFor();
        await page.goBack();
        await page.locator('#search').waitFor();
        assert.equal(await page.locator('#search').inputValue(), 'ATR_PER');
    });

    test(`${path}: its link clears the filter that was just typed`, { timeout: DEADLINE }, async () => {
        await page.goto(path);
        await page.locator('.cell-key a').first().waitFor();
        await typeAndClick('ATR_PER', `nav a[href="${path}"]`);
        await pause();
        await until('nothing is searched for', async () => (await page.locator('#search').inputValue()) === '');
        assert.equal(await page.evaluate(() => location.search), '');
    });
}

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
