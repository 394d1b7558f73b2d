/* PostgreSQL's hints say what to do in SQL: in the page, it is done otherwise. */
const IN_THE_PAGE = [
    [/^Look at the new value, then try again with if_revision.*/, 'Look at the preview again, which shows what is live now.'],
    [/change the definition with ftf_define\./, 'change the definition (Define…).'],
    [/^A definition is an object such as.*/, 'Correct that field.'],
    [/^Set it with ftf_set\([^)]*\),/, 'Add it on the page of parameters,'],
    [/define (the|its) key with "allow": \["secret"\] first\./, 'first allow it in $1 key’s definition (Define…).'],
    [/^SELECT \* FROM ftf_verify\(\) tells/, 'The page Integrity tells'],
    [/^SELECT run_id FROM finetune_runs.* lists the runs\./, 'The page Runs lists them.'],
];

export function hintInPage(hint) {
    return IN_THE_PAGE.reduce((text, [inSql, here]) => text.replace(inSql, here), hint);
}
