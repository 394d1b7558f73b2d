/* What a page asks the console for: no more than it shows. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { DEADLINE, Site, until } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions, frames, pauseClock } from './lib/page.mjs';

let site, page, asked;

before(async () => {
    site = await Site.start('reads');
    fill(site);
    await site.serve();
    page = await site.open();
    await page.clock.install();
    page.on('request', (request) => request.url().includes('/api/') && asked.push(request.url().replace(site.origin, '')));
    asked = [];
    await site.signIn(page, site.role('alice', 'editor'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

beforeEach(() => { asked = []; });

/* for the next one, where it was stopped */
afterEach(() => page.clock.resume());

const count = (path) => asked.filter((url) => url.startsWith(path)).length;

const pages = {
    '/history': ['/api/history', 'news of history'], '/runs': ['/api/runs?limit=100', 'run-of-news'],
    '/parameters/CVN_ATR_PERIOD': ['/api/parameters/CVN_ATR_PERIOD', 'news of one'],
};
for (const [i, [path, [read, news]]] of Object.entries(pages).entries()) {
    test(`${path} is read once when it is opened, and once after a revision`, { timeout: DEADLINE }, async () => {
        await page.goto(path);
        await page.locator('.connection.live').waitFor();
        /* it listens from the frame after its first on, which would not come later */
        await frames(page);
        /* a page of runs looks for new ones by itself, too */
        await pauseClock(page);
        site.sql(`SELECT ftf_snapshot('${news}'); SELECT ftf_set('CVN_ATR_PERIOD', '${100 + i}', '${news}')`);
        await page.locator('main').getByText(news).first().waitFor();
        assert.equal(count(read), 2, asked.join('\n'));
        assert.equal(asked.filter((url) => url === '/api/parameters').length, 2, asked.join('\n'));
    });
}

test('the list of runs to pick from is read when a field is gone to', { timeout: DEADLINE }, async () => {
    await page.goto('/runs/compare?a=run-1&b=run-4');
    await page.getByText('2 differences.').waitFor();
    assert.equal(count('/api/runs'), 0, asked.join('\n'));
    await page.getByLabel('Run A').focus();
    await until('the runs are offered', async () => (await page.locator('#all-runs option').count()) === 9);
    assert.equal(count('/api/runs'), 1);
});

test('new runs are looked for by the newest one alone', { timeout: DEADLINE }, async () => {
    await page.goto('/runs');
    await page.getByText('run-5').waitFor();
    /* from the frame after, it knows which is the newest */
    await frames(page);
    /* else it would look by itself, too, on a machine that is slow */
    await pauseClock(page);
    asked = [];
    const look = async () => {
        const looked = page.waitForResponse((response) => response.url().endsWith('/api/runs?limit=1'));
        await page.clock.fastForward(11_000);
        await looked;
    };
    await look();
    await look();
    assert.deepEqual(asked, ['/api/runs?limit=1', '/api/runs?limit=1']);
    site.sql(`SELECT ftf_snapshot('run-new')`);
    await look();
    await page.getByText('run-new').waitFor();
    assert.equal(count('/api/runs?limit=100'), 1);
});

/* Each time that is rendered is formatted: without a change there is nothing to
 * format.  On a page without the simulated clock, which has formats of its own;
 * and where no time goes by, which is formatted, too. */
test('a key in the control of a value renders no row of its history', { timeout: DEADLINE }, async () => {
    const other = await site.open();
    await other.addInitScript(() => {
        const { get } = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format');
        window.formatted = 0;
        window.setInterval = () => 0;
        Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
            configurable: true,
            get() {
                window.formatted += 1;
                return get.call(this);
            },
        });
    });
    await site.signIn(other, site.role('bob', 'editor'), '/parameters/CVN_ATR_PERIOD');
    await other.getByRole('button', { name: 'Edit' }).click();
    await other.locator('.connection.live').waitFor();
    await other.locator('.list tbody tr').first().waitFor();
    await other.locator('.chart canvas').waitFor();
    const control = actions(other).control('CVN_ATR_PERIOD');
    const formatted = () => other.evaluate(() => window.formatted);
    let shown;
    await until('all of it is drawn', async () => {
        shown = await formatted();
        await other.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        return shown > 0 && (await formatted()) === shown;
    });
    await control.fill('77');
    await control.fill('78');
    await until('both are there', async () => (await control.inputValue()) === '78');
    assert.equal(await formatted(), shown);
    assert.deepEqual(other.complaints, []);
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
