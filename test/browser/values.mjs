/* A value is shown so that nobody takes it for another. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions } from './lib/page.mjs';

let site, page, does;

before(async () => {
    site = await Site.start('values');
    fill(site);
    site.sql(`
        SELECT ftf_define('CVN_BLANKS', '{"allow": ["space", "control"]}', 'any');
        SELECT ftf_define('CVN_MODE', '{"type": "choice", "choices": ["a", " a"], "allow": ["space"]}', 'any');
        SELECT ftf_apply('{"CVN_HEBREW": "שלום", "CVN_LINES": "first\\nsecond\\nthird", "CVN_BLANKS": " x  ", "CVN_MODE": "a"}', 'סיבה: שלום');
        SELECT ftf_apply('{"CVN_HEBREW": "עולם"}', 'again');`);
    await site.serve();
    page = await site.open();
    does = actions(page);
    await site.signIn(page, site.role('alice', 'editor'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

/* Is the first of the one shown left of the last of the other, on one line?  Both
 * are looked at at once: rows move when they are measured. */
function isBefore(within, one, other) {
    return within.evaluate((element, [one, other]) => {
        const a = element.querySelector(one).getBoundingClientRect();
        const b = [...element.querySelectorAll(other)].at(-1).getBoundingClientRect();
        return a.width > 0 && b.width > 0 && a.right <= b.left + 1 && Math.abs(a.top - b.top) < a.height;
    }, [one, other]);
}

test('old stands before new, also where the script runs from right to left', { timeout: DEADLINE }, async () => {
    await page.goto('/history?key=CVN_HEBREW');
    const entry = page.locator('.row.entry').filter({ hasText: 'עולם' }).first();
    await entry.waitFor();
    assert.ok(await isBefore(entry, 'del', 'ins'), await entry.innerText());
});

test('who stands before why, whatever the script of both', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '15', 'סיבה')`, site.role('דנה', 'editor'));
    await page.goto('/parameters');
    await does.find('CVN_ATR_PERIOD');
    const change = does.row('CVN_ATR_PERIOD').locator('.cell-change');
    assert.ok(await isBefore(change, 'b', '.why'), await change.innerText());
    await page.goto('/parameters/CVN_ATR_PERIOD');
    const live = page.locator('.live-value');
    assert.ok(await isBefore(live, 'bdi', 'bdi'), await live.innerText());
});

test('a row shows the first line, and how many follow', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await does.find('CVN_LINES');
    const cell = does.row('CVN_LINES').locator('.cell-value');
    assert.equal((await cell.innerText()).trim(), 'first ⏎ +2 lines');
    await cell.getByRole('button', { name: 'Edit CVN_LINES: first ⏎ +2 lines' }).waitFor();
    const [shown, more] = [await cell.locator('code').boundingBox(), await cell.locator('.muted').boundingBox()];
    assert.ok(more.x >= shown.x + shown.width - 1);
    await page.goto('/parameters/CVN_LINES');
    await page.locator('.live-value').getByText('third').waitFor();
});

test('blanks at the ends of a value can be seen, also in the review', { timeout: DEADLINE }, async () => {
    const blanks = async (within) => within.locator('code.value .blanks').evaluateAll((spans) => spans.map((span) => [span.textContent,
        getComputedStyle(span).backgroundColor !== 'rgba(0, 0, 0, 0)' && span.getBoundingClientRect().width > 0]));
    await page.goto('/parameters');
    await does.find('CVN_BLANKS');
    assert.deepEqual(await blanks(does.row('CVN_BLANKS')), [[' ', true], ['  ', true]]);
    await does.edit('CVN_BLANKS', 'y\n');
    await does.control('CVN_BLANKS').press('Enter');
    await does.dialog().getByText('Save one change').waitFor();
    assert.deepEqual(await blanks(does.dialog()), [[' ', true], ['  ', true], ['\n', true]]);
    await does.save('blanks');
    assert.equal(site.sql(`SELECT ftf_get('CVN_BLANKS') = E'y\\n'`), 't');
});

test('choices keep their blanks where those are allowed', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters/CVN_MODE');
    await page.getByRole('button', { name: 'Define…' }).click();
    await does.dialog().getByLabel('Description').fill('which way');
    await does.save('said', 'Save definition');
    assert.equal(site.sql(`SELECT definition -> 'choices' FROM ftf_parameter WHERE key = 'CVN_MODE'`), '["a", " a"]');
});

test('where only a part of a value is shown, it says so', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    site.sql(`SELECT ftf_set('CVN_LONG', repeat('a b ', 250) || 'c', 'long')`);
    await does.find('CVN_LONG');
    await does.row('CVN_LONG').getByRole('button', { name: /a b a b … \+702 characters$/ }).waitFor();
    assert.deepEqual(await does.row('CVN_LONG').locator('.blanks').count(), 0);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
