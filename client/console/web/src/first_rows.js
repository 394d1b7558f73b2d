/* Of a table that may have thousands of rows, the first; more when asked for. */
import { html, useState } from './lib.js';

const STEP = 200;

/* [the rows that are shown, a button for more or null] */
export function useFirstRows(rows) {
    const [limit, setLimit] = useState(STEP);
    const hidden = rows.length - limit;
    const more = hidden > 0 ? html`
        <p class="more"><button type="button" onClick=${() => setLimit(limit + STEP)}>${
            hidden > STEP ? `${STEP} of ${hidden} more` : `${hidden} more`}</button></p>` : null;
    return [hidden > 0 ? rows.slice(0, limit) : rows, more];
}
