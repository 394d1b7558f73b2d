/* The Chromium of the tests: the shell without windows, which draws pages like
 * the whole program, at half the cost.  CHROMIUM names another. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEADLINE } from './wait.mjs';

/* An import would look through its megabytes for names. */
export const { chromium } = createRequire(import.meta.url)('playwright-core');

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';
const ARGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];

/* What it writes goes with this process. */
export function options() {
    const home = mkdtempSync(join(tmpdir(), 'ftf_chromium.'));
    process.on('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 100, retryDelay: 100 }));
    return {
        executablePath: PROGRAM, args: ARGS, chromiumSandbox: false, timeout: DEADLINE,
        env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
    };
}

/* The one that serve_chromium.mjs serves, where FTF_CHROMIUM names the file with
 * its address; else one of this test's own.  Closing it closes what this test
 * opened in it, and no more. */
export function openChromium() {
    const address = process.env.FTF_CHROMIUM;
    return address ? chromium.connect(readFileSync(address, 'utf8'), { timeout: DEADLINE }) : chromium.launch(options());
}
