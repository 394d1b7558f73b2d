/* The server's clock.  This computer's may be wrong by hours, which would make
 * every "3 min ago" wrong. */
const TOLERANCE = 30_000;       /* ms that an answer may have been under way */

let ahead = 0;

/* text: an answer's Date header; null where there is none. */
export function hearServerTime(text) {
    const found = Date.parse(text ?? '') - Date.now();
    if (!Number.isNaN(found)) {
        ahead = Math.abs(found) > TOLERANCE ? found : 0;
    }
}

export function serverNow() {
    return Date.now() + ahead;
}
