/* A run opens and is compared, whatever its name: also one that an address, a
 * browser or a proxy would take for something else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

const ids = ['.', '..', '%2e%2E', 'a/../b', 'a//b', '/', 'a\\..\\b', 'a?b=c', '#', 'end.', 'a b', '+', '%zz', 'ü/😀', '"\'<b>', 'compare'];

let site, page;

before(async () => {
    ({ site, page } = await startSignedIn('run_ids', { access: 'reader' }));
    site.sql(ids.map((id, i) => `SELECT ftf_snapshot($id$${id}$id$, '{"CVN_ATR_PERIOD": "${i + 2}"}');`).join('\n'));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

for (const [i, id] of ids.entries()) {
    test(`a run named ${id}`, { timeout: DEADLINE }, async () => {
        await page.goto(`/runs/compare?${new URLSearchParams({ a: id, b: 'run-1' })}`);
        await page.getByText(`A: ${id}`, { exact: true }).waitFor();
        await page.getByText('What is the same in both').click();
        await page.getByText(/^\d+ parameters$/).waitFor();

        await page.goto('/runs');
        await page.getByRole('button', { name: id, exact: true }).click();
        await page.getByText('All parameters of this run').click();
        await page.getByText('Head of the history').waitFor();
        assert.match(await page.locator('details .pairs div', { has: page.getByText('CVN_ATR_PERIOD', { exact: true }) }).innerText(), new RegExp(`\\b${i + 2}\\b`));
    });
}

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
