/* News come to the history without taking from under the pointer what is there. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { frames } from './lib/page.mjs';

let site, page, count = 0;

before(async () => {
    site = await Site.start('stays');
    fill(site);
    await site.serve();
    page = await site.open();
    await site.signIn(page, site.role('alice', 'editor'), '/history');
    await page.locator('.connection.live').waitFor();
    await page.locator('.row.revision').first().waitFor();
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

/* NaN of a row that is just being replaced */
const top = async (row) => (await row.boundingBox())?.y ?? NaN;
const scrolled = () => page.evaluate(() => scrollY);
const head = (reason) => page.locator('.row.revision').filter({ hasText: reason });

/* A revision with rows of several heights. */
function news() {
    count += 1;
    site.sql(`SELECT ftf_apply('{"CVN_ATR_PERIOD": "${40 + count}", "CVN_NOTE": "${'long '.repeat(100)}${count}"}', 'news ${count}, ${'with many words '.repeat(20)}')`);
    return page.locator('.row').getByText(`news ${count},`);
}

/* What is read, once rows are measured and the wheel has come to its end. */
async function settled(read) {
    let last = await read();
    await until('it moves no more', async () => {
        const before = last;
        await frames(page);
        last = await read();
        return last === before;
    });
    return last;
}

async function staysDuring(row, change) {
    const before = await settled(() => top(row));
    await change();
    await until('it is where it was', async () => Math.abs(await top(row) - before) < 2);
}

test('a page at its top shows what is new', { timeout: DEADLINE }, async () => {
    await page.mouse.move(5, 5);
    const fresh = news();
    await fresh.waitFor();
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.ok(await top(fresh) < 400);
});

test('a row under the pointer stays there, and a click is for it', { timeout: DEADLINE }, async () => {
    const revert = head('both at once').getByRole('button', { name: 'Revert' });
    await revert.hover();
    await staysDuring(revert, () => news().waitFor({ state: 'attached' }));
    await page.mouse.down();
    await page.mouse.up();
    await page.getByRole('dialog').getByText('CVN_EMA_SLOW_PERIOD').waitFor();
    await page.keyboard.press('Escape');
});

test('a page that is scrolled shows the same rows', { timeout: DEADLINE }, async () => {
    await page.mouse.move(5, 5);
    await page.evaluate(() => scrollTo(0, 600));
    await settled(scrolled);
    const name = await page.locator('.row.revision').evaluateAll((rows) => rows.find((row) => row.getBoundingClientRect().top > 300).dataset.row);
    const named = page.locator(`[data-row="${name}"]`);
    const shown = await page.locator('.count').innerText();
    await staysDuring(named, async () => {
        news();
        await until('the new entries are there', async () => (await page.locator('.count').innerText()) !== shown);
    });
});

test('a page that is opened shows its top, wherever the pointer is', { timeout: DEADLINE }, async () => {
    await page.mouse.move(640, 500);
    for (const open of [() => page.goto('/history'), async () => {
        await page.goto('/parameters');
        await page.locator('.connection.live').waitFor();
        await page.locator('nav a[href="/history"]').evaluate((link) => link.click());
    }]) {
        await open();
        await page.locator('.row.revision').first().waitFor();
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
        assert.equal(await page.evaluate(() => scrollY), 0);
    }
});

test('Back leads to where the history was left', { timeout: DEADLINE }, async () => {
    await page.goto('/history');
    await page.locator('.row.revision').first().waitFor();
    await page.mouse.move(5, 5);
    for (let i = 0; i < 8; i++) {
        const before = await scrolled();
        await page.mouse.wheel(0, 700);
        await until('the page has scrolled', async () => (await scrolled()) > before);
        await frames(page);
    }
    await settled(scrolled);
    const name = await page.evaluate(() => [...document.querySelectorAll('.row.entry')].find((row) => row.querySelector('a')?.getBoundingClientRect().top > 300).dataset.row);
    const link = page.locator(`[data-row="${name}"]`).getByRole('link');
    /* a click may scroll, too */
    await page.evaluate(() => addEventListener('click', (event) => {
        window.left = event.target.closest('a').getBoundingClientRect().y;
    }, { capture: true, once: true }));
    await link.click();
    const left = await page.evaluate(() => window.left);
    await page.locator('.live-value').waitFor();
    await page.goBack();
    await link.waitFor();
    await until('it is where it was', async () => Math.abs(await top(link) - left) < 2);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
