/* A change that is made between two reads of a page is shown, too. */
import { after, afterEach, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { leave, startSignedIn } from './lib/page.mjs';

let site, page, alice;

before(async () => {
    ({ site, page, alice } = await startSignedIn('changed_meanwhile'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

afterEach(() => page.unrouteAll());

/* Of what a page reads first, the one comes before the change, the other after it. */
for (const [first, second, value] of [['parameters', 'session', 61], ['session', 'parameters', 62]]) {
    test(`a change after the ${first} were read and before the ${second}`, { timeout: DEADLINE }, async () => {
        const reason = `before the ${second}`;
        await leave(page);
        const isRead = page.waitForResponse(`**/api/${first}`);
        let changed = false;
        await page.route(`**/api/${second}`, async (route) => {
            await isRead;
            if (!changed) {
                changed = true;
                site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '${value}', '${reason}')`);
            }
            await route.continue();
        });
        await page.goto('/parameters');
        await page.locator('[data-row="CVN_ATR_PERIOD"]').getByText(reason).waitFor();
    });
}

test('a change that ends the session is shown to who signs in again', { timeout: DEADLINE }, async () => {
    const list = page.getByRole('list', { name: 'History' });
    await page.goto('/history');
    await page.locator('.connection.live').waitFor();
    await list.waitFor();
    await page.context().clearCookies();
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '99', 'unseen by her session')`);
    await page.getByRole('dialog').getByLabel('Role').fill(alice);
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await list.getByText('unseen by her session').waitFor();
});

test('while a change that is told of can’t be read, the page is not called live', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    await page.locator('.connection.live').waitFor();
    await page.route('**/api/parameters', (route) => route.fulfill({ status: 503, json: { message: 'the console is busy' } }));
    site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', '98', 'while it was busy')`);
    await page.locator('.connection.lost').waitFor();
    await page.unroute('**/api/parameters');
    await page.locator('.connection.live').waitFor();
    await page.locator('[data-row="CVN_ATR_PERIOD"]').getByText('while it was busy').waitFor();
});
