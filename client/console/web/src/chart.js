/* A number over time: a step for each change, a mark for each run. */
import { serverNow } from './clock.js';
import { html, useEffect, useRef, useState } from './lib.js';
import { exactTime } from './time.js';
import { onThemeChange } from './theme_switch.js';

const HEIGHT = 220;
const seconds = (text) => Date.parse(text) / 1000;
const toNumber = (text) => (text === null || text === undefined || text.trim() === '' ? null : Number(text));

/* { times, values, runs } of the parameter's answer; null where it isn't about
 * numbers, or where there is nothing to be seen. */
export function numbersOf({ history, runs, definition }) {
    const entries = history.filter(({ kind }) => kind === 'set' || kind === 'unset').reverse();
    const values = entries.map((entry) => toNumber(entry.new_value));
    const numeric = definition?.type === 'integer' || definition?.type === 'number' || !definition?.type || definition.type === 'text';
    if (!numeric || !values.some((value) => value !== null) || values.some(Number.isNaN)) {
        return null;
    }
    return { times: entries.map((entry) => seconds(entry.changed_at)), values, entries, runs };
}

/* The steps, run marks between them, on one time axis. */
function seriesOf({ times, values, runs }) {
    const points = times.map((time, i) => ({ time, value: values[i] }));
    const marks = runs.map((run) => ({ time: seconds(run.taken_at), mark: toNumber(run.value), run }))
        .filter(({ mark, time }) => mark !== null && !Number.isNaN(mark) && time >= times[0]);
    const all = [...points, ...marks, { time: Math.max(serverNow() / 1000, times.at(-1)) }]
        .sort((a, b) => a.time - b.time);
    let value = null;
    return {
        data: [
            all.map(({ time }) => time),
            all.map((point) => (value = point.value !== undefined ? point.value : value)),
            all.map(({ mark }) => mark ?? null),
        ],
        runs: all.map(({ run }) => run ?? null),
    };
}

/* A canvas knows no light-dark(): the colours as the page resolves them. */
function colours(element) {
    const read = (name) => {
        element.style.color = `var(${name})`;
        const found = getComputedStyle(element).color;
        element.style.color = '';
        return found;
    };
    return { line: read('--accent'), mark: read('--mark'), text: read('--muted'), grid: read('--line') };
}

/* Hours and minutes below, seconds where they matter, and the day where it
 * begins; nothing twice. */
export function timeLabels(plot, splits, _, __, step) {
    let day = null, last = null;
    return splits.map((at) => {
        const [date, time] = exactTime(at * 1000).split(' ');
        const text = step >= 86400 ? date : step < 60 ? time : time.slice(0, 5);
        const label = text === last && date === day ? '' : date !== day && text !== date ? `${text}\n${date}` : text;
        last = text;
        day = date;
        return label;
    });
}

function axis({ text, grid }, more) {
    return { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: '11px system-ui', ...more };
}

function optionsFor(uPlot, element, palette, series) {
    /* the point that is pointed at; otherwise the last one, which is now */
    const told = (tell) => (_, __, ___, i) => tell(i ?? series.runs.length - 1);
    return {
        width: Math.max(element.clientWidth, 200), height: HEIGHT,
        cursor: { y: false, points: { size: 8 } },
        legend: { live: true },
        scales: { x: { time: true } },
        axes: [axis(palette, { values: timeLabels, space: 80 }), axis(palette, { size: 64 })],
        series: [
            { label: 'time', value: told((i) => exactTime(series.data[0][i] * 1000)) },
            { label: 'value', value: told((i) => series.data[1][i] ?? 'not set'), stroke: palette.line, width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
            {
                label: 'run', stroke: palette.mark, fill: palette.mark, paths: () => null, points: { show: true, size: 7, stroke: palette.mark, fill: palette.mark },
                value: told((i) => (series.runs[i] ? `${series.runs[i].run_id}: ${series.runs[i].value}` : '')),
            },
        ],
    };
}

function summary(name, { entries, values, runs }) {
    const known = values.filter((value) => value !== null);
    return `${name} over time: ${entries.length} changes between ${Math.min(...known)} and ${Math.max(...known)}, ` +
        `${runs.length} runs. The history below has the same in words.`;
}

export function ChartOf({ name, numbers }) {
    const box = useRef(null);
    const [theme, setTheme] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => onThemeChange(() => setTheme((n) => n + 1)), []);
    useEffect(() => {
        const element = box.current;
        let plot = null, gone = false;
        const size = new ResizeObserver(() => plot?.setSize({ width: Math.max(element.clientWidth, 200), height: HEIGHT }));
        import('./uplot.js').then(({ default: uPlot }) => {
            if (gone) {
                return;
            }
            const series = seriesOf(numbers);
            plot = new uPlot(optionsFor(uPlot, element, colours(element), series), series.data, element);
            size.observe(element);
        }).catch(() => setFailed(true));
        return () => {
            gone = true;
            size.disconnect();
            plot?.destroy();
            plot = null;
        };
    }, [numbers, theme]);
    return html`
        <section aria-labelledby="chart-heading">
            <h2 id="chart-heading">Over time</h2>
            <div class="chart" ref=${box} role="img" aria-label=${summary(name, numbers)}></div>
            ${failed && html`<p class="muted">The chart could not be read.</p>`}
        </section>`;
}
