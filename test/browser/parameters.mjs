/* An editor finds parameters, changes them, and is told why it was refused. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions } from './lib/page.mjs';

let site, page, alice, row, control, dialog, search, find, edit, save;

before(async () => {
    site = await Site.start('parameters');
    alice = site.role('alice', 'editor');
    fill(site);
    await site.serve();
    page = await site.open();
    const does = actions(page);
    ({ row, control, dialog, search } = does);
    [find, edit, save] = [does.find, does.edit, does.save].map((action) => action.bind(does));
    await site.signIn(page, alice);
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const value = (key) => site.sql(`SELECT ftf_get('${key}')`);
const revision = () => Number(site.sql('SELECT revision FROM ftf_config'));

/* The page has read what was changed: an edit begins from it. */
const isRead = () => page.locator('.revision-now', { hasText: new RegExp(`r${revision()}$`) }).waitFor();

test('search looks in keys, values and descriptions in any case', { timeout: DEADLINE }, async () => {
    const count = async (text, expected) => {
        await search().fill(text);
        await until(`"${text}" finds ${expected}`, async () => (await page.locator('[data-row]').count()) === expected);
    };
    await count('cvn_atr_period', 1);
    await count('SQRT_impact', 1);
    await count('average TRUE range smoother', 1);
    await count('no such thing', 0);
    assert.match(await page.locator('main').innerText(), /No parameter fits/);
});

test('the filter stands in the address and can be shared', { timeout: DEADLINE }, async () => {
    await search().fill('period');
    await page.getByLabel('Category').selectOption('features');
    await until('the address has it', () => /q=period/.test(page.url()) && /category=features/.test(page.url()));
    const shown = await page.locator('.count').innerText();
    await page.goto(page.url());
    await row('CVN_ATR_PERIOD').waitFor();
    assert.equal(await search().inputValue(), 'period');
    assert.equal(await page.locator('.count').innerText(), shown);
    await page.getByLabel('Changed since').fill('2999-01-01');
    await page.getByText('No parameter fits').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await until('all are there', async () => !(await page.locator('.count').innerText()).includes('of'));
});

test('one edit: the control of its type, a review, one revision', { timeout: DEADLINE }, async () => {
    const before = revision();
    await edit('CVN_ATR_PERIOD', '42');
    assert.equal(await control('CVN_ATR_PERIOD').getAttribute('type'), 'number');
    assert.match(await page.locator('.editor').innerText(), /integer, 2 to 200 bars/);
    await control('CVN_ATR_PERIOD').press('Enter');
    const review = dialog();
    await review.waitFor();
    assert.match(await review.innerText(), /CVN_ATR_PERIOD[\s\S]*35[\s\S]*→[\s\S]*42/);
    assert.doesNotMatch(await review.innerText(), /attributed/);
    await save('the range is too nervous');
    assert.equal(value('CVN_ATR_PERIOD'), '42');
    assert.equal(revision(), before + 1);
    assert.equal(site.sql(`SELECT operator || ': ' || reason FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1`),
        `${alice}: the range is too nervous`);
    await row('CVN_ATR_PERIOD').getByText('42', { exact: true }).waitFor();
    await row('CVN_ATR_PERIOD').getByText(alice).waitFor();
    await until('the focus is back in the table', () => page.evaluate(() => document.activeElement?.dataset.row === 'CVN_ATR_PERIOD'));
});

test('controls fit the type', { timeout: DEADLINE }, async () => {
    await find('CVN_ATR_SMOOTHING');
    await row('CVN_ATR_SMOOTHING').getByRole('button').click();
    await control('CVN_ATR_SMOOTHING').waitFor();
    assert.deepEqual(await control('CVN_ATR_SMOOTHING').locator('option').allInnerTexts(), ['wilder', 'ema', 'sma']);
    await page.keyboard.press('Escape');
    await find('CVN_COST_FUNDING_ENABLED');
    await row('CVN_COST_FUNDING_ENABLED').getByRole('button').click();
    await control('CVN_COST_FUNDING_ENABLED').waitFor();
    assert.deepEqual(await control('CVN_COST_FUNDING_ENABLED').locator('option').allInnerTexts(), ['true', 'false']);
    await page.keyboard.press('Escape');
    await control('CVN_COST_FUNDING_ENABLED').waitFor({ state: 'detached' });
});

test('a value out of bounds is refused at the field, before it is sent', { timeout: DEADLINE }, async () => {
    await edit('CVN_ATR_PERIOD', '500');
    await control('CVN_ATR_PERIOD').press('Enter');
    await page.getByRole('alert').filter({ hasText: 'The maximum is 200.' }).waitFor();
    assert.equal(await control('CVN_ATR_PERIOD').getAttribute('aria-invalid'), 'true');
    assert.equal(await dialog().count(), 0);
    await control('CVN_ATR_PERIOD').press('Escape');
    await control('CVN_ATR_PERIOD').waitFor({ state: 'detached' });
    assert.equal(value('CVN_ATR_PERIOD'), '42');
});

test('what only the database refuses is explained at the field, and can be mended', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_NOTE', 'abc', 'new'); SELECT ftf_define('CVN_NOTE', '{"pattern": "[a-z]+"}', 'letters')`);
    await isRead();
    await edit('CVN_NOTE', 'ABC');
    await control('CVN_NOTE').press('Enter');
    await dialog().getByLabel('Reason').fill('try capitals');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('The pattern is').waitFor();
    assert.match(await dialog().innerText(), /UF006/);
    await dialog().getByRole('button', { name: 'Edit' }).click();
    await page.locator('.editor').getByText('The pattern is').waitFor();
    await control('CVN_NOTE').fill('abcd');
    await control('CVN_NOTE').press('Enter');
    await save('small letters');
    assert.equal(value('CVN_NOTE'), 'abcd');
});

