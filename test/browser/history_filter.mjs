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

test('To ends where the next day begins, also of a day of 25 hours', { timeout: DEADLINE }, async () => {
    const times = ['2026-03-29 23:59:59.999999', '2026-03-30 00:00', '2026-10-25 23:59:59.999999', '2026-10-26 00:00'];
    site.sql(['ALTER TABLE ftf_config_history DISABLE TRIGGER ALL',
        ...times.map((time, i) => `UPDATE ftf_config_history SET changed_at = TIMESTAMP '${time}' AT TIME ZONE 'Europe/Berlin', operator = 'timed' WHERE revision = ${i + 2}`),
    ].join(';'));
    const berlin = await site.open({ timezoneId: 'Europe/Berlin' });
    await site.signIn(berlin, site.role('berliner', 'reader'), '/history');
    const left = async (to) => {
        await berlin.goto(`/history?operator=timed&until=${to}`);
        await berlin.getByText(/No entry fits|revision \d+/i).first().waitFor();
        return berlin.locator('.row.revision').count();
    };
    assert.deepEqual([await left('2026-03-28'), await left('2026-03-29'), await left('2026-03-30'), await left('2026-10-25'), await left('2026-10-26'),
        await left('9999-12-31')], [0, 1, 2, 3, 4, 4]);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
