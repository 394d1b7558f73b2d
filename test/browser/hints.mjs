/* Whoever is refused is told what to do in the page, not in SQL. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions } from './lib/page.mjs';

let site, page, does;

before(async () => {
    site = await Site.start('hints');
    fill(site);
    site.sql(`SELECT ftf_define('CVN_NOTE', '{"pattern": "[a-z]+"}', 'letters'); SELECT ftf_set('CVN_NOTE', 'abc', 'new')`);
    await site.serve();
    page = await site.open();
    does = actions(page);
    await site.signIn(page, site.role('alice', 'editor'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

async function refused(reason, button) {
    await does.dialog().getByLabel('Reason').fill(reason);
    await does.dialog().getByRole('button', { name: button }).click();
    const alert = does.dialog().getByRole('alert').filter({ hasText: 'UF0' });
    await alert.waitFor();
    const text = await alert.innerText();
    assert.doesNotMatch(text, /ftf_|if_revision|SELECT|"type": /);
    return text;
}

test('a definition that is none', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_ATR_PERIOD');
    await page.getByRole('button', { name: 'Define…' }).click();
    await does.dialog().getByLabel('Minimum').fill('9');
    await does.dialog().getByLabel('Maximum').fill('1');
    assert.match(await refused('let me', 'Save definition'), /"minimum" is greater than "maximum"[\s\S]*Correct/);
});

test('a value that breaks its definition', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await does.edit('CVN_NOTE', 'ABC');
    await does.control('CVN_NOTE').press('Enter');
    assert.match(await refused('let me', 'Save'), /The pattern is[\s\S]*Define…/);
});

test('a revision that was overtaken while it was taken back', { timeout: DEADLINE }, async () => {
    await page.goto('/history?text=both+at+once');
    await page.getByRole('button', { name: 'Revert' }).click();
    await does.dialog().getByText('After this, 2 parameters').waitFor();
    /* deaf: what is committed now comes between the preview and the click */
    await page.route('**/api/parameters', (route) => route.abort());
    const heard = page.waitForEvent('requestfailed');
    site.sql(`SELECT ftf_set('CVN_EMA_FAST_PERIOD', '77', 'quicker')`);
    await heard;
    assert.match(await refused('did not help', 'Make 2 changes'), /changed by someone else[\s\S]*quicker[\s\S]*preview/);
    await page.unroute('**/api/parameters');
});

test('a key that there is not', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_NOTHING_LIKE_ANY_OTHER_KEY_HERE');
    await page.getByText('UF001').waitFor();
    const text = await page.getByRole('alert').innerText();
    assert.match(text, /Add it/);
    assert.doesNotMatch(text, /ftf_set/);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
