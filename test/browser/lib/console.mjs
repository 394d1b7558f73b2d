/* For tests in a browser: a database of the test's own with the extension in
 * schema ftf, a console that serves it, and Chromium.
 *
 *   const site = await Site.start('name');   database, roles, console
 *   site.sql('SELECT ...')                   as the superuser; unaligned text
 *   site.role('alice', 'editor')             makes it; returns its real name
 *   site.restart(), site.stop()              of the console
 *   const page = await site.open({ ... })    a page as in a browser of its own,
 *                                            with what it complains of kept in page.complaints
 *   await site.signIn(page, role)
 *   await site.end()
 *
 * PGHOST, PGPORT and PGUSER name the server, whose programs and ftf are in PATH. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openChromium } from './chromium.mjs';
import { DEADLINE, until } from './wait.mjs';

export { DEADLINE, until };
export const BUILD = process.env.FTF_BROWSER_BUILD ?? new URL('../build', import.meta.url).pathname;

function psql(database, sql, role) {
    return execFileSync('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', database],
        {
            input: sql, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'inherit'],
            env: role ? { ...process.env, PGUSER: role } : process.env,
        }).trimEnd();
}

/* Binds a socket and listens not: the console can, and nobody else gets the
 * port as long as this process's input is open, also while the console is away. */
const HOLD = `use IO::Socket::IP; use Socket; $| = 1;
    my $held = IO::Socket::IP->new(LocalHost => '127.0.0.1', LocalPort => 0, Type => SOCK_STREAM, ReuseAddr => 1) or die "no port: $!";
    print $held->sockport; <STDIN>`;

function holdPort() {
    const holder = spawn('perl', ['-e', HOLD], { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Promise((resolve, reject) => {
        holder.on('error', reject);
        holder.on('exit', () => reject(new Error('no port is held')));
        holder.stdout.once('data', (port) => {
            /* which does not keep the test from its end */
            [holder, holder.stdin, holder.stdout].forEach((each) => each.unref());
            resolve(Number(port));
        });
    });
}

export class Site {
    static async start(name, options = []) {
        const site = new Site();
        site.database = `browser_${name}_${process.pid}`;
        site.roles = [];
        site.options = options;
        site.port = await holdPort();
        psql('postgres', `CREATE DATABASE "${site.database}";
            \\connect "${site.database}"
            CREATE SCHEMA ftf; CREATE EXTENSION ftf_config SCHEMA ftf;`);
        return site;
    }

    /* role: who logs in; the superuser, if left out */
    sql(text, role) {
        return psql(this.database, `SET client_min_messages = warning; SET search_path = ftf, public; ${text}`, role);
    }

    role(name, access) {
        const role = `${name}_${process.pid}`;
        this.sql(`CREATE ROLE ${role} LOGIN; ${access ? `SELECT ftf_grant('${role}', '${access}')` : ''}`);
        this.roles.push(role);
        return role;
    }

    get origin() {
        return `http://127.0.0.1:${this.port}`;
    }

    async serve(user) {
        this.user = user ?? this.user;
        const child = spawn('ftf', ['console', '--listen', `127.0.0.1:${this.port}`, ...this.options],
            { env: { ...process.env, ...this.env, PGDATABASE: this.database, ...(this.user ? { PGUSER: this.user } : {}) }, stdio: ['ignore', 'pipe', 'pipe'] });
        this.child = child;
        this.log = '';
        child.stdout.on('data', (data) => { this.log += data; });
        child.stderr.on('data', (data) => { this.log += data; });
        await until('the console listens', () => {
            if (child.exitCode !== null) {
                throw new Error(`the console ended: ${this.log}`);
            }
            return this.log.includes(this.origin);
        });
    }

    async stop() {
        const { child } = this;
        if (child && child.exitCode === null && child.signalCode === null) {
            const ended = new Promise((resolve) => child.once('exit', resolve));
            child.kill('SIGTERM');
            await ended;
        }
    }

    async open(options = {}) {
        this.chromium ??= await openChromium();
        const context = await this.chromium.newContext({ viewport: { width: 1280, height: 800 }, baseURL: this.origin, ...options });
        context.setDefaultTimeout(DEADLINE / 3);
        const page = await context.newPage();
        page.complaints = [];
        page.on('pageerror', (error) => page.complaints.push(String(error.stack ?? error)));
        page.on('dialog', (dialog) => {
            if (dialog.type() !== 'beforeunload') {
                page.complaints.push(`a script ran: ${dialog.message()}`);
            }
            dialog.accept().catch(() => {});
        });
        page.on('console', (message) => {
            if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) {
                page.complaints.push(message.text());
            }
        });
        return page;
    }

    async signIn(page, role, path = '/parameters') {
        await page.goto(path);
        await page.getByLabel('Role').fill(role);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByText('Sign out').waitFor();
    }

    /* What a route still does when the test is over, as after its answer, fails
     * with the page that it was for, and is no failure of the test. */
    async letGoOfRoutes() {
        const pages = this.chromium?.contexts().flatMap((context) => context.pages()) ?? [];
        await Promise.all(pages.map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
    }

    async end() {
        await this.letGoOfRoutes();
        await this.chromium?.close();
        await this.stop();
        psql('postgres', [`DATABASE IF EXISTS "${this.database}" WITH (FORCE)`,
            ...this.roles.map((role) => `ROLE IF EXISTS ${role}`)].map((each) => `DROP ${each};`).join('\n'));
    }
}

export async function shoot(page, name) {
    mkdirSync(BUILD, { recursive: true });
    await page.screenshot({ path: join(BUILD, `${name}.png`) });
}
