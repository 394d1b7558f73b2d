/* On a phone, Enter makes a new line: there is no Shift to hold. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

test('a value of several lines can be typed', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_NOTE', 'one', 'new')`);
    await she.find('CVN_NOTE');
    await she.row('CVN_NOTE').getByRole('button').tap();
    await she.control('CVN_NOTE').fill('one');
    await she.control('CVN_NOTE').press('End');
    await she.control('CVN_NOTE').press('Enter');
    await she.control('CVN_NOTE').pressSequentially('two');
    assert.equal(await she.dialog().count(), 0);
    await page.locator('.editor').getByRole('button', { name: 'Review' }).tap();
    await she.save('two lines');
    assert.equal(site.sql(`SELECT ftf_get('CVN_NOTE')`), 'one\ntwo');
});

test('in a field of one line, Enter still goes to the review', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await she.dialog().getByText('Save one change').waitFor();
});

test('the review cuts off no button, however wide the values are', { timeout: DEADLINE }, async () => {
    await page.keyboard.press('Escape');
    const widths = [12, 15, 18, 21, 24, 27, 30];
    site.sql(`SELECT ftf_apply('${JSON.stringify(Object.fromEntries(widths.map((width) => [`CVN_WIDE_${width}`, 'w'.repeat(width)])))}', 'wide')`);
    for (const width of widths) {
        await she.edit(`CVN_WIDE_${width}`, 'short');
        await she.control(`CVN_WIDE_${width}`).press('Alt+Enter');
    }
    await page.getByRole('button', { name: 'Review and save' }).tap();
    await she.dialog().getByText('Save 8 changes').waitFor();
    const cut = await page.evaluate(() => {
        const room = document.querySelector('dialog .scroll').getBoundingClientRect().right;
        return [...document.querySelectorAll('dialog .scroll button')].filter((button) => button.getBoundingClientRect().right > room).length;
    });
    assert.equal(cut, 0);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
