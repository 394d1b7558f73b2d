/* Each page in light, in dark and on a phone: a picture for people to look at,
 * and what axe finds, contrast included. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { DEADLINE, Site, shoot } from './lib/console.mjs';
import { fill } from './lib/data.mjs';
import { actions, frames } from './lib/page.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/* Colours change under a page that is open; a phone is another. */
const walks = {
    'light and dark': { looks: { light: 'light', dark: 'dark' } },
    phone: { looks: { phone: 'light' }, viewport: { width: 360, height: 740 }, hasTouch: true },
};

let site, alice;

before(async () => {
    site = await Site.start('looks');
    alice = site.role('alice', 'editor');
    fill(site);
    site.sql(`SELECT ftf_set('CVN_LONG_NOTE', repeat('a long text that does not fit ', 40) || 'end', 'a reason that is rather long too, to see how it wraps where there is little room for it')`, alice);
    await site.serve();
}, { timeout: DEADLINE });

after(() => site?.end(), { timeout: DEADLINE });

/* Serious findings in words. */
async function findings(page) {
    /* colours of an animation would be seen half way */
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html, any }) =>
        `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`);
}

/* The page is no wider than the window. */
async function overflow(page) {
    return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const pages = {
    history: (page) => page.goto('/history').then(() => page.getByText('both at once').waitFor()),
    revert: async (page) => {
        await page.locator('.row.revision').filter({ hasText: 'both at once' }).getByRole('button').click();
        await page.getByText('After this').waitFor();
    },
    parameters: (page) => page.goto('/parameters').then(() => page.getByText('CVN_ATR_PERIOD').waitFor()),
    editing: async (page) => {
        const she = actions(page);
        await she.edit('CVN_ATR_PERIOD', '500');
        await she.control('CVN_ATR_PERIOD').press('Enter');
        await page.getByText('The maximum is 200.').waitFor();
    },
    conflict: async (page) => {
        const she = actions(page);
        await she.control('CVN_ATR_PERIOD').fill('60');
        await page.locator('.connection.live').waitFor();
        site.sql(`SELECT ftf_set('CVN_ATR_PERIOD', (ftf_get('CVN_ATR_PERIOD')::int + 1)::text, 'the same, by someone else')`);
        await page.locator('.conflict').waitFor();
    },
    review: async (page) => {
        const she = actions(page);
        await page.getByRole('button', { name: 'Put mine over it' }).click();
        await she.control('CVN_ATR_PERIOD').press('Alt+Enter');
        await she.edit('CVN_ADX_PERIOD', '19');
        await she.control('CVN_ADX_PERIOD').press('Enter');
        await page.getByText('can’t be attributed').waitFor();
    },
    collected: async (page) => {
        await page.keyboard.press('Escape');
        await page.locator('#search').fill('');
        await page.locator('.pending').waitFor();
        await page.locator('[data-row="CVN_ATR_PERIOD"].changed').waitFor();
    },
    discarded: async (page) => {
        await page.getByRole('button', { name: 'Discard' }).click();
        await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
    add: async (page) => {
        await page.getByRole('button', { name: 'Add…' }).click();
        await page.getByRole('dialog').getByLabel('Value').waitFor();
    },
    'add-refused': async (page) => {
        await page.getByRole('button', { name: 'Review' }).click();
        await page.getByText('A key begins with').waitFor();
    },
    parameter: (page) => page.goto('/parameters/CVN_ATR_PERIOD').then(() => page.locator('.chart canvas').waitFor()),
    define: async (page) => {
        await page.getByRole('button', { name: 'Define…' }).click();
        await page.getByLabel('Minimum').waitFor();
    },
    'define-conflict': async (page) => {
        await page.locator('.connection.live').waitFor();
        site.sql(`SELECT ftf_define('CVN_ATR_PERIOD', definition || jsonb_build_object('description', 'As of ' || ftf_head()), 'known better')
            FROM ftf_parameter WHERE key = 'CVN_ATR_PERIOD'`);
        await page.locator('.conflict').waitFor();
    },
    removal: async (page) => {
        await page.goto('/parameters/CVN_ADX_PERIOD');
        await page.getByRole('button', { name: 'Edit', exact: true }).click();
        await page.getByRole('button', { name: 'Remove…' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
        await page.getByRole('button', { name: 'Edit', exact: true }).click();
        await page.getByText('will be removed').waitFor();
    },
    'sign-out': async (page) => {
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByText('that you did not save').waitFor();
    },
    runs: async (page) => {
        await page.goto('/runs');
        await page.getByRole('button', { name: 'run-4' }).click();
        await page.getByRole('heading', { name: 'Overrides' }).waitFor();
    },
    compare: (page) => page.goto('/runs/compare?a=run-1&b=run-4').then(() => page.getByText('2 differences').waitFor()),
    integrity: async (page) => {
        await page.goto('/integrity');
        await page.getByText('don’t hold').waitFor();
        await page.getByRole('button', { name: 'Verify now' }).click();
        await page.getByText('were verified').waitFor();
    },
    help: async (page) => {
        await page.getByRole('button', { name: 'Help' }).click();
        await page.getByRole('dialog').waitFor();
    },
    'session-ended': async (page) => {
        await page.keyboard.press('Escape');
        await page.context().clearCookies();
        await page.getByRole('link', { name: 'Runs' }).click();
        await page.getByText('Your session has ended').waitFor();
    },
};

async function look(page, looks, name) {
    for (const [look, colorScheme] of Object.entries(looks)) {
        await page.emulateMedia({ colorScheme });
        await frames(page);
        await page.evaluate(() => document.fonts.ready);
        const found = await findings(page);
        await shoot(page, `${look}-${name}`);
        assert.deepEqual(found, [], look);
        assert.ok(await overflow(page) <= 0, `${look}: the page is ${await overflow(page)} px too wide`);
    }
}

for (const [walk, { looks, ...options }] of Object.entries(walks)) {
    test(`${walk}: every page`, { timeout: DEADLINE * 6 }, async (t) => {
        const page = await site.open(options);
        await page.addInitScript({ path: axe });
        await page.goto('/login');
        await page.getByLabel('Role').waitFor();
        await look(page, looks, 'login');
        await site.signIn(page, alice);
        for (const [name, show] of Object.entries(pages)) {
            await t.test(name, async () => {
                await show(page);
                await look(page, looks, name);
            });
        }
        assert.deepEqual(page.complaints, []);
        await page.context().close();
    });
}

test('the theme can be chosen, and stays', { timeout: DEADLINE }, async () => {
    const page = await site.open({ colorScheme: 'light' });
    await site.signIn(page, alice);
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('button', { name: /Theme: system/ }).click();
    await page.getByRole('button', { name: /Theme: light/ }).click();
    const dark = await background();
    assert.notEqual(dark, light);
    await page.reload();
    await page.getByText('CVN_ATR_PERIOD').waitFor();
    assert.equal(await background(), dark);
});
