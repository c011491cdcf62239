// Lint rules: typescript-eslint's type-checked set, and the project's own bans (see test/tidy.test.ts
// for what a linter cannot say). Layout is nobody's business here beyond tabs.
import js from '@eslint/js';
import {defineConfig, globalIgnores} from 'eslint/config';
import tseslint from 'typescript-eslint';

const processModules = ['child_process', 'node:child_process', 'execa'];
const spawnBan = {paths: processModules.map(name => ({name, message: 'Only harness/lib/exec.ts starts processes.'}))};
const printBans = [
	{object: 'process', property: 'exit', message: 'Only harness/cli.ts ends the process, and it sets process.exitCode.'},
	{object: 'process', property: 'exitCode', message: 'Only harness/cli.ts sets the exit code.'},
	{object: 'process', property: 'argv', message: 'Only harness/cli.ts reads argv.'},
	{object: 'process', property: 'stdout', message: 'Only harness/cli.ts prints; everything else emits progress events.'},
	{object: 'process', property: 'stderr', message: 'Only harness/cli.ts prints; everything else emits progress events.'},
];

export default defineConfig(
	globalIgnores(['results/', '.tap/', 'tap-snapshots/', 'test/fixtures/', 'guest-tools/']),
	js.configs.recommended,
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.strictTypeChecked],
		languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
		rules: {
			// tap waits for its own subtests and assertions.
			'@typescript-eslint/no-floating-promises': ['error', {allowForKnownSafeCalls: ['test', 'rejects', 'resolves']}],
			'@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}],
			// Flow analysis does not see what a callback assigns meanwhile.
			'@typescript-eslint/no-unnecessary-condition': 'off',
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
			'@typescript-eslint/no-import-type-side-effects': 'error',
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
			'@typescript-eslint/no-confusing-void-expression': 'off',
			'@typescript-eslint/no-unused-vars': ['error', {varsIgnorePattern: '^_', argsIgnorePattern: '^_'}],
			'@typescript-eslint/no-empty-function': 'off',
		},
	},
	{
		rules: {
			'eqeqeq': ['error', 'always', {null: 'ignore'}],
			'no-var': 'error',
			'prefer-const': 'error',
		},
	},
	{files: ['test/**/*.ts'], rules: {'@typescript-eslint/unbound-method': 'off'}},
	{files: ['**/*.js'], languageOptions: {globals: {process: 'readonly', console: 'readonly'}}},
	{files: ['harness/**/*.ts'], rules: {'no-console': 'error', 'no-restricted-imports': ['error', spawnBan], 'no-restricted-properties': ['error', ...printBans]}},
	{files: ['harness/lib/exec.ts'], rules: {'no-restricted-imports': 'off'}},
	{files: ['harness/cli.ts'], rules: {'no-restricted-properties': ['error', printBans[0]]}},
);
