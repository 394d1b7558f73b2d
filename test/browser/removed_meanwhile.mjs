/* What is edited is removed by someone else: nothing typed is lost, and the
 * page says who, why, and what one can do. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('removed'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const value = (key) => site.sql(`SELECT ftf_get('${key}')`);

async function saysWhoAndWhy(reason) {
    const conflict = page.locator('.conflict');
    await conflict.getByText(reason).waitFor();
    const said = await conflict.innerText();
    for (const part of ['postgres changed', 'none', 'Keep theirs', 'Put mine over it']) {
        assert.ok(said.includes(part), `"${part}" in: ${said}`);
    }
}

test('in the table: the control stays in its place, with its text and the focus', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_apply('{"CVN_PLAIN_A": "a", "CVN_PLAIN_B": "b", "CVN_PLAIN_C": "c"}', 'three')`);
    await she.find('CVN_PLAIN_B');
    await she.search().fill('CVN_PLAIN');
    await she.row('CVN_PLAIN_B').getByRole('button').click();
    await she.control('CVN_PLAIN_B').fill('typed');
    site.sql(`SELECT ftf_unset('CVN_PLAIN_B', 'nobody reads it')`);
    await saysWhoAndWhy('nobody reads it');
    assert.equal(await she.control('CVN_PLAIN_B').inputValue(), 'typed');
    assert.equal(await she.control('CVN_PLAIN_B').evaluate((element) => element === document.activeElement), true);
    assert.deepEqual(await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row)),
        ['CVN_PLAIN_A', 'CVN_PLAIN_B', 'CVN_PLAIN_C']);
    await page.getByRole('button', { name: 'Put mine over it' }).click();
    await she.control('CVN_PLAIN_B').press('Enter');
    await she.save('somebody does read it');
    assert.equal(value('CVN_PLAIN_B'), 'typed');
});

test('in the table, theirs is kept: the control closes, and nothing is left to save', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_PLAIN_B', 'again');
    site.sql(`SELECT ftf_unset('CVN_PLAIN_B', 'really nobody')`);
    await saysWhoAndWhy('really nobody');
    await page.getByRole('button', { name: 'Keep theirs' }).click();
    await she.control('CVN_PLAIN_B').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.pending').count(), 0);
});

test('a collected edit whose parameter is gone stays in the table', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_PLAIN_C', 'kept');
    await she.control('CVN_PLAIN_C').press('Alt+Enter');
    site.sql(`SELECT ftf_unset('CVN_PLAIN_C', 'this one too')`);
    await page.locator('.pending').getByText('changed by others').waitFor();
    await she.row('CVN_PLAIN_C').getByRole('button').click();
    await saysWhoAndWhy('this one too');
    await page.getByRole('button', { name: 'Keep theirs' }).click();
    await page.locator('.pending').waitFor({ state: 'detached' });
});

test('where a definition is left, the conflict names who removed the value', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ADX_PERIOD', '33');
    site.sql(`SELECT ftf_unset('CVN_ADX_PERIOD', 'the default will do')`);
    await saysWhoAndWhy('the default will do');
    assert.equal(await she.control('CVN_ADX_PERIOD').inputValue(), '33');
    await she.control('CVN_ADX_PERIOD').press('Escape');
});

test('on the page of the parameter', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_PLAIN_A');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await she.control('CVN_PLAIN_A').fill('typed here');
    await page.locator('.connection.live').waitFor();
    site.sql(`SELECT ftf_unset('CVN_PLAIN_A', 'the last of them')`);
    await saysWhoAndWhy('the last of them');
    assert.equal(await she.control('CVN_PLAIN_A').inputValue(), 'typed here');
    await she.control('CVN_PLAIN_A').press('Escape');
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
