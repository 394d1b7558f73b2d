/* A reader: sees all, is offered no edit; runs and integrity. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { frames } from './lib/page.mjs';

let site, page, reader, stranger;

before(async () => {
    site = await Site.start('reader');
    reader = site.role('reader', 'reader');
    stranger = site.role('stranger', null);
    fill(site);
    await site.serve();
    page = await site.open();
    await site.signIn(page, reader);
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

test('is offered no edit on any page', { timeout: DEADLINE }, async () => {
    const offers = /Add…|Edit|Define|Remove|Revert|Back to this value|Save/;
    const pages = {
        '/parameters': page.locator('[data-row="CVN_ATR_PERIOD"]'), '/parameters/CVN_ATR_PERIOD': page.locator('.list').getByText('try 35 bars'),
        '/history': page.locator('.row.revision').getByText('try 35 bars'), '/runs': page.getByText('run-5'),
        '/integrity': page.getByText('Every guard holds').or(page.getByText('don’t hold')),
    };
    for (const [path, content] of Object.entries(pages)) {
        await page.goto(path);
        await content.waitFor();
        for (const name of await page.locator('main').getByRole('button').allInnerTexts()) {
            assert.doesNotMatch(name, offers, path);
        }
    }
    assert.match(await page.locator('header').innerText(), /reader/);
});

test('Enter opens the page of the parameter', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    const row = page.locator('[data-row="CVN_ADX_PERIOD"]');
    await row.waitFor();
    /* the page hears keys once it was painted */
    await frames(page);
    await row.press('Enter');
    await page.getByRole('heading', { name: 'CVN_ADX_PERIOD' }).waitFor();
});

test('runs tell what changed since the run before', { timeout: DEADLINE }, async () => {
    await page.goto('/runs');
    await page.getByText('run-5').waitFor();
    const changed = await page.locator('.runs tbody tr').evaluateAll((rows) => rows.map((row) => row.lastElementChild.innerText));
    assert.deepEqual(changed, ['3 parameters', '1 parameter', '1 parameter', '1 parameter', '1 parameter', 'first run']);
    await page.getByRole('button', { name: 'run-4' }).click();
    await page.getByRole('heading', { name: 'Overrides' }).waitFor();
    /* text that was not painted yet is none (content-visibility) */
    await until('the overrides are shown', async () => /CVN_ADX_PERIOD\s+20/.test(await page.locator('.details').innerText()));
    await page.getByText('All parameters of this run').click();
    await page.locator('.details').getByText('Head of the history').waitFor();
});

test('a new run appears when there is a new revision', { timeout: DEADLINE }, async () => {
    await page.locator('.connection.live').waitFor();
    site.sql(`SELECT ftf_snapshot('run-6'); SELECT ftf_set('CVN_ADX_PERIOD', '15', 'later')`);
    await page.getByText('run-6').waitFor();
});

test('two runs compared: differences with who, why or override, and a flag', { timeout: DEADLINE }, async () => {
    await page.getByLabel('Choose run-4 to compare').check();
    await page.getByLabel('Choose run-1 to compare').check();
    await page.getByRole('button', { name: 'Compare run-1 and run-4' }).click();
    await page.getByText('2 differences.').waitFor();
    const rows = await page.locator('.list tbody tr').allInnerTexts();
    assert.match(rows[0], /CVN_ADX_PERIOD\s+14\s+20\s+override/);
    assert.match(rows[1], /CVN_ATR_PERIOD\s+21\s+35\s+revision \d+, .*postgres: try 35 bars/);
    assert.match(await page.locator('main').innerText(), /can’t be attributed to one of them/);
    await page.getByText('What is the same in both').click();
    await page.getByText('193 parameters').waitFor();
    await page.getByLabel('Run B').fill('run-2');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('One difference.').waitFor();
    await page.getByLabel('Run B').fill('run-no');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('alert').waitFor();
});

test('verification tells findings in words, and the head is an anchor', { timeout: DEADLINE }, async () => {
    await page.goto('/integrity');
    await page.getByText('don’t hold').waitFor();
    const head = await page.locator('.head-line input[readonly]').inputValue();
    assert.equal(head, site.sql('SELECT ftf_head()'));
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
    const anchor = await buffer(await file.createReadStream());
    assert.equal(String(anchor), `${head}\n`);
    await page.getByLabel('From a file').setInputFiles({ name: file.suggestedFilename(), mimeType: 'text/plain', buffer: anchor });
    await until('the anchor is there', async () => (await page.getByLabel('Anchor').inputValue()) === head);
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('were verified, against the anchor').waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /tampered:/);

    await page.getByLabel('Anchor').fill(head.replace(/.{4}$/, (end) => (end === '0000' ? '1111' : '0000')));
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.locator('.findings').getByText('tampered').waitFor();
    assert.match(await page.locator('.findings').innerText(), /\. Something was changed that can’t be changed/);
    await page.getByLabel('Anchor').fill('not an anchor');
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByRole('alert').filter({ hasText: 'anchor', hasNotText: 'were verified' }).waitFor();
});

test('a role without access is told what an admin must do', { timeout: DEADLINE }, async () => {
    const other = await site.open();
    await other.goto('/login');
    await other.getByLabel('Role').fill('nobody_such');
    await other.getByLabel('Password').fill('wrong');
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('alert').waitFor();
    assert.equal(await other.getByLabel('Password').inputValue(), '');
    /* how long one has to wait is told a frame after why */
    await frames(other);
    await other.getByLabel('Role').fill(stranger);
    await until('the form can be sent', () => other.getByRole('button', { name: 'Sign in' }).isVisible());
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('heading', { name: 'No access' }).waitFor();
    assert.match(await other.locator('main').innerText(), /ftf_grant/);
    assert.deepEqual(other.complaints, []);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
