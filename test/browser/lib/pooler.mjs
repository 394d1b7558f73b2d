/* A PgBouncer before the server of the tests: in transaction mode, on a socket.
 * { env, stop() }; env has PGHOST and PGPORT. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './wait.mjs';

const PORT = '6432';

export async function startPooler(roles) {
    const dir = mkdtempSync(join(tmpdir(), 'pooler.'));
    writeFileSync(join(dir, 'users'), roles.map((role) => `"${role}" ""\n`).join(''));
    writeFileSync(join(dir, 'pgbouncer.ini'), `[databases]
* = host=${process.env.PGHOST} port=${process.env.PGPORT}
[pgbouncer]
unix_socket_dir = ${dir}
listen_port = ${PORT}
auth_type = trust
auth_file = ${dir}/users
pool_mode = transaction
default_pool_size = 1
`);
    const child = spawn('/usr/sbin/pgbouncer', ['--quiet', join(dir, 'pgbouncer.ini')], { stdio: 'ignore' });
    await until('the pooler listens', () => existsSync(join(dir, `.s.PGSQL.${PORT}`)));
    return { env: { PGHOST: dir, PGPORT: PORT }, stop: () => child.kill('SIGINT') };
}
