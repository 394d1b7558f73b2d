/* History, one parameter, and going back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions } from './lib/page.mjs';

let site, page, alice, does;

before(async () => {
    site = await Site.start('history');
    alice = site.role('alice', 'editor');
    fill(site);
    site.sql(`SELECT ftf_set('CVN_ADX_PERIOD', '17', 'by alice, 100% sure')`, alice);
    await site.serve();
    page = await site.open();
    does = actions(page);
    await site.signIn(page, alice, '/history');
    await page.getByText('Revision', { exact: false }).first().waitFor();
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const value = (key) => site.sql(`SELECT ftf_get('${key}')`);
const heads = () => page.locator('.row.revision');
const head = (reason) => heads().filter({ hasText: reason });
const dialog = () => does.dialog();

test('newest first, grouped by revision', { timeout: DEADLINE }, async () => {
    await head('by alice').waitFor();
    const numbers = (await page.locator('.revision-number').allInnerTexts()).map((text) => Number(text.replace(/\D/g, '')));
    assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
    const both = await page.locator('.rows.history').innerText();
    assert.match(both, /both at once[\s\S]*CVN_EMA_SLOW_PERIOD[\s\S]*55 → 60[\s\S]*CVN_EMA_FAST_PERIOD[\s\S]*9 → 10/);
});

test('filters by text, operator, key and dates stand in the address', { timeout: DEADLINE }, async () => {
    await page.locator('#search').fill('100%');
    await until('one is left', async () => /text=100/.test(page.url()) && (await heads().count()) === 1);
    await page.locator('#search').fill('');
    await page.getByLabel('Operator (whole)').fill(alice);
    await until('one is left', async () => /operator=/.test(page.url()) && !/text=/.test(page.url()) && (await heads().count()) === 1);
    await page.getByLabel('Operator (whole)').fill('');
    await page.getByLabel('Key (whole)').fill('CVN_ATR_PERIOD');
    await until('its entries are left', async () => /key=CVN_ATR/.test(page.url()) && (await heads().count()) === 5);
    await page.goto(page.url());
    await until('the shared address shows the same', async () => (await heads().count()) === 5);
    await page.getByLabel('To', { exact: true }).fill('2001-01-01');
    await page.getByText('No entry fits').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await head('both at once').waitFor();
});

test('a new revision appears at once', { timeout: DEADLINE }, async () => {
    await page.locator('.connection.live').waitFor();
    site.sql(`SELECT ftf_set('CVN_BOLLINGER_PERIOD', '31', 'just came')`);
    await head('just came').waitFor();
});

test('reverting a revision says what will be live, and does that', { timeout: DEADLINE }, async () => {
    await head('both at once').getByRole('button', { name: 'Revert' }).click();
    await dialog().getByText('After this, 2 parameters are others than now').waitFor();
    const rows = await dialog().locator('tbody tr').allInnerTexts();
    assert.deepEqual(rows.map((text) => text.split(/\s+/).filter(Boolean)),
        [['CVN_EMA_SLOW_PERIOD', '60', '55'], ['CVN_EMA_FAST_PERIOD', '10', '9']]);
    await does.save('it did not help', 'Make 2 changes');
    assert.deepEqual([value('CVN_EMA_SLOW_PERIOD'), value('CVN_EMA_FAST_PERIOD')], ['55', '9']);
    assert.equal(value('CVN_BOLLINGER_PERIOD'), '31', 'what came later stays');
    await head('both at once').getByRole('button', { name: 'Revert' }).click();
    await dialog().getByText('Nothing would change').waitFor();
    await page.keyboard.press('Escape');
});

test('taking everything back to a revision says which, and heeds what comes in between', { timeout: DEADLINE }, async () => {
    await head('both at once').getByRole('button', { name: 'Revert' }).click();
    await dialog().getByLabel('Everything after revision').check();
    await dialog().getByText('CVN_BOLLINGER_PERIOD').waitFor();
    assert.match(await dialog().innerText(), /CVN_ADX_PERIOD\s+17\s+14/);
    site.sql(`SELECT ftf_set('CVN_ADX_PERIOD', '19', 'in between')`);
    await until('the preview follows', async () => /CVN_ADX_PERIOD\s+19\s+14/.test(await dialog().innerText()));
    await does.save('back to then', 'Make');
    assert.deepEqual(['CVN_ADX_PERIOD', 'CVN_BOLLINGER_PERIOD', 'CVN_EMA_FAST_PERIOD'].map(value), ['14', '20', '10']);
});

test('one parameter: definition, chart with its runs, history', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_ATR_PERIOD');
    await page.locator('.chart canvas').waitFor();
    assert.match(await page.locator('.chart').getAttribute('aria-label'), /4 changes between 14 and 35, 6 runs/);
    assert.match(await page.locator('.definition').innerText(), /integer, 2 to 200 bars/);
    assert.match(await page.locator('.list tbody').innerText(), /try 35 bars[\s\S]*try 28 bars[\s\S]*baseline from the code/);
    /* it is drawn anew where the page reads again */
    await until('the chart has its legend', async () => (await page.locator('.u-series').count()) === 3);
});

test('back to this value, with a preview', { timeout: DEADLINE }, async () => {
    await page.getByRole('button', { name: /Back to this value… 21,/ }).click();
    await dialog().getByText('After this, one parameter is another than now').waitFor();
    assert.match(await dialog().locator('tbody').innerText(), /CVN_ATR_PERIOD\s+35\s+21/);
    await does.save('21 was best', 'Make this change');
    assert.equal(value('CVN_ATR_PERIOD'), '21');
    const live = page.locator('.list tbody tr', { has: page.locator('.live-mark') });
    await live.filter({ hasText: '21 was best' }).waitFor();
    assert.equal(await live.count(), 1, 'an older entry with the same value is not what is live');
    await page.locator('.live-value .big').getByText('21').waitFor();
    await page.locator('.list tbody').getByText('21 was best').waitFor();
});

test('a parameter that never was', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_NO_SUCH');
    await page.getByText('UF001').waitFor();
    await page.goto('/parameters/%3Cb%3E..%2F..');
    await page.getByRole('alert').waitFor();
    assert.match(await page.locator('h1').innerText(), /<b>/);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
