/* What node's tests tell, as plain TAP in ASCII: node's own has YAML that Perl's
 * reader can't take, and stops at. */
const plain = (text) => text.replace(/[^\x20-\x7e]/g, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);

function* remarks(indent, text) {
    for (const line of String(text).split('\n')) {
        yield `${indent}# ${plain(line)}\n`;
    }
}

/* An error of a subtest stands there; of those behind it, each is told. */
function reasons(error) {
    const chain = [];
    for (let cause = error; cause; cause = cause.cause) {
        chain.push(cause.stack ?? String(cause));
    }
    return chain.join('\n');
}

export default async function* report(source) {
    yield 'TAP version 13\n';
    for await (const { type, data } of source) {
        const indent = '    '.repeat(data.nesting ?? 0);
        switch (type) {
        case 'test:pass': case 'test:fail':
            yield `${indent}${type === 'test:fail' ? 'not ' : ''}ok ${data.testNumber} - ${plain(data.name).replaceAll('#', '\\#')}${data.skip !== undefined ? ' # SKIP' : ''}\n`;
            if (type === 'test:fail') {
                yield* remarks(indent, reasons(data.details.error));
            }
            break;
        case 'test:plan':
            yield `${indent}1..${data.count}\n`;
            break;
        case 'test:diagnostic':
            yield* remarks(indent, data.message);
            break;
        }
    }
}
