// In: names of engines. Out: how each is drawn: the interface chooses the colour, its mode (plain, polled, with fixed
// buffers) symbol and line, so that none is told by colour alone and the same engine looks the same all over a page. Pure.

export interface EngineStyle {
	readonly engine: string;
	/** A CSS value: the page defines the variables for light and dark. */
	readonly color: string;
	readonly symbol: 'circle' | 'square' | 'diamond' | 'triangle';
	readonly dash: string;
}

/** Colours that the page has. */
export const colorCount = 8;
const modes = [
	{symbol: 'circle', dash: 'none'}, {symbol: 'square', dash: '7 3'}, {symbol: 'diamond', dash: '2 3'}, {symbol: 'triangle', dash: '9 3 2 3'},
] as const;

export function styleEngines(engines: readonly string[]): readonly EngineStyle[] {
	const unique = [...new Set(engines)];
	const split = unique.map(engine => {
		const at = engine.indexOf('-polled');
		return at < 0 ? {engine, family: engine, mode: ''} : {engine, family: engine.slice(0, at), mode: engine.slice(at)};
	});
	const families = [...new Set(split.map(({family}) => family))];
	const modeNames = [...new Set(['', '-polled', '-polled-fixed', ...split.map(({mode}) => mode)])];
	return split.map(({engine, family, mode}) => ({
		engine, color: `var(--series-${(families.indexOf(family) % colorCount) + 1})`, ...modes[modeNames.indexOf(mode) % modes.length]!,
	}));
}
