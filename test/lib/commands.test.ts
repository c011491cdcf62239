import {execa} from 'execa';
import t from 'tap';
import {describeCommand} from '../../harness/lib/commands.js';

t.test('a line that a shell runs in its folder, with its environment and its words', async t => {
	t.equal(describeCommand({file: 'make', args: ['-j2', 'vmlinux']}), 'make -j2 vmlinux');
	const line = describeCommand({file: 'sh', args: ['-c', 'printf "%s|" "$PWD" "$A" "$@"', 'sh', 'two words', ''], cwd: '/usr', env: {A: 'it\'s', B: ''}});
	t.equal((await execa('sh', ['-c', line])).stdout, '/usr|it\'s|two words||');
});
