// A page in a real browser: what it logs, and how wide it is. Chromium without a window, told what to do through the
// DevTools protocol on two pipes, so that nothing listens on a port.
import {pathToFileURL} from 'node:url';
import type {Writable} from 'node:stream';
import {execa} from 'execa';
import {findTool} from '../../harness/lib/tools.js';
import {makeTemporaryDir} from '../support.js';
import type {Test} from 'tap';

export interface Look {
	readonly width: number;
	readonly scheme?: 'light' | 'dark';
	/** An expression that is evaluated in the page before it is looked at. */
	readonly ask?: string;
}

export interface Seen {
	/** Errors, warnings and exceptions of the page, in the browser's words. */
	readonly errors: readonly string[];
	/** How far the page can be scrolled sideways, in pixels. */
	readonly overflow: number;
	/** What the page loaded beside itself. */
	readonly requests: readonly string[];
	readonly background: string;
	readonly png: Buffer;
	/** The number of SVG drawings that can be seen. */
	readonly drawings: number;
	/** What `ask` came to. */
	readonly answer: unknown;
}

/** Why there is no browser to look with, or false. */
export async function whyNoBrowser(): Promise<string | false> {
	return await findTool('chromium') === undefined ? 'chromium is not on this machine: apt-get install chromium' : false;
}

interface Message {
	readonly id?: number;
	readonly method?: string;
	readonly params?: Readonly<Record<string, unknown>>;
	readonly result?: Readonly<Record<string, unknown>>;
	readonly error?: {readonly message: string};
}

const browserTimeoutMs = 50_000;

/** Opens a file and looks at it in each of the ways. */
export async function lookAt(t: Test, file: string, looks: readonly Look[]): Promise<readonly Seen[]> {
	const profile = await makeTemporaryDir(t);
	const browser = execa('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'], {
		stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], reject: false, timeout: browserTimeoutMs, killSignal: 'SIGKILL', forceKillAfterDelay: 2000,
	});
	const commands = browser.stdio[3] as unknown as Writable;
	const answers = browser.stdio[4];
	const waiting = new Map<number, (message: Message) => void>();
	const events: Message[] = [];
	let text = '';
	answers.setEncoding('utf8').on('data', (chunk: string) => {
		const messages = (text + chunk).split('\0');
		text = messages.pop()!;
		for (const message of messages.map(part => JSON.parse(part) as Message)) {
			if (message.id === undefined) events.push(message);
			else waiting.get(message.id)?.(message);
		}
	});
	let id = 0;
	let sessionId: unknown;
	const send = async (method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> => new Promise((resolve, reject) => {
		const own = ++id;
		waiting.set(own, ({result, error}) => error === undefined ? resolve(result ?? {}) : reject(new Error(`${method}: ${error.message}`)));
		commands.write(`${JSON.stringify({id: own, method, params, ...(sessionId === undefined ? {} : {sessionId})})}\0`);
		void browser.then(() => reject(new Error(`the browser ended before it answered ${method}`)));
	});
	const evaluate = async (expression: string): Promise<unknown> => ((await send('Runtime.evaluate', {expression, awaitPromise: true})) as {result: {value: unknown}}).result.value;
	try {
		const {targetId} = await send('Target.createTarget', {url: 'about:blank'});
		({sessionId} = await send('Target.attachToTarget', {targetId, flatten: true}));
		for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
		const seen: Seen[] = [];
		for (const {width, scheme = 'light', ask = ''} of looks) {
			events.length = 0;
			await send('Emulation.setDeviceMetricsOverride', {width, height: 800, deviceScaleFactor: 1, mobile: width < 600});
			await send('Emulation.setEmulatedMedia', {features: [{name: 'prefers-color-scheme', value: scheme}]});
			await send('Page.navigate', {url: pathToFileURL(file).href});
			while (!events.some(({method}) => method === 'Page.loadEventFired')) await new Promise(resolve => setTimeout(resolve, 20));
			await evaluate('new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 50)))');
			const answer = await evaluate(ask);
			const overflow = await evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as number;
			const background = await evaluate('getComputedStyle(document.documentElement).backgroundColor') as string;
			const drawings = await evaluate('[...document.querySelectorAll("figure svg")].filter(svg => svg.getBoundingClientRect().width > 0).length') as number;
			const {data} = await send('Page.captureScreenshot', {format: 'png', captureBeyondViewport: true});
			seen.push({
				overflow, background, drawings, answer, png: Buffer.from(data as string, 'base64'), errors: events.flatMap(describeTrouble),
				requests: events.flatMap(({method, params}) => method === 'Network.requestWillBeSent' ? [(params as {request: {url: string}}).request.url] : []).filter(url => url !== pathToFileURL(file).href),
			});
		}
		return seen;
	} finally {
		// It ends its own processes; killed, it would leave them behind.
		sessionId = undefined;
		await send('Browser.close').catch(() => {});
		await browser;
	}
}

/** The browser's complaints among its events. */
function describeTrouble({method, params}: Message): readonly string[] {
	if (method === 'Runtime.exceptionThrown') return [(params as {exceptionDetails: {text: string}}).exceptionDetails.text];
	if (method === 'Runtime.consoleAPICalled') {
		const {type, args} = params as {type: string; args: ReadonlyArray<{value?: unknown}>};
		return type === 'error' || type === 'warning' ? [args.map(({value}) => String(value)).join(' ')] : [];
	}
	if (method !== 'Log.entryAdded') return [];
	const {entry} = params as {entry: {level: string; text: string}};
	return entry.level === 'error' || entry.level === 'warning' ? [entry.text] : [];
}
