/* An answer that is late changes nothing but what it is the answer to: what was
 * opened, typed and collected meanwhile stays. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { frames, hold, leave, startSignedIn } from './lib/page.mjs';

const PARAMETERS = /\/api\/parameters$/;

let site, page, she;

before(async () => {
    ({ site, page, she } = await startSignedIn('late'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const value = (key) => site.sql(`SELECT ftf_get('${key}')`);
const reason = () => she.dialog().getByLabel('Reason');
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

async function open(path) {
    await leave(page);
    await page.goto(path);
    await page.locator('.connection.live').waitFor();
}

/* A request there stays unknown to the console: the test answers it. */
async function keep(path) {
    let kept = null;
    await page.route(path, (route) => { kept = route; });
    return {
        sent: () => until('it is sent', () => kept !== null),
        answer: (answer) => kept.fulfill(answer),
    };
}

async function escape() {
    await page.keyboard.press('Escape');
    await she.dialog().waitFor({ state: 'detached' });
}

test('saving: what is collected and typed before the answer is there stays', { timeout: DEADLINE }, async () => {
    await open('/parameters');
    await she.edit('CVN_ATR_PERIOD', '42');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await reason().fill('slowly saved');
    /* the page isn't told of it otherwise */
    const parameters = await hold(page, PARAMETERS), saving = await hold(page, '**/api/changes');
    await reason().press('Control+Enter');
    const saved = await saving.next();
    await escape();
    await she.edit('CVN_ADX_PERIOD', '19');
    await she.control('CVN_ADX_PERIOD').press('Alt+Enter');
    await she.edit('CVN_BOLLINGER_PERIOD', '25');
    await saved.release();
    await page.locator('.notice').getByText('Saved as revision').waitFor();
    const read = await parameters.next();
    parameters.end();
    await read.release();
    await page.locator('.revision-now', { hasText: new RegExp(`r${site.sql('SELECT revision FROM ftf_config')}$`) }).waitFor();
    await until('what was saved is collected no more', async () => (await page.locator('.pending').innerText()).includes('1 change collected, not saved'));
    assert.equal(await she.control('CVN_BOLLINGER_PERIOD').inputValue(), '25');
    assert.ok(await isFocused(she.control('CVN_BOLLINGER_PERIOD')));
    await she.control('CVN_BOLLINGER_PERIOD').press('Enter');
    await she.dialog().getByText('CVN_ADX_PERIOD').waitFor();
    assert.equal(await reason().inputValue(), '', 'a reason serves for one revision only');
    assert.equal(await she.dialog().getByText('CVN_ATR_PERIOD').count(), 0);
    saving.end();
    await she.save('the others');
    assert.deepEqual(['CVN_ATR_PERIOD', 'CVN_ADX_PERIOD', 'CVN_BOLLINGER_PERIOD'].map(value), ['42', '19', '25']);
});

test('a conflict whose other side can’t be read: the review can be saved again', { timeout: DEADLINE }, async () => {
    await open('/parameters');
    await she.edit('CVN_ATR_PERIOD', '43');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await reason().fill('refused at first');
    await page.route(PARAMETERS, (route) => route.fulfill({ status: 500, json: { message: 'not now' } }));
    await page.route('**/api/changes', (route) => route.fulfill({ status: 409, json: { message: 'changed by someone else', sqlstate: 'UF002' } }));
    await reason().press('Control+Enter');
    await she.dialog().getByText('changed by someone else').waitFor();
    await page.unrouteAll();
    await she.save('saved now');
    assert.equal(value('CVN_ATR_PERIOD'), '43');
});

test('saving: a control with what is saved gives the focus to its row', { timeout: DEADLINE }, async () => {
    await open('/parameters');
    await she.edit('CVN_ATR_PERIOD', '44');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await reason().fill('slowly saved');
    const saving = await hold(page, '**/api/changes');
    await reason().press('Control+Enter');
    const saved = await saving.next();
    await escape();
    await she.row('CVN_ATR_PERIOD').getByRole('button').click();
    await she.control('CVN_ATR_PERIOD').waitFor();
    await saved.release();
    await she.control('CVN_ATR_PERIOD').waitFor({ state: 'detached' });
    await until('its row has the focus', () => page.evaluate(() => document.activeElement.dataset.row === 'CVN_ATR_PERIOD'));
});

test('saving: a late refusal is told, and takes no focus', { timeout: DEADLINE }, async () => {
    await open('/parameters');
    await she.edit('CVN_ATR_PERIOD', '45');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await reason().fill('slowly saved');
    const saving = await keep('**/api/changes');
    await reason().press('Control+Enter');
    await saving.sent();
    await escape();
    await page.getByRole('button', { name: 'Review' }).click();
    await reason().fill('the next');
    await saving.answer({ status: 400, json: { message: 'value of "CVN_ATR_PERIOD" is refused', sqlstate: 'UF006' } });
    await she.dialog().getByText('is refused').waitFor();
    await frames(page);
    assert.ok(await isFocused(reason()));
    await page.locator('.notice').getByText('is refused').waitFor();
    await escape();
    await page.getByRole('button', { name: 'Discard' }).click();
});

