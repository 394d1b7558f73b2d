/* One Chromium for all tests.
 *
 *     node serve_chromium.mjs FILE
 *
 * writes its address to FILE, and ends with it when told so.  Should it crash,
 * the tests that are in it fail, and those that follow get another. */
import { renameSync, writeFileSync } from 'node:fs';
import { chromium, options } from './chromium.mjs';

const [, , file] = process.argv;

async function serve() {
    const server = await chromium.launchServer({ ...options(), host: '127.0.0.1' });
    server.on('close', (status, signal) => {
        if (status !== 0) {
            console.error(`Chromium crashed: ${signal ?? status}`);
            serve();
        }
    });
    writeFileSync(`${file}.new`, server.wsEndpoint());
    renameSync(`${file}.new`, file);
}

await serve();
