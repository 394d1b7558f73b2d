/* The libraries, under one name: preact with its hooks, and htm for markup. */
import { h, render } from './preact.js';
import htm from './htm.js';

export { render };
export * from './hooks.js';
export const html = htm.bind(h);
