/* What a person does on the page of parameters. */
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
