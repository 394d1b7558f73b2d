/* Behind a proxy that names the person: no sign-in, changes are theirs. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, Site } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions } from './lib/page.mjs';

let site, page;

before(async () => {
    site = await Site.start('proxy', ['--operator-header', 'X-Operator', '--trusted-proxy', '127.0.0.1']);
    const service = site.role('service', 'console');
    fill(site);
    await site.serve(service);
    page = await site.open({ extraHTTPHeaders: { 'X-Operator': 'carol@example.org' } });
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

test('the person is known without signing in', { timeout: DEADLINE }, async () => {
    await page.goto('/');
    await page.locator('header').getByText('carol@example.org').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Sign out' }).count(), 0);
});

test('a change is attributed to the person, and says which role logged in', { timeout: DEADLINE }, async () => {
    const she = actions(page);
    await she.edit('CVN_ATR_PERIOD', '41');
    await she.control('CVN_ATR_PERIOD').press('Enter');
    await she.save('through the proxy');
    assert.equal(site.sql(`SELECT operator || ' ' || session_role FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1`),
        `carol@example.org service_${process.pid}`);
    await she.row('CVN_ATR_PERIOD').getByText('carol@example.org').waitFor();
});

test('without the header there is nothing but a refusal', { timeout: DEADLINE }, async () => {
    const other = await site.open();
    await other.goto('/parameters');
    await other.getByRole('alert').getByText('the proxy named no operator').waitFor();
    assert.equal(await other.locator('input').count(), 0, 'nothing to fill in');
    assert.doesNotMatch(await other.locator('body').innerText(), /CVN_/);
    await other.setExtraHTTPHeaders({ 'X-Operator': 'dan@example.org' });
    await other.getByRole('button', { name: 'Try again' }).click();
    await other.locator('header').getByText('dan@example.org').waitFor();
    await other.getByText('CVN_ATR_PERIOD').waitFor();
});

test('where the proxy names nobody any more, what was collected is kept', { timeout: DEADLINE }, async () => {
    const she = actions(page);
    await she.edit('CVN_ADX_PERIOD', '18');
    await she.control('CVN_ADX_PERIOD').press('Alt+Enter');
    await page.context().setExtraHTTPHeaders({});
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('alert').getByText('the proxy named no operator').waitFor();
    await page.context().setExtraHTTPHeaders({ 'X-Operator': 'carol@example.org' });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('through the proxy').waitFor();
    await page.locator('.pending').getByText('1 change').waitFor();
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
