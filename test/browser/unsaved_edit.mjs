/* An edit that is left before it was collected is not lost. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('unsaved'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const pending = () => page.locator('.pending');

async function discard() {
    await pending().getByRole('button', { name: 'Discard' }).click();
    await pending().waitFor({ state: 'detached' });
}

async function openOther(key) {
    await she.search().fill('_PERIOD');
    await she.row(key).getByRole('button').click();
    await she.control(key).waitFor();
}

test('another row is edited: the edit before is collected, and the page says so', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '42');
    await openOther('CVN_ADX_PERIOD');
    await page.locator('.notice').getByText('CVN_ATR_PERIOD is collected').waitFor();
    await pending().getByText('1 change').waitFor();
    await she.row('CVN_ATR_PERIOD').getByText('42', { exact: true }).waitFor();
    await she.control('CVN_ADX_PERIOD').press('Escape');
    await discard();
});

test('an edit that is refused at the field is collected with what is wrong with it', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '500');
    await openOther('CVN_ADX_PERIOD');
    await pending().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByText('The maximum is 200.').waitFor();
    await she.dialog().getByRole('button', { name: 'Edit' }).click();
    await page.locator('.editor').getByText('The maximum is 200.').waitFor();
    assert.equal(await she.control('CVN_ATR_PERIOD').inputValue(), '500');
    await she.control('CVN_ATR_PERIOD').press('Escape');
    await discard();
});

test('an edit that changed nothing is left without a word', { timeout: DEADLINE }, async () => {
    await she.find('CVN_ATR_PERIOD');
    await she.row('CVN_ATR_PERIOD').getByRole('button').click();
    await she.control('CVN_ATR_PERIOD').waitFor();
    await openOther('CVN_ADX_PERIOD');
    assert.equal(await pending().count(), 0);
    await she.control('CVN_ADX_PERIOD').press('Escape');
});

test('Enter on the page of another parameter', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '43');
    await she.search().fill('_PERIOD');
    await page.getByRole('link', { name: 'CVN_ADX_PERIOD' }).click();
    await page.getByRole('heading', { name: 'CVN_ADX_PERIOD' }).waitFor();
    await page.locator('.definition').getByText('integer,').waitFor();
    await page.keyboard.press('Enter');
    await she.control('CVN_ADX_PERIOD').waitFor();
    await pending().getByText('1 change').waitFor();
    await page.keyboard.press('Escape');
    await discard();
    await page.getByRole('link', { name: 'Parameters', exact: true }).first().click();
});

test('a review takes the open edit along', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '44');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await she.edit('CVN_ADX_PERIOD', '19');
    await pending().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByText('CVN_ADX_PERIOD').waitFor();
    await she.dialog().getByText('CVN_ATR_PERIOD').waitFor();
    await page.keyboard.press('Escape');
    await discard();
});

test('discarding what was collected leaves the open edit as it is', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '44');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await she.edit('CVN_ADX_PERIOD', '19');
    await discard();
    assert.equal(await she.control('CVN_ADX_PERIOD').inputValue(), '19');
    await she.control('CVN_ADX_PERIOD').press('Escape');
});

test('discarding an edit closes its control', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '44');
    await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
    await she.row('CVN_ATR_PERIOD').getByRole('button').click();
    await she.control('CVN_ATR_PERIOD').waitFor();
    await discard();
    await she.control('CVN_ATR_PERIOD').waitFor({ state: 'detached' });
});

test('a reload asks first, for a changed edit and not for an unchanged one', { timeout: DEADLINE }, async () => {
    const asked = [];
    page.on('dialog', (dialog) => asked.push(dialog.type()));
    await she.find('CVN_ATR_PERIOD');
    await she.row('CVN_ATR_PERIOD').getByRole('button').click();
    await she.control('CVN_ATR_PERIOD').waitFor();
    await page.reload();
    assert.deepEqual(asked, []);
    await she.edit('CVN_ATR_PERIOD', '45');
    await page.reload();
    await until('it asked', () => asked.length === 1);
    assert.deepEqual(asked, ['beforeunload']);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
