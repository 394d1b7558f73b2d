/* Deadlines are generous: the machine may be busy. */
export const DEADLINE = Number(process.env.FTF_DEADLINE ?? 180) * 1000;

export async function until(what, condition) {
    const end = Date.now() + DEADLINE / 3;
    while (Date.now() < end) {
        const got = await condition();
        if (got) {
            return got;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`waited too long until ${what}`);
}