const dialogs = {
    define: ['/parameters/CVN_ATR_PERIOD', 'Define…', '**/api/definitions', 'Defined: CVN_ATR_PERIOD'],
    revert: ['/parameters/CVN_ATR_PERIOD', /^Back to this value… 21,/, '**/api/revert', 'Saved as revision'],
    'revert all of a revision': ['/history', /^Revert revision/, '**/api/changes', 'Saved as revision'],
};
for (const [name, [path, button, written, said]] of Object.entries(dialogs)) {
    test(`${name}: what came of it is told, though the dialog is closed`, { timeout: DEADLINE }, async () => {
        await open(path);
        await page.getByRole('button', { name: button }).first().click();
        await reason().fill('not saved');
        await until('it can be saved', () => she.dialog().locator('.primary:not([aria-disabled=true])').count());
        const saving = await keep(written);
        await reason().press('Control+Enter');
        await saving.sent();
        await escape();
        await saving.answer({ status: 503, json: { message: 'not just now' } });
        await page.locator('.notice').getByText('not just now').waitFor();
    });

    test(`${name}: a dialog that was opened before the answer is there stays`, { timeout: DEADLINE }, async () => {
        await open(path);
        const openDialog = () => page.getByRole('button', { name: button }).first().click();
        await openDialog();
        await reason().fill('slowly saved');
        await until('it can be saved', () => she.dialog().locator('.primary:not([aria-disabled=true])').count());
        const parameters = await hold(page, PARAMETERS), saving = await hold(page, written);
        await reason().press('Control+Enter');
        const saved = await saving.next();
        await escape();
        await openDialog();
        await reason().fill('the next');
        await saved.release();
        await page.locator('.notice').getByText(said).waitFor();
        await frames(page);
        assert.equal(await reason().inputValue(), 'the next');
        assert.ok(await isFocused(reason()));
        parameters.end();
        await escape();
    });
}

test('a parameter’s page shows no value before the parameters are read', { timeout: DEADLINE }, async () => {
    await leave(page);
    const parameters = await hold(page, PARAMETERS);
    const read = page.waitForResponse(/\/api\/parameters\/CVN_ADX_PERIOD$/);
    await page.goto('/parameters/CVN_ADX_PERIOD');
    await (await read).finished();
    await frames(page);
    await page.keyboard.press('Enter');
    assert.doesNotMatch(await page.locator('main').innerText(), /not set/);
    parameters.end();
    await (await parameters.next()).release();
    await page.locator('.live-value .big').waitFor();
    assert.equal(await page.locator('.live-value .big').innerText(), value('CVN_ADX_PERIOD'));
    assert.equal(await page.locator('.conflict').count(), 0);
});

test('nor does a review of what is taken back say that nothing would change', { timeout: DEADLINE }, async () => {
    await leave(page);
    const parameters = await hold(page, PARAMETERS);
    await page.goto('/history?text=both+at+once');
    const read = page.waitForResponse(/\/api\/history\?since=/);
    await page.getByRole('button', { name: 'Revert' }).click();
    await (await read).finished();
    await frames(page);
    assert.doesNotMatch(await she.dialog().innerText(), /Nothing would change|Changed again/);
    parameters.end();
    await (await parameters.next()).release();
    await she.dialog().getByText('After this, 2 parameters').waitFor();
    await escape();
});

test('who removed a parameter is who removed it last', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_NOTE', 'a', 'first')`);
    await open('/parameters');
    await she.edit('CVN_NOTE', 'typed');
    site.sql(`SELECT ftf_unset('CVN_NOTE', 'removed at first')`);
    await page.locator('.conflict').getByText('removed at first').waitFor();
    /* the page reads once it is removed again: what came between it doesn't see */
    let held = null;
    await page.route(PARAMETERS, (route) => {
        if (held) {
            return route.continue();
        }
        held = route;
        return undefined;
    });
    site.sql(`SELECT ftf_set('CVN_NOTE', 'b', 'back')`);
    await until('the page reads', () => held !== null);
    site.sql(`SELECT ftf_unset('CVN_NOTE', 'removed again')`);
    await held.continue();
    await page.locator('.conflict').getByText('removed again').waitFor();
    await she.control('CVN_NOTE').press('Escape');
});

test('who types keeps the focus when a definition brings another control', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_NOTE', '1', 'a number')`);
    await open('/parameters');
    await she.edit('CVN_NOTE', '2');
    site.sql(`SELECT ftf_define('CVN_NOTE', '{"type": "integer"}', 'known now')`);
    await page.locator('.editor').getByText('integer').waitFor();
    assert.ok(await isFocused(she.control('CVN_NOTE')));
    assert.equal(await she.control('CVN_NOTE').inputValue(), '2');
    await she.control('CVN_NOTE').press('Escape');
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
