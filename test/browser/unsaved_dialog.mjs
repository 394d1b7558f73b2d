/* What was typed in a dialog and nowhere else is not lost unasked. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEADLINE, until } from './lib/console.mjs';
import { startSignedIn } from './lib/page.mjs';

let site, page, she;
const asked = [];

before(async () => {
    ({ site, page, she } = await startSignedIn('unsaved_dialog'));
    page.on('dialog', (dialog) => asked.push(dialog.type()));
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

const press = (name) => page.getByRole('button', { name, exact: true }).first().click();
const dialogs = {
    Add: { path: '/parameters', open: () => press('Add…'), field: 'Value' },
    Define: { path: '/parameters/CVN_ATR_PERIOD', open: () => press('Define…'), field: 'Description' },
    'the reason to Define': { path: '/parameters/CVN_ATR_PERIOD', open: () => press('Define…'), field: 'Reason' },
    Revert: { path: '/history', open: () => page.getByRole('button', { name: /^Revert revision/ }).first().click(), field: 'Reason' },
};

for (const [name, { path, open, field }] of Object.entries(dialogs)) {
    const control = () => she.dialog().getByLabel(field);

    test(`${name}: a reload asks first where something was typed, and only there`, { timeout: DEADLINE }, async () => {
        asked.length = 0;
        await page.goto(path);
        await open();
        await control().waitFor();
        await page.reload();
        assert.deepEqual(asked, []);
        await open();
        await control().fill('typed');
        await page.reload();
        await until('it asked', () => asked.length === 1);
        assert.deepEqual(asked, ['beforeunload']);
    });

    test(`${name}: Back leaves the dialog where something was typed`, { timeout: DEADLINE }, async () => {
        await page.goto('/runs');
        await page.locator(`nav a[href="${path.startsWith('/history') ? '/history' : '/parameters'}"]`).click();
        if (path.endsWith('CVN_ATR_PERIOD')) {
            await she.find('CVN_ATR_PERIOD');
            await page.getByRole('link', { name: 'CVN_ATR_PERIOD' }).click();
        }
        await open();
        await control().fill('typed');
        await page.goBack();
        await page.locator('main h1', { hasText: path.endsWith('CVN_ATR_PERIOD') ? /^Parameters$/ : 'Runs' }).waitFor();
        assert.equal(await control().inputValue(), 'typed');
        await page.keyboard.press('Escape');
        await she.dialog().waitFor({ state: 'detached' });
        asked.length = 0;
        await page.reload();
        assert.deepEqual(asked, []);
    });
}

test('the page complained of nothing', () => {
    assert.deepEqual(page.complaints, []);
});
