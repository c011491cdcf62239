import {access, constants} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import {chooseAccel, nameVerdict, type AccelChoice} from '../../harness/boot/choose-accel.js';
import {usualNvme} from '../../harness/boot/nvme-shape.js';
import {makeContext, writeFiles} from '../support.js';

const hasKvm = await access('/dev/kvm', constants.R_OK | constants.W_OK).then(() => true, () => false);
const unlessKvm = hasKvm ? false : '/dev/kvm is not there';

/** Chooses with a cache that has this verdict; no guest is booted. */
async function choose(t: Test, wanted: 'auto' | 'kvm' | 'tcg', verdict: string): Promise<AccelChoice> {
	const ctx = await makeContext(t);
	await writeFiles(ctx.cacheDir, {[path.relative(ctx.cacheDir, await nameVerdict(ctx))]: verdict});
	return chooseAccel({
		wanted, bootImage: '/nowhere/vmlinux', machine: {cpus: 1, memoryMiB: 128, nvme: usualNvme, timeScale: 1, append: '', qemuArgs: []},
		makeProbeImage: async () => Promise.reject(new Error('a probe was made')),
	}, ctx);
}

t.test('TCG asked for is TCG, without a probe', async t => {
	t.strictSame(await choose(t, 'tcg', 'no verdict'), {accel: 'tcg', reason: ''});
});

t.test('a verdict of before is taken: KVM works', {skip: unlessKvm}, async t => {
	t.strictSame(await choose(t, 'auto', '{"works": true, "reason": ""}'), {accel: 'kvm', reason: ''});
	t.strictSame(await choose(t, 'kvm', '{"works": true, "reason": ""}'), {accel: 'kvm', reason: ''});
});

t.test('KVM that does not work: auto falls back and says why, by name it is an error', async t => {
	const {accel, reason} = await choose(t, 'auto', '{"works": false, "reason": "QEMU ended"}');
	t.equal(accel, 'tcg');
	t.match(reason, hasKvm ? /a guest does not come up: QEMU ended/ : /not there or not permitted/);
	await t.rejects(choose(t, 'kvm', '{"works": false, "reason": "QEMU ended"}'), {code: 'ERR_MACHINE', exitCode: 128, message: new RegExp(`^--accel kvm: ${reason.slice(0, 20)}`), hint: /--accel tcg/});
});

t.test('a verdict that cannot be read is none', {skip: unlessKvm}, async t => {
	for (const verdict of ['', '{"works": "yes"}', '{"works": true}', '{"works": tr']) await t.rejects(choose(t, 'auto', verdict), {message: 'a probe was made'}, JSON.stringify(verdict));
});

t.test('/dev/kvm that is there and not permitted', {skip: !hasKvm || process.getuid?.() !== 0 ? 'needs /dev/kvm, and root to be somebody else' : false}, async t => {
	const file = path.join(import.meta.dirname, '../../harness/boot/choose-accel.ts');
	const script = `const {chooseAccel} = await import(${JSON.stringify(file)}); await chooseAccel({wanted: 'kvm'}, {}).catch(error => console.log(error.exitCode, error.message, error.hint));`;
	const asNobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];
	if ((await execa('setpriv', [...asNobody, 'test', '-r', file], {reject: false})).failed) return t.plan(0, 'somebody else cannot read this project');
	const {stdout} = await execa('setpriv', [...asNobody, 'node', '--import', 'tsx', '--input-type=module', '--eval', script], {cwd: path.join(import.meta.dirname, '../..')});
	t.equal(stdout, '128 --accel kvm: /dev/kvm is not there or not permitted use --accel tcg, or auto');
});
