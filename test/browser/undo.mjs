/* Taking back one revision leaves alone what others changed after it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions } from './lib/page.mjs';

let site, page, bob, does;

before(async () => {
    site = await Site.start('undo');
    bob = site.role('bob', 'editor');
    fill(site);
    site.sql(`SELECT ftf_apply('{"CVN_ATR_PERIOD": "30", "CVN_ADX_PERIOD": "30", "CVN_EMA_FAST_PERIOD": "12", "CVN_EMA_SLOW_PERIOD": "61"}', 'four at once')`);
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '40', 'slower still');
        SELECT ftf_unset('CVN_ADX_PERIOD', 'nobody reads it');
        SELECT ftf_set('CVN_EMA_SLOW_PERIOD', '62', 'a try'); SELECT ftf_set('CVN_EMA_SLOW_PERIOD', '61', 'no, 61 it is')`, bob);
    await site.serve();
    page = await site.open();
    does = actions(page);
    await site.signIn(page, site.role('alice', 'editor'), '/history');
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const value = (key) => site.sql(`SELECT ftf_env() ->> '${key}'`);
const open = () => page.locator('.row.revision').filter({ hasText: 'four at once' }).getByRole('button', { name: 'Revert' }).click();
const takeIn = (key) => does.dialog().getByLabel(`Take ${key} back, too`);

test('what was changed again says so, by whom and why, and is left out', { timeout: DEADLINE }, async () => {
    await open();
    await does.dialog().getByText('After this, one parameter is another than now').waitFor();
    await does.dialog().getByText('nobody reads it').waitFor();
    const said = await does.dialog().innerText();
    assert.match(said, new RegExp(`CVN_ATR_PERIOD[\\s\\S]*Changed again in revision \\d+, .*${bob}: “?slower still`));
    assert.match(said, new RegExp(`CVN_ADX_PERIOD[\\s\\S]*Changed again in revision \\d+, .*${bob}: “?nobody reads it`));
    assert.match(said, new RegExp(`CVN_EMA_SLOW_PERIOD[\\s\\S]*Changed again in revision \\d+, .*${bob}: “?no, 61 it is`));
    for (const key of ['CVN_ATR_PERIOD', 'CVN_ADX_PERIOD', 'CVN_EMA_SLOW_PERIOD']) {
        assert.equal(await takeIn(key).isChecked(), false, key);
    }
    assert.equal(await takeIn('CVN_EMA_FAST_PERIOD').count(), 0);
});

test('a change while the review is open is flagged, too, and not taken back', { timeout: DEADLINE }, async () => {
    await page.locator('.connection.live').waitFor();
    site.sql(`SELECT ftf_set('CVN_EMA_FAST_PERIOD', '13', 'just now')`, bob);
    await does.dialog().getByText('just now', { exact: true }).last().waitFor();
    await until('nothing is left to take back', async () => (await takeIn('CVN_EMA_FAST_PERIOD').count()) === 1);
    await does.dialog().getByText('Nothing would change').waitFor();
    await takeIn('CVN_EMA_FAST_PERIOD').check();
    await does.save('only the fast one', 'Make this change');
    assert.deepEqual(['CVN_ATR_PERIOD', 'CVN_ADX_PERIOD', 'CVN_EMA_FAST_PERIOD', 'CVN_EMA_SLOW_PERIOD'].map(value), ['40', '', '10', '61']);
});

test('what is taken in is taken back', { timeout: DEADLINE }, async () => {
    /* then the parameters were read again, too */
    await page.locator('.row.revision').filter({ hasText: 'only the fast one' }).waitFor();
    await open();
    await takeIn('CVN_ATR_PERIOD').check();
    await takeIn('CVN_ADX_PERIOD').check();
    await does.dialog().getByText('After this, 2 parameters are others than now').waitFor();
    await does.save('theirs, too', 'Make 2 changes');
    assert.deepEqual(['CVN_ATR_PERIOD', 'CVN_ADX_PERIOD', 'CVN_EMA_SLOW_PERIOD'].map(value), ['35', '14', '61']);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
