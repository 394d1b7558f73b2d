/* Two people edit the same; the console restarts in the middle. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions, deafUntilAnswered } from './lib/page.mjs';

let site, alice, bob, hers, his, she, he;

before(async () => {
    site = await Site.start('two');
    alice = site.role('alice', 'editor');
    bob = site.role('bob', 'editor');
    fill(site);
    await site.serve();
    hers = await site.open();
    his = await site.open();
    await site.signIn(hers, alice);
    await site.signIn(his, bob);
    [she, he] = [actions(hers), actions(his)];
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const value = (key) => site.sql(`SELECT ftf_get('${key}')`);
const isLive = (page) => page.locator('.connection.live').waitFor();

/* The page has read what was changed. */
const isRead = (page) => page.locator('.revision-now', { hasText: new RegExp(`r${site.sql('SELECT revision FROM ftf_config')}$`) }).waitFor();

test('a change by one appears at once on the page of the other', { timeout: DEADLINE }, async () => {
    await Promise.all([isLive(hers), isLive(his)]);
    await he.find('CVN_ATR_PERIOD');
    await she.edit('CVN_ATR_PERIOD', '50');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    /* which is said for a while only */
    await Promise.all([his.getByText(`${alice} changed CVN_ATR_PERIOD`).waitFor(), she.save('hers')]);
    await he.row('CVN_ATR_PERIOD').getByText('50', { exact: true }).waitFor();
    await he.row('CVN_ATR_PERIOD').getByText(alice).waitFor();
});

test('what one is typing stays, with its focus, while others change things', { timeout: DEADLINE }, async () => {
    await he.edit('CVN_ADX_PERIOD', '33');
    site.sql(`SELECT ftf_set('CVN_BOLLINGER_PERIOD', '25', 'another key')`);
    await his.getByText('changed CVN_BOLLINGER_PERIOD').waitFor();
    await isRead(his);
    assert.equal(await he.control('CVN_ADX_PERIOD').inputValue(), '33');
    assert.equal(await he.control('CVN_ADX_PERIOD').evaluate((element) => element === document.activeElement), true);
    assert.equal(await his.locator('.conflict').count(), 0);
});

test('the same key, changed while it is edited: theirs, who, why, and a choice', { timeout: DEADLINE }, async () => {
    await she.edit('CVN_ADX_PERIOD', '44');
    await she.control('CVN_ADX_PERIOD').press('Enter');
    await she.save('I was first');
    const conflict = his.locator('.conflict');
    await conflict.waitFor();
    const said = await conflict.innerText();
    for (const part of [alice, '44', 'I was first', 'Keep theirs', 'Put mine over it', '33']) {
        assert.ok(said.includes(part), `"${part}" in: ${said}`);
    }
    assert.equal(await he.control('CVN_ADX_PERIOD').inputValue(), '33');
    await he.control('CVN_ADX_PERIOD').press('Enter');
    await he.dialog().getByText('changed CVN_ADX_PERIOD meanwhile').waitFor();
    await he.dialog().getByLabel('Reason').fill('mine is better');
    await he.dialog().getByLabel('Reason').press('Control+Enter');
    await he.dialog().getByText('Choose first').waitFor();
    await until('the focus is on what stands in the way', () => his.evaluate(() => document.activeElement?.dataset.blocks === 'true'));
    assert.equal(value('CVN_ADX_PERIOD'), '44', 'nothing was overwritten');
    await he.dialog().getByRole('button', { name: 'Put mine over it' }).click();
    await until('the review begins from theirs', async () => /44[\s\S]*→[\s\S]*33/.test(await he.dialog().innerText()));
    await he.dialog().getByRole('button', { name: 'Save' }).click();
    await he.dialog().waitFor({ state: 'detached' });
    assert.equal(value('CVN_ADX_PERIOD'), '33');
});

test('a change that the page did not hear of is refused by the database, and shown', { timeout: DEADLINE }, async () => {
    await he.edit('CVN_EMA_FAST_PERIOD', '12');
    await he.control('CVN_EMA_FAST_PERIOD').press('Enter');
    const answer = await deafUntilAnswered(his, '**/api/parameters', '**/api/changes');
    const failed = his.waitForEvent('requestfailed');
    site.sql(`SELECT ftf_set('CVN_EMA_FAST_PERIOD', '11', 'quicker than him')`);
    await failed;
    await he.dialog().getByLabel('Reason').fill('mine');
    await he.dialog().getByLabel('Reason').press('Control+Enter');
    await he.dialog().getByText('quicker than him').waitFor();
    assert.equal(await answer(), 409);
    assert.equal(value('CVN_EMA_FAST_PERIOD'), '11');
    await he.dialog().getByRole('button', { name: 'Keep theirs' }).click();
    await he.dialog().waitFor({ state: 'detached' });
    assert.equal(await his.locator('.pending').count(), 0);
});

test('removed by another meanwhile', { timeout: DEADLINE }, async () => {
    await he.edit('CVN_EMA_TREND_PERIOD', '150');
    await he.control('CVN_EMA_TREND_PERIOD').press('Alt+Enter');
    site.sql(`SELECT ftf_unset('CVN_EMA_TREND_PERIOD', 'nobody reads it')`);
    await his.locator('.pending').getByText('changed by others').waitFor();
    await his.locator('.pending').getByRole('button', { name: 'Review' }).click();
    await he.dialog().getByText('nobody reads it').waitFor();
    await he.dialog().getByRole('button', { name: 'Keep theirs' }).click();
    await he.dialog().waitFor({ state: 'detached' });
});

test('the console restarts: a calm notice, then live again, and nothing typed is lost', { timeout: DEADLINE }, async () => {
    await he.edit('CVN_ATR_PERIOD', '77');
    await site.stop();
    await his.locator('.lost-notice').waitFor();
    assert.equal(await he.control('CVN_ATR_PERIOD').inputValue(), '77');
    await he.control('CVN_ATR_PERIOD').press('Alt+Enter');
    site.sql(`SELECT ftf_set('CVN_BOLLINGER_PERIOD', '27', 'while it was away')`);
    await site.serve();
    /* sessions live in the console's memory only: he signs in again */
    await his.getByLabel('Role').waitFor();
    assert.match(await he.dialog().innerText(), /collected is still here/);
    await his.getByLabel('Role').fill(bob);
    await his.getByRole('button', { name: 'Sign in' }).click();
    await isLive(his);
    await his.locator('.pending').getByText('1 change').waitFor();
    await he.find('CVN_BOLLINGER_PERIOD');
    await he.row('CVN_BOLLINGER_PERIOD').getByText('27', { exact: true }).waitFor();
    await his.locator('.pending').getByRole('button', { name: 'Review' }).click();
    await he.save('after the restart');
    assert.equal(value('CVN_ATR_PERIOD'), '77');
});

test('signing out ends it, also for a page that goes back', { timeout: DEADLINE }, async () => {
    await his.getByRole('button', { name: 'Sign out' }).click();
    await his.getByLabel('Role').waitFor();
    await his.goBack();
    await his.getByLabel('Role').waitFor();
    assert.doesNotMatch(await his.locator('body').innerText(), /CVN_/);
});

test('the pages complained of nothing', () => {
    assert.deepEqual([...hers.complaints, ...his.complaints], []);
});
