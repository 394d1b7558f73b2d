/* Before the first paint: the theme that was chosen, if any. */
{
    let theme = null;
    try {
        theme = localStorage.getItem('ftf-theme');
    } catch {
        /* storage may be forbidden: the system's theme, then */
    }
    if (theme === 'light' || theme === 'dark') {
        document.documentElement.dataset.theme = theme;
    }
}
