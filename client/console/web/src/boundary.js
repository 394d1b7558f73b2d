/* What is inside may fail to render; the rest of the console goes on. */
import { Component, html } from './lib.js';
import { local } from './errors.js';
import { Failure, Title } from './shell.js';

export class Boundary extends Component {
    static getDerivedStateFromError(error) {
        return { error };
    }

    render({ children }, { error }) {
        if (!error) {
            return children;
        }
        return html`<${Title} text="ftf_config"/><${Failure} again=${() => this.setState({ error: null })}
            error=${local('This page can’t be shown.', `${error.message ?? error}. What you collected is kept while you stay here.`)}/>`;
    }
}
