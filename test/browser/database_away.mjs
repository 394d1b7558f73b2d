/* The database goes away while the console lives, and comes back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';

let site, page, alice;

before(async () => {
    site = await Site.start('away');
    fill(site);
    await site.serve();
    page = await site.open();
    /* what the console sends when it has lost the database is sent by the test,
     * which keeps what it really sends from a page that is deaf */
    await page.addInitScript(() => {
        window.EventSource = class extends EventSource {
            constructor(address) {
                super(address);
                window.events = this;
            }

            addEventListener(name, listener) {
                super.addEventListener(name, (event) => (window.deaf && event.isTrusted ? undefined : listener(event)));
            }
        };
        window.tell = (event, data) => window.events.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
    });
    alice = site.role('alice', 'editor');
    await site.signIn(page, alice);
    await page.locator('.connection.live').waitFor();
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const revision = () => Number(site.sql('SELECT revision FROM ftf_config'));
const notice = () => page.locator('.lost-notice');

test('it is told, with the time that the page is as of', { timeout: DEADLINE }, async () => {
    await page.evaluate(() => {
        window.deaf = true;
        window.tell('away', {});
    });
    await page.locator('.connection.away').waitFor();
    assert.doesNotMatch(await page.locator('.connection').innerText(), /live/);
    assert.match(await notice().innerText(), /No connection to the database[\s\S]*as of \d\d:\d\d:\d\d[\s\S]*by itself/);
});

test('once it is back, the page is live again, and shows what came meanwhile', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '66', 'meanwhile')`);
    await page.evaluate((revision) => window.tell('hello', { revision }), revision());
    await page.getByText('Connected again').waitFor();
    await page.locator('.connection.live').waitFor();
    await notice().waitFor({ state: 'detached' });
    await page.locator('[data-row="CVN_ATR_PERIOD"]').getByText('66').waitFor();
});

test('a page that finds the console without its database says so', { timeout: DEADLINE }, async () => {
    await page.route(/api\/(session|events)/, (route) => route.fulfill({ status: 503, json: { message: 'the database can’t be reached' } }));
    await page.evaluate(() => {
        window.deaf = false;
        window.events.dispatchEvent(new Event('error'));
    });
    await page.locator('.connection.away').waitFor();
    assert.match(await notice().innerText(), /No connection to the database/);
    await page.unroute(/api\/(session|events)/);
    await page.locator('.connection.live').waitFor();
});

test('a read that hangs with its connection is not waited for', { timeout: DEADLINE }, async () => {
    let asked = 0;
    await page.route('**/api/parameters', (route) => (++asked === 1 ? undefined : route.continue()));
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '67', 'while it hung')`);
    await until('it is asked for', () => asked > 0);
    await page.evaluate(() => window.events.dispatchEvent(new Event('error')));
    await page.locator('[data-row="CVN_ATR_PERIOD"]').getByText('while it hung').waitFor();
    await page.locator('.connection.live').waitFor();
    await page.unroute('**/api/parameters');
});

test('what is told before the page has read again makes it no younger', { timeout: DEADLINE }, async () => {
    await page.evaluate(() => {
        window.deaf = true;
        window.tell('away', {});
    });
    const said = await notice().innerText();
    await page.route('**/api/parameters', () => {});
    await page.evaluate((revision) => {
        const { now } = Date;
        Date.now = () => now() + 60_000;
        window.tell('hello', { revision });
        window.tell('revision', { revision: revision + 1, operator: 'bob', keys: ['CVN_ATR_PERIOD'] });
    }, revision());
    await page.locator('.notice').getByText('bob').waitFor();
    assert.equal(await notice().innerText(), said);
    await page.unroute('**/api/parameters');
    await page.evaluate(() => {
        window.deaf = false;
        window.events.dispatchEvent(new Event('error'));
    });
    await page.locator('.connection.live').waitFor();
});

test('who may read no longer is told that, and of no lost connection', { timeout: DEADLINE }, async () => {
    site.sql(`SELECT ftf_revoke('${alice}', 'editor')`);
    await page.evaluate(() => window.tell('again', {}));
    await page.getByRole('heading', { name: 'No access' }).waitFor();
    assert.equal(await notice().count(), 0);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
