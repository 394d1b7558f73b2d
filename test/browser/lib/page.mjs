/* What a person does on the page of parameters. */
import { Site, until } from './console.mjs';
import { fill } from './data.mjs';

/* A site with the usual data, and an editor (or who has the access) who is
 * signed in: { site, page, alice, she }.  through: makes, for its roles, a pooler
 * that the console connects to. */
export async function startSignedIn(name, { access = 'editor', through, ...options } = {}) {
    const site = await Site.start(name);
    try {
        const alice = site.role('alice', access);
        fill(site);
        site.env = (await through?.([...site.roles, process.env.PGUSER]))?.env;
        await site.serve();
        const page = await site.open(options);
        await site.signIn(page, alice);
        return { site, page, alice, she: actions(page) };
    } catch (error) {
        await site.end();
        throw error;
    }
}

/* What the page asks for, and what a test does with it, is over.  A page of another
 * site would need another process. */
export async function leave(page) {
    await page.goto('/livez');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
}

/* The page's simulated clock goes on only by what the test says. */
export async function pauseClock(page) {
    const pause = async () => page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000));
    /* refused where that second is over when it comes; but then the clock stands */
    await pause().catch(pause);
}

/* What is read there fails, however often the page tries, until what it writes
 * was answered.  The function that this returns ends it, and tells the answer's
 * status. */
export async function deafUntilAnswered(page, read, written) {
    let status = null;
    await page.route(read, (route) => (status === null ? route.abort() : route.continue()));
    await page.route(written, async (route) => {
        const response = await route.fetch();
        status = response.status();
        await route.fulfill({ response });
    });
    return async () => {
        await page.unroute(read);
        await page.unroute(written);
        return status;
    };
}

/* Answers from there are got when they are asked for, and held back.  next()
 * waits for one, whose release(given) gives the page that answer, or the one that
 * was got, and waits until the page has it, unless the page wants it no more.
 * count() of all; end() holds no further one. */
export async function hold(page, path) {
    const all = [];
    let taken = 0, ended = false;
    await page.route(path, async (route) => {
        if (ended) {
            return route.fallback();
        }
        const response = await route.fetch();
        const body = await response.body();
        const request = route.request();
        const answer = (given) => route.fulfill(given).catch((error) => request.failure() ?? Promise.reject(error));
        if (ended) {
            return answer({ response, body });
        }
        all.push({
            async release(given = { response, body }) {
                const over = new Promise((resolve) => {
                    for (const name of ['requestfinished', 'requestfailed']) {
                        page.on(name, (of) => of === request && resolve());
                    }
                });
                await answer(given);
                await (request.failure() ?? over);
            },
        });
        return undefined;
    });
    return {
        async next() {
            await until('it is asked for', () => all.length > taken);
            return all[taken++];
        },
        count: () => all.length,
        end: () => { ended = true; },
    };
}

/* What the page does at once, and in the frames after, is done. */
export function frames(page) {
    return page.evaluate(async () => {
        for (let i = 0; i < 4; i++) {
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        }
    });
}

export function actions(page) {
    const row = (key) => page.locator(`[data-row="${key}"]`);
    const control = (key) => page.locator(`[id="edit-${key}"]`);
    const dialog = () => page.getByRole('dialog');
    return {
        row, control, dialog,
        search: () => page.locator('#search'),
        async find(key) {
            await page.locator('#search').fill(key);
            await row(key).waitFor();
        },
        async edit(key, to) {
            await this.find(key);
            await row(key).getByRole('button').click();
            await control(key).fill(to);
        },
        async save(reason, name = 'Save') {
            await dialog().getByLabel('Reason').fill(reason);
            await dialog().getByRole('button', { name }).click();
            await dialog().waitFor({ state: 'detached' });
        },
    };
}
