/* Light, dark, or as the system says; the choice stays in this browser. */
import { html, useState } from './lib.js';

const THEMES = ['system', 'light', 'dark'];
const MARKS = { system: '◐', light: '☀', dark: '☾' };
const listeners = new Set();

function tell() {
    for (const listener of listeners) {
        listener();
    }
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);

export function onThemeChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

function current() {
    return document.documentElement.dataset.theme ?? 'system';
}

function choose(theme) {
    if (theme === 'system') {
        delete document.documentElement.dataset.theme;
    } else {
        document.documentElement.dataset.theme = theme;
    }
    try {
        localStorage.setItem('ftf-theme', theme);
    } catch {
        /* not kept, then */
    }
    tell();
}

export function ThemeSwitch() {
    const [theme, setTheme] = useState(current);
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    const change = () => {
        choose(next);
        setTheme(next);
    };
    return html`<button type="button" class="icon" onClick=${change} title=${`Theme: ${theme}; next: ${next}`}
        aria-label=${`Theme: ${theme}. Change to ${next}`}>${MARKS[theme]}</button>`;
}
