/* The filter of the history says what it matches, and offers what there is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';

let site, page, bob;

before(async () => {
    site = await Site.start('filter');
    bob = site.role('bob', 'editor');
    fill(site);
    site.sql(`SELECT ftf_set('CVN_ADX_PERIOD', '17', 'by bob')`, bob);
    site.sql(`SELECT ftf_set('CVN_ADX_PERIOD', '18', 'over his')`);
    await site.serve();
    page = await site.open();
    await site.signIn(page, site.role('reader', 'reader'), '/history');
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const heads = () => page.locator('.row.revision');

test('a key may be typed in any case', { timeout: DEADLINE }, async () => {
    await page.getByLabel('Key (whole)').fill('cvn_atr_period');
    await until('its entries are left', async () => (await heads().count()) === 5);
    assert.equal(await page.getByLabel('Key (whole)').inputValue(), 'CVN_ATR_PERIOD');
    await page.goto('/history?key=cvn_atr_period');
    await until('its entries are left', async () => (await heads().count()) === 5);
    await page.getByRole('button', { name: 'Clear' }).click();
});

test('operators are offered, also those who are overwritten', { timeout: DEADLINE }, async () => {
    const operator = page.getByLabel('Operator (whole)');
    await heads().filter({ hasText: 'by bob' }).waitFor();
    const offered = await page.locator(`#${await operator.getAttribute('list')} option`).evaluateAll((options) => options.map((option) => option.value));
    assert.deepEqual(offered, [bob, 'postgres']);
    await operator.fill(bob);
    await until('his are left', async () => (await heads().count()) === 1);
});

test('where nothing fits, it says how to look for a part', { timeout: DEADLINE }, async () => {
    await page.getByLabel('Operator (whole)').fill('bo');
    await page.getByText('No entry fits').waitFor();
    assert.match(await page.locator('.empty').innerText(), /whole[\s\S]*part/);
    await page.getByRole('button', { name: 'Clear' }).click();
    /* what it said before is gone */
    await heads().first().waitFor();
    await page.locator('#search').fill('no such thing at all');
    await page.getByText('No entry fits').waitFor();
    assert.doesNotMatch(await page.locator('.empty').innerText(), /whole/);
});

test('what is cleared while it is typed stays cleared', { timeout: DEADLINE }, async () => {
    await page.goto('/history');
    await heads().first().waitFor();
    await page.evaluate(async () => {
        const search = document.getElementById('search');
        search.value = 'no such thing';
        search.dispatchEvent(new Event('input', { bubbles: true }));
        await Promise.resolve();
        document.querySelector('form.filter button').click();
    });
    await page.getByRole('button', { name: 'Clear' }).waitFor({ state: 'detached' });
    assert.equal(await page.locator('#search').inputValue(), '');
    assert.doesNotMatch(page.url(), /text=/);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
