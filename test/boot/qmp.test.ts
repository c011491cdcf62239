import {once} from 'node:events';
import {createConnection, type Socket} from 'node:net';
import path from 'node:path';
import t, {type Test} from 'tap';
import {listen, makeSocketDir, type Listener} from '../../harness/boot/channel.js';
import {askToQuit, makeQmpReader, type QmpEvent} from '../../harness/boot/qmp.js';

const greeting = '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian 1:7.2+dfsg-7"}, "capabilities": ["oob"]}}\r\n';

/** A QMP listener and the end that QEMU would hold. */
async function connect(t: Test): Promise<{events: QmpEvent[]; versions: string[]; listener: Listener; qemu: Socket}> {
	const events: QmpEvent[] = [];
	const versions: string[] = [];
	const {dir, remove} = await makeSocketDir();
	const listener: Listener = await listen(path.join(dir, 'qmp'), makeQmpReader({onEvent: event => void events.push(event), onVersion: version => void versions.push(version)}, () => listener));
	const qemu = createConnection(listener.path);
	t.teardown(async () => {
		qemu.destroy();
		listener.close();
		await remove();
	});
	await once(qemu, 'connect');
	return {events, versions, listener, qemu};
}

t.test('the greeting is answered, or QEMU would send no events', async t => {
	const {qemu, versions} = await connect(t);
	qemu.write(greeting);
	t.strictSame(JSON.parse(String((await once(qemu, 'data'))[0])), {execute: 'qmp_capabilities'});
	t.strictSame(versions, ['7.2.22 (Debian 1:7.2+dfsg-7)'], 'and tells the version');
});

t.test('events come out with their reason, in order', async t => {
	const {events, listener, qemu} = await connect(t);
	qemu.end([
		'{"return": {}}',
		'{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "RESUME"}',
		'{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "SHUTDOWN", "data": {"guest": true, "reason": "guest-reset"}}',
		'not JSON', '[]', '{"event": 7}', '{"error": {"class": "GenericError", "desc": "no"}}',
		'{"event": "STOP"}', '',
	].join('\r\n'));
	await listener.ended;
	t.strictSame(events, [{event: 'RESUME', reason: undefined}, {event: 'SHUTDOWN', reason: 'guest-reset'}, {event: 'STOP', reason: undefined}]);
});

t.test('asking to quit is one command', async t => {
	const {listener, qemu} = await connect(t);
	const said = once(qemu, 'data');
	await askToQuit(listener);
	t.strictSame(JSON.parse(String((await said)[0])), {execute: 'quit'});
});
