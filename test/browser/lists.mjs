/* A list that comes page by page, where answers come in another order than they
 * were asked for, and news between two pages. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { frames, hold, leave } from './lib/page.mjs';

const MANY = 400;       /* more than a page holds */
const FIRST = /\/api\/history\?(?!.*before=)/, OLDER = /\/api\/history\?.*before=/;

let site, page, alice, bob, news = 0;

before(async () => {
    site = await Site.start('lists');
    [alice, bob] = [site.role('alice', 'reader'), site.role('bob', 'reader')];
    change('all of them', MANY);
    await site.serve();
    page = await site.open();
    await site.signIn(page, alice, '/history');
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

/* So many revisions, of one entry each. */
function change(reason, revisions = 1) {
    site.sql(`SELECT count(ftf_set('CVN_ATR_PERIOD', (${news} + i)::text, '${reason}')) FROM generate_series(1, ${revisions}) i`);
    news += revisions;
}

const count = () => page.locator('.count').innerText();
const said = (reason) => page.locator('.row.revision').getByText(reason);
const total = () => site.sql('SELECT count(*) FROM ftf_config_history');
const toTheEnd = () => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));

async function open() {
    await leave(page);
    await page.goto('/history');
    await page.locator('.connection.live').waitFor();
    await until('a page is there', async () => /^\d+\+$/.test(await count()));
}

test('an answer that is late doesn’t replace a newer one', { timeout: DEADLINE }, async () => {
    await open();
    const held = await hold(page, FIRST);
    change('older news');
    const older = await held.next();
    change('newer news');
    await (await held.next()).release();
    await said('newer news').waitFor();
    await older.release();
    await frames(page);
    assert.equal(await said('newer news').count(), 1);
    held.end();
});

test('a page that comes once the list has begun anew leaves no gap', { timeout: DEADLINE }, async () => {
    await open();
    const held = await hold(page, OLDER);
    await toTheEnd();
    const older = await held.next();
    change('many at once', MANY);
    await page.evaluate(() => scrollTo(0, 0));
    await until('the list has begun anew', async () => (await page.locator('.row.entry').first().innerText()).includes(`→ ${news}`));
    held.end();
    await older.release();
    await until('all is there', async () => {
        await toTheEnd();
        return /^\d+$/.test(await count());
    });
    assert.equal(await count(), total());
});

test('what is asked for twice at once is read once', { timeout: DEADLINE }, async () => {
    await open();
    const held = await hold(page, OLDER);
    await page.getByRole('button', { name: 'Older entries' }).evaluate((button) => {
        button.click();
        button.click();
    });
    const older = await held.next();
    await frames(page);
    assert.equal(held.count(), 1);
    await older.release();
    held.end();
});

test('a page that fails is not asked for again until someone says so', { timeout: DEADLINE }, async () => {
    await open();
    let tried = 0;
    await page.route(OLDER, (route) => {
        tried += 1;
        return route.fulfill({ status: 500, json: { message: 'no page' } });
    });
    await toTheEnd();
    await page.getByRole('alert').getByText('no page').waitFor();
    await frames(page);
    assert.equal(tried, 1);
    await page.unroute(OLDER);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await toTheEnd();
    await until('the next page is there', async () => parseInt(await count(), 10) > 300);
});

test('the failure of a page is not told of another list', { timeout: DEADLINE }, async () => {
    await open();
    const held = await hold(page, OLDER);
    await toTheEnd();
    const older = await held.next();
    await page.locator('#search').fill('older news');
    await until('it is filtered', async () => (await count()) === '1');
    await older.release({ status: 500, json: { message: 'no page' } });
    await frames(page);
    assert.equal(await page.getByRole('alert').count(), 0);
    held.end();
});

test('what was tried again for another filter doesn’t take the place of the list', { timeout: DEADLINE }, async () => {
    await open();
    await page.route(FIRST, (route) => route.fulfill({ status: 500, json: { message: 'no list' } }));
    await page.goto('/history');
    await page.getByRole('alert').getByText('no list').waitFor();
    await page.unroute(FIRST);
    const held = await hold(page, FIRST);
    await page.getByRole('button', { name: 'Try again' }).click();
    const late = await held.next();
    await page.locator('#search').fill('older news');
    await (await held.next()).release();
    await until('it is filtered', async () => (await count()) === '1');
    await late.release();
    await frames(page);
    assert.equal(await count(), '1');
    held.end();
});

test('the list that someone leaves by the end of the session is shown to nobody else', { timeout: DEADLINE }, async () => {
    await open();
    for (const name of ['Runs', 'History']) {
        await page.locator('nav').getByRole('link', { name }).click();
        await page.getByRole('heading', { level: 1, name }).waitFor();
    }
    await until('a page is there', async () => /^\d+\+$/.test(await count()));
    await page.context().clearCookies();
    change('the end');
    const login = page.getByRole('dialog', { name: 'Sign in' });
    await login.getByLabel('Role').fill(bob);
    await login.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('header').getByText(bob).waitFor();
    await page.locator('[data-row]').first().waitFor();
    /* its first word may have lists read again, in place of what is held */
    await page.locator('.connection.live').waitFor();
    const held = await hold(page, FIRST);
    for (const name of ['Runs', 'History']) {
        await page.goBack();
        await page.getByRole('heading', { level: 1, name }).waitFor();
    }
    const asked = await held.next();
    assert.equal(await page.locator('.row.entry').count(), 0);
    await asked.release();
    held.end();
    await page.locator('.row.entry').first().waitFor();
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
