/* What a keystroke in the search does in its own frame: the first rows, and no
 * more; the others follow, frame by frame, while those of before keep their
 * places. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fillMany } from './lib/data.mjs';

const AT_ONCE = 8;
const KEY = /^CVN_THING_(\d+)_PERIOD$/;

let site, page;

before(async () => {
    site = await Site.start('keystroke');
    fillMany(site, 300, 3);
    await site.serve();
    page = await site.open();
    /* no time goes by, which every row would tell; and no timer overtakes a frame,
     * however late it comes */
    await page.addInitScript(() => {
        const { setTimeout, clearTimeout } = window;
        const running = new Set();
        window.setInterval = () => 0;
        window.setTimeout = (callback, ms, ...args) => {
            const timer = setTimeout(() => requestAnimationFrame(() => running.delete(timer) && callback(...args)), ms);
            running.add(timer);
            return timer;
        };
        window.clearTimeout = (timer) => {
            running.delete(timer);
            clearTimeout(timer);
        };
    });
    await site.signIn(page, site.role('alice', 'editor'));
    await until('rows beyond the window are there', async () => (await page.locator('[data-row]').count()) >= 25);
    await page.evaluate(observe);
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

/* frames: of each keystroke, which rows it touched before it was painted, and
 * all that are there then, as key and place. */
function observe() {
    const touched = new Set();
    const note = (records) => {
        for (const { target, addedNodes } of records) {
            for (const node of [target, ...addedNodes]) {
                const row = (node.nodeType === 1 ? node : node.parentElement)?.closest('.row');
                if (row) {
                    touched.add(row);
                }
            }
        }
    };
    const observer = new MutationObserver(note);
    observer.observe(document.getElementById('main'), { subtree: true, childList: true, attributes: true, characterData: true });
    window.frames_ = [];
    addEventListener('input', () => { note(observer.takeRecords()); touched.clear(); }, { capture: true });
    addEventListener('input', () => requestAnimationFrame(() => {
        note(observer.takeRecords());
        const there = [...document.querySelectorAll('[data-row]')].map((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return { key: row.dataset.row, top, bottom };
        });
        window.frames_.push({ touched: touched.size, there, isNone: document.querySelector('.grid')?.checkVisibility() === false });
    }));
}

/* Types it at the end of the search, and waits for the rows that fit. */
async function type(text, expected) {
    await page.locator('#search').press(text);
    const frame = await until('its frame', () => page.evaluate(() => window.frames_.shift()));
    const numbers = () => page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row));
    const fit = Array.from({ length: 300 }, (_, i) => `CVN_THING_${i + 1}_PERIOD`).sort().filter((key) => expected(key.match(KEY)[1]));
    await until('the rows that fit are there', async () => {
        const found = await numbers();
        return found.length >= Math.min(fit.length, 25) && found.every((key, i) => key === fit[i]);
    });
    return { ...frame, fit };
}

function assertNoneCovered(rows) {
    rows.sort((a, b) => a.top - b.top).forEach((row, i) => {
        assert.ok(i === 0 || row.top >= rows[i - 1].bottom - 1, `${row.key} is not covered`);
    });
}

test('keystrokes that leave all rows as they are touch none', { timeout: DEADLINE }, async () => {
    await page.locator('#search').focus();
    for (const letter of 'thing_') {
        assert.equal((await type(letter, () => true)).touched, 0, letter);
    }
});

test('one that replaces all rows changes the first, and the others after', { timeout: DEADLINE }, async () => {
    const { touched, there, fit } = await type('2', (number) => number.startsWith('2'));
    assert.equal(touched, AT_ONCE);
    assert.deepEqual(there.slice(0, AT_ONCE).map(({ key }) => key), fit.slice(0, AT_ONCE));
    assert.ok(there.length > 20, 'those of before stay meanwhile');
    assertNoneCovered(there);
});

test('none stays beyond the last that fits', { timeout: DEADLINE }, async () => {
    const { there, fit } = await type('7', (number) => number.startsWith('27'));
    assert.equal(fit.length, 11);
    assert.ok(there.length <= fit.length);
    assertNoneCovered(there);
});

test('nor any where none fits; from none to all, the first come first', { timeout: DEADLINE }, async () => {
    const none = await type('x', () => false);
    assert.deepEqual(none.there, []);
    assert.ok(none.isNone, 'no empty table is left');
    assert.equal((await type('Backspace', (number) => number.startsWith('27'))).there.length, AT_ONCE);
    await type('Backspace', (number) => number.startsWith('2'));
    await page.locator('#search').fill('none of them');
    await page.getByText('No parameter fits this filter.').waitFor();
    await page.locator('#search').fill('');
    await page.getByText('CVN_THING_100_PERIOD').waitFor();
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