test('a reason is required', { timeout: DEADLINE }, async () => {
    await isRead();
    await edit('CVN_NOTE', 'xyz');
    await control('CVN_NOTE').press('Enter');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('Say why.').waitFor();
    assert.equal(await dialog().getByLabel('Reason').evaluate((element) => element === document.activeElement), true);
    await dialog().getByLabel('Reason').fill('because\u200b');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('UF005').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.locator('.pending').waitFor({ state: 'detached' });
    assert.equal(value('CVN_NOTE'), 'abcd');
});

test('several edits become one revision, and the review warns', { timeout: DEADLINE }, async () => {
    const before = revision();
    await edit('CVN_ATR_PERIOD', '30');
    await control('CVN_ATR_PERIOD').press('Alt+Enter');
    await edit('CVN_ADX_PERIOD', '18');
    await control('CVN_ADX_PERIOD').press('Alt+Enter');
    await page.locator('.pending').getByText('2 changes').waitFor();
    assert.equal(revision(), before, 'nothing was sent');
    await page.locator('.pending').getByRole('button', { name: 'Review' }).click();
    await dialog().getByText('A run after it can’t be attributed to one of').waitFor();
    await save('slower, both');
    assert.equal(revision(), before + 1);
    assert.deepEqual([value('CVN_ATR_PERIOD'), value('CVN_ADX_PERIOD')], ['30', '18']);
    assert.equal(await page.locator('.pending').count(), 0);
});

test('a value keeps its lines, its spelling and its script', { timeout: DEADLINE }, async () => {
    const odd = '<img src=x onerror=alert(1)>\n"; DROP TABLE x; -- % ünï שלום 🙂';
    await edit('CVN_NOTE', 'abc');
    await page.keyboard.press('Escape');
    site.sql(`SELECT ftf_undefine('CVN_NOTE', 'free again')`);
    await isRead();
    await edit('CVN_NOTE', odd);
    await page.locator('.editor').getByRole('button', { name: 'Review' }).click();
    await save('<script>alert(1)</script>');
    assert.equal(value('CVN_NOTE'), odd);
    await edit('CVN_BOLLINGER_WIDTH', '1.50');
    await control('CVN_BOLLINGER_WIDTH').press('Enter');
    await save('1.50, not 1.5');
    assert.equal(value('CVN_BOLLINGER_WIDTH'), '1.50');
});

test('add, define, remove', { timeout: DEADLINE }, async () => {
    await page.getByRole('button', { name: 'Add…' }).click();
    await dialog().getByLabel('Key').fill('CVN_BROWSER_NEW');
    await dialog().getByLabel('Value').fill('7');
    await dialog().getByRole('button', { name: 'Review' }).click();
    await save('needed');
    assert.equal(value('CVN_BROWSER_NEW'), '7');

    await edit('CVN_BROWSER_NEW', '7');
    await page.locator('.editor').getByRole('button', { name: 'Define…' }).click();
    await dialog().getByLabel('Type').selectOption('integer');
    await dialog().getByLabel('Minimum').fill('1');
    await dialog().getByLabel('Maximum').fill('9007199254740993');
    await dialog().getByLabel('Description').fill('What it does');
    await dialog().getByLabel('Reason').fill('now it is known');
    await dialog().getByRole('button', { name: 'Save definition' }).click();
    await dialog().waitFor({ state: 'detached' });
    assert.equal(site.sql(`SELECT maximum FROM ftf_parameter WHERE key = 'CVN_BROWSER_NEW'`), '9007199254740993');
    await page.locator('.editor').getByText('integer, 1 to').waitFor();

    await page.locator('.editor').getByRole('button', { name: 'Remove…' }).click();
    await dialog().getByText('removed').waitFor();
    await save('not needed after all');
    assert.equal(site.sql(`SELECT ftf_env() ? 'CVN_BROWSER_NEW'`), 'f');
    await row('CVN_BROWSER_NEW').getByText('not set').waitFor();
});

test('a key that is not admitted is refused in the words of the database', { timeout: DEADLINE }, async () => {
    await page.getByRole('button', { name: 'Add…' }).click();
    await dialog().getByLabel('Key').fill('CVN_BROWSER_SECRET');
    await dialog().getByLabel('Value').fill('1');
    await dialog().getByRole('button', { name: 'Review' }).click();
    await dialog().getByLabel('Reason').fill('let me');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('UF005').waitFor();
    assert.match(await dialog().innerText(), /stands for something secret/);
    await dialog().getByRole('button', { name: 'Leave out CVN_BROWSER_SECRET' }).click();
    await dialog().waitFor({ state: 'detached' });
});

test('by keyboard alone', { timeout: DEADLINE }, async () => {
    const focused = (what) => until(`the focus is on ${what}`, () => page.evaluate(
        (what) => document.activeElement?.dataset.row === what || document.activeElement?.id === what, what));
    await page.locator('h1').click();
    await page.keyboard.press('/');
    await focused('search');
    await page.keyboard.type('CVN_EMA');
    const [first, second] = await until('its rows are left', async () => {
        const keys = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row));
        return keys.length > 1 && keys.every((key) => key.startsWith('CVN_EMA')) && keys;
    });
    await page.keyboard.press('Enter');
    await focused(first);
    await page.keyboard.press('j');
    await focused(second);
    await page.keyboard.press('k');
    await focused(first);
    await page.keyboard.press('Enter');
    await focused(`edit-${first}`);
    await page.keyboard.press('Escape');
    await focused(first);
    await page.keyboard.press('?');
    await dialog().getByText('Keys').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await focused(first);
    await page.keyboard.press('2');
    await page.getByRole('heading', { name: 'History', level: 1 }).waitFor();
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
