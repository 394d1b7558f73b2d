/* The libraries, under one name: preact with its hooks, and htm for markup. */
import { Component, h, render } from './preact.js';
import htm from './htm.js';

export { Component, render };
export * from './hooks.js';
export const html = htm.bind(h);
