/* Adding: the key is checked before it is sent, an added key is in the table
 * like any other, and what is refused can be corrected. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('add'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const pending = () => page.locator('.pending');
const key = () => she.dialog().getByLabel('Key');

async function openAdd() {
    await page.getByRole('button', { name: 'Add…' }).click();
    await key().waitFor();
}

test('a key that can’t be one is refused at its field', { timeout: DEADLINE }, async () => {
    await openAdd();
    await she.dialog().getByLabel('Value').fill('1');
    for (const [wrong, why] of [
        ['', 'A key is needed'], ['PATH', 'begins with CVN_'], ['CVN_', 'begins with CVN_'], ['CVN_Ä', 'Capital letters'],
        ['1CVN_X', 'no digit'], [`CVN_${'X'.repeat(125)}`, '128'],
    ]) {
        await key().fill(wrong);
        await she.dialog().getByRole('button', { name: 'Review' }).click();
        await she.dialog().locator('#add-key-problem').getByText(why).waitFor();
        assert.equal(await key().getAttribute('aria-invalid'), 'true');
        assert.equal(await key().evaluate((element) => element === document.activeElement), true);
    }
    assert.equal(await pending().count(), 0);
    await page.keyboard.press('Escape');
    await she.dialog().waitFor({ state: 'detached' });
});

test('lower case in the middle of a key leaves the caret where it is', { timeout: DEADLINE }, async () => {
    await openAdd();
    await key().fill('CVN_AD');
    await key().press('ArrowLeft');
    await key().pressSequentially('b c');
    assert.equal(await key().inputValue(), 'CVN_AB_CD');
    await page.keyboard.press('Escape');
});

test('an added key is a changed row of the table, found by search', { timeout: DEADLINE }, async () => {
    await openAdd();
    await key().fill('CVN_BRAND_NEW');
    await she.dialog().getByLabel('Value').fill('seventy');
    await she.dialog().getByRole('button', { name: 'Review' }).click();
    await page.keyboard.press('Escape');
    await she.find('CVN_BRAND_NEW');
    assert.match(await she.row('CVN_BRAND_NEW').getAttribute('class'), /changed/);
    await she.search().fill('seventy');
    await she.row('CVN_BRAND_NEW').waitFor();
    assert.equal(await page.locator('.count').innerText(), `1 of ${site.sql('SELECT count(*) + 1 FROM jsonb_object_keys(ftf_env())')}`);
    await she.row('CVN_BRAND_NEW').getByRole('button').click();
    await she.control('CVN_BRAND_NEW').fill('eighty');
    await she.control('CVN_BRAND_NEW').press('Enter');
    await she.save('needed');
    assert.equal(site.sql(`SELECT ftf_get('CVN_BRAND_NEW')`), 'eighty');
});

test('a key that waits to be added is not added twice', { timeout: DEADLINE }, async () => {
    await openAdd();
    await key().fill('CVN_ONCE');
    await she.dialog().getByLabel('Value').fill('1');
    await she.dialog().getByRole('button', { name: 'Review' }).click();
    await page.keyboard.press('Escape');
    await openAdd();
    await key().fill('CVN_ONCE');
    await she.dialog().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByText('It is there already').waitFor();
    await she.dialog().getByRole('button', { name: 'Edit it' }).click();
    assert.equal(await she.control('CVN_ONCE').inputValue(), '1');
    await she.control('CVN_ONCE').press('Escape');
    await pending().getByRole('button', { name: 'Discard' }).click();
});

test('a refused key can be corrected where it was typed', { timeout: DEADLINE }, async () => {
    await openAdd();
    await key().fill('CVN_API_PASSWORD');
    await she.dialog().getByLabel('Value').fill('12');
    await she.dialog().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByLabel('Reason').fill('a count');
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await she.dialog().getByText('UF005').waitFor();
    await she.dialog().getByRole('button', { name: 'Edit' }).click();
    await she.dialog().locator('#add-key-problem').getByText('looks like a credential').waitFor();
    assert.equal(await key().inputValue(), 'CVN_API_PASSWORD');
    assert.equal(await she.dialog().getByLabel('Value').inputValue(), '12');
    await key().fill('CVN_API_COUNT');
    await she.dialog().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByText('Save one change').waitFor();
    assert.equal(await she.dialog().getByLabel('Reason').inputValue(), 'a count');
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await she.dialog().waitFor({ state: 'detached' });
    assert.equal(site.sql(`SELECT ftf_get('CVN_API_COUNT')`), '12');
});

test('a refused value can be corrected where it was typed', { timeout: DEADLINE }, async () => {
    await openAdd();
    await key().fill('CVN_SECOND');
    await she.dialog().getByLabel('Value').fill('postgres://user:hunter2secret@host/database');
    await she.dialog().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByLabel('Reason').fill('where it is');
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await she.dialog().getByText('UF005').waitFor();
    await she.dialog().getByRole('button', { name: 'Edit' }).click();
    await she.dialog().locator('#add-value-problem').getByText('looks like a credential').waitFor();
    await she.dialog().getByLabel('Value').fill('elsewhere');
    await she.dialog().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByRole('button', { name: 'Save' }).click();
    await she.dialog().waitFor({ state: 'detached' });
    assert.equal(site.sql(`SELECT ftf_get('CVN_SECOND')`), 'elsewhere');
});

test('adding keeps an edit that is open', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ATR_PERIOD', '42');
    await openAdd();
    await key().fill('CVN_THIRD');
    await she.dialog().getByLabel('Value').fill('3');
    await she.dialog().getByRole('button', { name: 'Review' }).click();
    await she.dialog().getByText('CVN_ATR_PERIOD').waitFor();
    await she.save('both');
    assert.equal(site.sql(`SELECT ftf_get('CVN_ATR_PERIOD') || ftf_get('CVN_THIRD')`), '423');
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
