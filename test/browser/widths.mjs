/* What is to be told apart can be told apart, however wide the window is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, shoot, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions } from './lib/page.mjs';

const LONG = 'CVN_EXECUTION_LIMIT_ORDER_FALLBACK_TIMEOUT_SECONDS_';
const DESCRIPTION = 'How long an order waits.';

let site, page, does;

before(async () => {
    site = await Site.start('widths');
    fill(site);
    site.sql(`SELECT ftf_apply('{"${LONG}LONG": "60", "${LONG}SHORT": "5"}', 'as the exchange answers');
        SELECT ftf_define('${LONG}LONG', '{"type": "integer", "unit": "seconds", "category": "execution", "description": "${DESCRIPTION}"}', 'known');`);
    for (const name of ['ana', 'bertrand', 'margarethe', 'margarethe_von_trotta']) {
        site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', (ftf_get('CVN_ATR_PERIOD')::int + 1)::text, 'one more bar')`, site.role(name, 'editor'));
    }
    await site.serve();
    page = await site.open();
    does = actions(page);
    await site.signIn(page, site.role('alice', 'editor'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

async function show(width, path) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(path);
    /* the header is as it stays */
    await page.locator('.connection.live').waitFor();
}

/* Nothing of it is cut off. */
const isWhole = (locator) => locator.evaluate((element) => element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight &&
    element.getBoundingClientRect().bottom <= element.closest('.row').getBoundingClientRect().bottom);

/* Where its text is, and on how many lines. */
const textBox = (locator) => locator.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right } = range.getBoundingClientRect();
    return { left, right, lines: new Set([...range.getClientRects()].map(({ top }) => top)).size };
});

for (const width of [1280, 900, 768, 360]) {
    test(`${width} px: two long keys can be told apart`, { timeout: DEADLINE }, async () => {
        await show(width, `/parameters?q=${LONG}`);
        for (const end of ['LONG', 'SHORT']) {
            await does.row(`${LONG}${end}`).waitFor();
            assert.ok(await isWhole(does.row(`${LONG}${end}`).locator('.cell-key')), end);
        }
        await shoot(page, `${width}-long-keys`);
    });

    test(`${width} px: a value has its unit, and a change its reason`, { timeout: DEADLINE }, async () => {
        await show(width, `/parameters?q=${LONG}`);
        const row = does.row(`${LONG}LONG`);
        await row.waitFor();
        assert.match(await row.innerText(), /60[\s\S]*seconds/);
        const change = row.locator('.cell-change');
        const room = await change.evaluate((element) => element.getBoundingClientRect().right - element.querySelector('.why').getBoundingClientRect().left);
        assert.ok(room > 100, `the reason has ${room} px`);
        const [cell, value] = await row.evaluate((element) => ['.cell-change', '.cell-value'].map((name) => element.querySelector(name).getBoundingClientRect().toJSON()));
        assert.ok(width > 760 || cell.top >= value.bottom - 1, 'on a phone the change has a line of its own');
    });

    test(`${width} px: values begin where what is above them does`, { timeout: DEADLINE }, async () => {
        await show(width, `/parameters?q=${LONG}`);
        const value = await textBox(does.row(`${LONG}LONG`).locator('code.value'));
        const above = await textBox(width > 760 ? page.getByRole('columnheader', { name: 'Value' }) : does.row(`${LONG}LONG`).locator('.cell-key a'));
        assert.ok(Math.abs(value.left - above.left) < 1, `${value.left} and ${above.left}`);
    });

    test(`${width} px: what takes a revision back stands beside its reason`, { timeout: DEADLINE }, async () => {
        await show(width, '/history');
        await page.locator('.row.revision').nth(5).waitFor();
        const wrong = await page.locator('.row.revision').evaluateAll((rows) => rows.filter((row) => {
            const [why, button] = [row.querySelector('.why'), row.querySelector('button')].map((element) => element?.getBoundingClientRect());
            return button && (button.left < why.right - 1 || button.top > why.bottom || button.bottom < why.top || row.getBoundingClientRect().right - button.right > 12);
        }).map((row) => row.innerText));
        assert.deepEqual(wrong, []);
        await shoot(page, `${width}-history`);
    });
}

for (const width of [900, 768, 360]) {
    test(`${width} px: the names of the pages are on one line`, { timeout: DEADLINE }, async () => {
        await show(width, '/parameters');
        const heights = await page.locator('nav a').evaluateAll((links) => links.map((link) => link.getClientRects()[0].height));
        assert.ok(Math.max(...heights) < 40, `${heights}`);
    });
}

test('a reason has room beside a long description', { timeout: DEADLINE }, async () => {
    await show(1280, '/parameters/CVN_ADX_PERIOD');
    for (const reason of ['what is known of it', 'baseline from the code']) {
        assert.equal((await textBox(page.getByRole('cell', { name: reason }))).lines, 1, reason);
    }
});

test('an open edit keeps off the heading', { timeout: DEADLINE }, async () => {
    await show(1280, '/parameters/CVN_ADX_PERIOD');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const [heading, edit] = [await page.getByRole('heading', { level: 1 }).boundingBox(), await page.locator('.live-value.editing').boundingBox()];
    assert.ok(edit.y - heading.y - heading.height >= 4);
    await page.keyboard.press('Escape');
});

test('on a phone, what a run overrides keeps off the edge of its ground', { timeout: DEADLINE }, async () => {
    await show(360, '/runs');
    await page.getByRole('button', { name: 'run-4' }).click();
    const heading = page.getByRole('heading', { name: 'Overrides' });
    await heading.waitFor();
    const [text, ground] = [await textBox(heading), await page.locator('tr.details').boundingBox()];
    assert.ok(text.left - ground.x >= 4);
});

test('a key that is pointed at says its whole name, and what it is', { timeout: DEADLINE }, async () => {
    await show(768, `/parameters?q=${LONG}`);
    const title = (end) => does.row(`${LONG}${end}`).locator('.cell-key a').getAttribute('title');
    await until('the rows are there', () => does.row(`${LONG}SHORT`).isVisible());
    assert.equal(await title('LONG'), `${LONG}LONG\n${DESCRIPTION}`);
    assert.equal(await title('SHORT'), `${LONG}SHORT`);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
