#!/usr/bin/env node
// The installed command: bundles the harness and its packages into one JavaScript file, kept under
// node_modules/.cache by the content that went into it, and runs that. Loading some 400 files one by
// one through a TypeScript loader takes a second and a half of every start; the bundle takes a fifth of one.
import {createHash} from 'node:crypto';
import {access, mkdir, readFile, readdir, rename, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const harnessDir = path.dirname(fileURLToPath(import.meta.url));
const projectDir = path.dirname(harnessDir);
const bundleDir = path.join(projectDir, 'node_modules/.cache/kernel-test');
const keepMs = 24 * 60 * 60_000;

const hash = createHash('sha256');
const sources = (await readdir(harnessDir, {recursive: true})).filter(name => /\.[jt]s$/.test(name)).sort();
// What npm installed is written down in its own hidden lock file.
for (const name of ['../node_modules/.package-lock.json', ...sources]) hash.update(`${name}\0`).update(await readFile(path.join(harnessDir, name))).update('\0');
const bundle = path.join(bundleDir, `cli-${hash.digest('hex').slice(0, 16)}.mjs`);
try {
	if (process.env.NODE_V8_COVERAGE) {
		// Coverage is of the files and their lines, not of a bundle.
		(await import('tsx/esm/api')).register();
		await import('./cli.ts');
	} else {
		if (!await access(bundle).then(() => true, () => false)) await writeBundle();
		await import(pathToFileURL(bundle).href);
	}
} catch (error) {
	// Node's own exit code for this is 1, which says that the kernel failed.
	process.stderr.write(`kernel-test: the command cannot be started from ${bundle}: ${error.stack}\n`);
	process.exitCode = 128;
}

async function writeBundle() {
	const {build} = await import('esbuild');
	const {outputFiles} = await build({
		entryPoints: [path.join(harnessDir, 'cli.ts')], bundle: true, write: false, platform: 'node', target: 'node20', format: 'esm',
		// What CommonJS packages take for granted: Node's own modules by require(), and a file name.
		banner: {js: 'import {createRequire} from "node:module";\nconst require = createRequire("/"), __filename = import.meta.filename;'},
	});
	await mkdir(bundleDir, {recursive: true});
	for (const name of await readdir(bundleDir)) {
		const old = path.join(bundleDir, name);
		if (await stat(old).then(({mtimeMs}) => mtimeMs < Date.now() - keepMs, () => false)) await rm(old, {force: true});
	}
	const temporary = `${bundle}.${process.pid}`;
	await writeFile(temporary, outputFiles[0].contents);
	await rename(temporary, bundle);
}
