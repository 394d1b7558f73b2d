/* An address that was shared, or typed by hand, shows a page whatever it says. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page;

before(async () => {
    ({ site, page } = await startSignedIn('addresses', { access: 'reader' }));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const bad = {
    '/parameters?since=2026-13-45': 'Changed since', '/parameters?since=2026-02-30': 'Changed since',
    '/history?since=garbage': 'From', '/history?until=2026-1': 'To',
};
for (const [address, label] of Object.entries(bad)) {
    test(`${address}: what is no date filters nothing`, { timeout: DEADLINE }, async () => {
        await page.goto(address);
        await page.getByText('CVN_ATR_PERIOD').first().waitFor();
        assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), '');
        assert.equal(await page.getByRole('button', { name: 'Clear' }).count(), 0);
        assert.deepEqual(page.complaints, []);
    });
}

test('a date that is typed digit by digit stays in its field', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters');
    for (const label of ['Changed since', 'From']) {
        await page.getByLabel(label, { exact: true }).pressSequentially('01022003');
        await until('the address has it', () => /since=2003-/.test(page.url()));
        assert.match(await page.getByLabel(label, { exact: true }).inputValue(), /^2003-0[12]-0[12]$/);
        await page.goto('/history');
    }
});

test('a category that is used no more can be seen in the filter', { timeout: DEADLINE }, async () => {
    await page.goto('/parameters?category=gone');
    await page.getByText('No parameter fits').waitFor();
    const category = page.getByLabel('Category');
    assert.equal(await category.inputValue(), 'gone');
    assert.match(await category.locator('option:checked').innerText(), /^gone \(no longer used\)$/);
    await page.getByRole('button', { name: 'Clear' }).click();
    await category.locator('option', { hasText: 'no longer used' }).waitFor({ state: 'detached' });
});

test('runs that there are not are named, with their side', { timeout: DEADLINE }, async () => {
    const said = async (a, b) => {
        await page.goto(`/runs/compare?a=${a}&b=${b}`);
        await page.getByRole('alert').waitFor();
        return page.getByRole('alert').innerText();
    };
    assert.match(await said('run-1', 'run-no'), /no run B: run-no/);
    assert.match(await said('nor-this', 'run-1'), /no run A: nor-this/);
    const both = await said('nor-this', 'run-no');
    assert.match(both, /no run A: nor-this[\s\S]*no run B: run-no/);
    assert.doesNotMatch(both, /no such thing/);
});

test('a page that can’t be shown leaves the rest to be used', { timeout: DEADLINE }, async () => {
    await page.route('**/api/protection', (route) => route.fulfill({ json: [null] }));
    await page.goto('/integrity');
    await page.getByRole('alert').getByText('This page can’t be shown').waitFor();
    await page.unroute('**/api/protection');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('don’t hold').waitFor();
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByText('run-5').waitFor();
});

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
