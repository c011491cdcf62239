// Files as users, disks and other programs spoil them: from one that is right, as data or as text, to bytes that may be anything.
import fc from 'fast-check';

type Path = ReadonlyArray<string | number>;

/** Raw JSON, for what JSON.stringify() would not write. */
const nasty = [
	'null', 'true', '0', '-1', '1.5', '1e999', '-1e999', '9007199254740993', '1e-320', 'NaN', '""', '"x"', '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '"../../x"', '"\\u001b[2J"', `"${'a'.repeat(70_000)}"`,
	'[]', '{}', '[null]', '{"__proto__": {"x": 1}}', '{"constructor": 1, "toString": 2}', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
	`[${'0,'.repeat(150_000)}0]`, `{${Array.from({length: 5000}, (_, index) => `"k${index}":${index}`).join(',')}}`,
] as const;

const strangeKeys = ['__proto__', 'constructor', 'toString', '', '\0', '\ud800', 'length', '0'] as const;

/** Bytes near those of a JSON file with this data. */
export function spoiledJson(valid: object): fc.Arbitrary<Buffer> {
	const paths = listPaths(valid);
	const change = fc.record({at: fc.constantFrom(...paths), how: fc.constantFrom('replace', 'delete', 'add'), raw: fc.oneof(fc.constantFrom(...nasty), fc.json()), key: fc.constantFrom(...strangeKeys)});
	const changed = fc.array(change, {minLength: 1, maxLength: 3}).map(changes => {
		const data: {root?: unknown} = structuredClone({root: valid});
		const raws: string[] = [];
		for (const {at, how, raw, key} of changes) {
			const parent = find(data, ['root', ...at].slice(0, -1)), last = at.at(-1) ?? 'root';
			const place = how === 'add' ? find(data, ['root', ...at]) : parent;
			if (typeof place !== 'object' || place === null) continue;
			// Removed from an array, the rest moves up.
			if (how === 'delete' && Array.isArray(place)) place.splice(Number(last), 1);
			else if (how === 'delete') Reflect.deleteProperty(place, last);
			else if (how === 'add' && Array.isArray(place)) place.push(`@raw${raws.push(raw) - 1}@`);
			else Object.defineProperty(place, how === 'add' ? key : last, {value: `@raw${raws.push(raw) - 1}@`, enumerable: true, configurable: true, writable: true});
		}
		const text = Object.hasOwn(data, 'root') ? JSON.stringify(data.root) : '';
		return Buffer.from(text.replaceAll(/"@raw(\d+)@"/g, (_, index) => raws[Number(index)]!));
	});
	return fc.oneof({weight: 4, arbitrary: changed}, {weight: 1, arbitrary: spoiledText(JSON.stringify(valid, undefined, '\t'))});
}

/** Bytes near those of this text. */
export function spoiledText(text: string): fc.Arbitrary<Buffer> {
	const bytes = Buffer.from(text);
	const place = fc.nat({max: Math.max(0, bytes.length - 1)});
	return fc.oneof(
		place.map(end => bytes.subarray(0, end)),
		fc.array(fc.tuple(place, fc.nat({max: 7})), {minLength: 1, maxLength: 8}).map(flips => {
			const copy = Buffer.from(bytes);
			for (const [at, bit] of flips) copy[at]! ^= 1 << bit;
			return copy;
		}),
		fc.tuple(place, fc.uint8Array({minLength: 1, maxLength: 32})).map(([at, inserted]) => Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)])),
		fc.tuple(place, place).map(([from, to]) => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])),
		fc.constantFrom(Buffer.alloc(0), Buffer.from(`\ufeff${text}`), Buffer.from(text, 'utf16le'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]), Buffer.from(text.replaceAll('\n', '\r\n')), Buffer.from(text + text), Buffer.alloc(5000), Buffer.from('\n\n\n'), Buffer.from('[')),
		fc.uint8Array({maxLength: 300}).map(random => Buffer.from(random)),
	);
}

/** Of the data itself and of all that is in it. */
export function listPaths(value: unknown, before: Path = []): readonly Path[] {
	if (typeof value !== 'object' || value === null) return [before];
	const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
	return [before, ...keys.flatMap(key => listPaths((value as Readonly<Record<string | number, unknown>>)[key], [...before, key]))];
}

function find(value: unknown, path: Path): unknown {
	return path.reduce((found, key) => typeof found === 'object' && found !== null ? (found as Readonly<Record<string | number, unknown>>)[key] : undefined, value);
}
