/* On paper stands the whole list, in dark on light, without what one clicks on. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { frames, startSignedIn } from './lib/page.mjs';

let site, page;

before(async () => {
    ({ site, page } = await startSignedIn('print', { colorScheme: 'dark' }));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

/* What stands on the paper, while the browser prints. */
async function printed(look) {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    try {
        return await page.evaluate(look);
    } finally {
        await page.evaluate(() => dispatchEvent(new Event('afterprint')));
        await page.emulateMedia({ media: 'screen' });
    }
}

const rows = () => {
    const boxes = [...document.querySelectorAll('.rows .row')].map((row) => row.getBoundingClientRect());
    return { count: boxes.length, overlapping: boxes.filter((box, i) => i > 0 && box.top < boxes[i - 1].bottom - 1).length };
};

for (const [path, all] of [['/parameters', () => site.sql('SELECT count(*) FROM jsonb_object_keys(ftf_env())')], ['/history', null]]) {
    test(`${path}: every row, one below the other`, { timeout: DEADLINE }, async () => {
        await page.goto(path);
        await page.locator('.rows .row').first().waitFor();
        /* the list hears that it is printed from the frame after its first on */
        await frames(page);
        const { count, overlapping } = await printed(rows);
        assert.equal(overlapping, 0);
        if (all) {
            assert.equal(count, Number(all()));
        } else {
            assert.ok(count > Number(await page.locator('.count').innerText().then(parseFloat)));
        }
        await page.waitForFunction(() => document.querySelectorAll('.rows .row').length < 100);
    });
}

test('the paper is light, and has no controls', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await page.locator('[data-row]').first().waitFor();
    const { background, seen } = await printed(() => ({
        background: getComputedStyle(document.body).backgroundColor,
        seen: [...document.querySelectorAll('nav, form.filter, .page-head button')].filter((element) => element.checkVisibility()).length,
    }));
    assert.equal(background, 'rgb(255, 255, 255)');
    assert.equal(seen, 0);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
