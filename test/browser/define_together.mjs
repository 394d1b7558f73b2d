/* Two people define the same parameter: neither overwrites the other unseen. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { deafUntilAnswered, frames, hold, startSignedIn } from './lib/page.mjs';

let site, page, alice, she;

before(async () => {
    ({ site, page, alice, she } = await startSignedIn('define'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const field = (label) => she.dialog().getByLabel(label);
const conflict = () => she.dialog().locator('.conflict');
const revision = () => Number(site.sql('SELECT revision FROM ftf_config'));
const description = () => site.sql(`SELECT description FROM ftf_parameter WHERE key = 'CVN_ATR_PERIOD'`);

function define(text, reason) {
    site.sql(`SELECT ftf_define('CVN_ATR_PERIOD', '{"type": "integer", "description": "${text}"}', '${reason}')`);
}

async function open() {
    await page.locator('.connection.live').waitFor();
    await page.getByRole('button', { name: 'Define…' }).click();
    await field('Description').waitFor();
}

async function send(button = 'Save definition') {
    const request = page.waitForRequest((request) => request.url().endsWith('/api/definitions'));
    await she.dialog().getByRole('button', { name: button }).click();
    return (await request).postDataJSON();
}

test('the form says which revision it was opened at', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_ATR_PERIOD');
    await open();
    const before = revision();
    await field('Description').fill('mine');
    await field('Reason').fill('I know it');
    assert.equal((await send()).if_revision, before);
    await she.dialog().waitFor({ state: 'detached' });
    assert.equal(description(), 'mine');
});

test('a definition that changes meanwhile: who, why, and mine is kept', { timeout: DEADLINE }, async () => {
    await open();
    await field('Description').fill('mine again');
    await field('Reason').fill('I know better');
    define('theirs', 'looked it up');
    await conflict().getByText('looked it up').waitFor();
    assert.match(await conflict().innerText(), /postgres changed the definition of CVN_ATR_PERIOD[\s\S]*mine[\s\S]*theirs/);
    assert.equal(await field('Description').inputValue(), 'mine again');
    await she.dialog().getByRole('button', { name: 'Save definition' }).click();
    await she.dialog().getByText('Choose first').waitFor();
    assert.equal(description(), 'theirs', 'nothing was overwritten');
    await conflict().getByRole('button', { name: 'Keep mine' }).click();
    await conflict().waitFor({ state: 'detached' });
    const now = revision();
    assert.equal((await send()).if_revision, now);
    await she.dialog().waitFor({ state: 'detached' });
    assert.equal(description(), 'mine again');
});

test('theirs is taken', { timeout: DEADLINE }, async () => {
    await open();
    await field('Description').fill('third');
    define('theirs, too', 'looked again');
    await conflict().getByRole('button', { name: 'Take theirs' }).click();
    await conflict().waitFor({ state: 'detached' });
    assert.equal(await field('Description').inputValue(), 'theirs, too');
    await page.keyboard.press('Escape');
});

test('another change of the parameter is no conflict', { timeout: DEADLINE }, async () => {
    await open();
    await field('Description').fill('fourth');
    const next = revision() + 1, reads = await hold(page, '**/api/parameters/CVN_ATR_PERIOD');
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '77', 'its value only')`);
    /* which is said for a while only */
    await page.locator('.notice').getByText(`changed CVN_ATR_PERIOD: revision ${next}`).waitFor();
    /* the page reads it, and the dialog */
    for (const read of [await reads.next(), await reads.next()]) {
        await read.release();
    }
    reads.end();
    await page.locator('.list tbody').getByText('its value only').waitFor();
    await frames(page);
    assert.equal(await conflict().count(), 0);
    assert.equal(await field('Description').inputValue(), 'fourth');
    await page.keyboard.press('Escape');
});

test('a change that the page did not hear of is refused, and shown', { timeout: DEADLINE }, async () => {
    await open();
    await field('Description').fill('fifth');
    await field('Reason').fill('mine');
    const answer = await deafUntilAnswered(page, '**/api/parameters/CVN_ATR_PERIOD', '**/api/definitions');
    const failed = page.waitForEvent('requestfailed');
    define('unheard', 'quicker than her');
    await failed;
    await she.dialog().getByRole('button', { name: 'Save definition' }).click();
    await conflict().getByText('quicker than her').waitFor();
    assert.equal(await answer(), 409);
    assert.equal(await field('Description').inputValue(), 'fifth');
    assert.equal(await she.dialog().getByText('UF002').count(), 0, 'said once');
    await conflict().getByRole('button', { name: 'Keep mine' }).click();
    await send();
    await she.dialog().waitFor({ state: 'detached' });
    assert.equal(description(), 'fifth');
});

test('a removed definition is a change, too', { timeout: DEADLINE }, async () => {
    await open();
    site.sql(`SELECT ftf_undefine('CVN_ATR_PERIOD', 'free text')`);
    await conflict().getByText('free text').waitFor();
    await conflict().getByRole('button', { name: 'Take theirs' }).click();
    assert.equal(await field('Description').inputValue(), '');
    await page.keyboard.press('Escape');
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
