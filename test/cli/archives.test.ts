import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SHARES = 32;
let folder = '';
let document = '';
/** The code blocks of the document in one language, in their order. */
const blocks = (language: string): readonly string[] =>
  [...document.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, code = '']) => code,
  );

/** A command that writes down what it was called with, in the place of what the clusters have. */
async function standIn(name: string, script: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

async function called(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  const path = `${folder}${delimiter}${process.env.PATH ?? ''}`;
  const { stdout } = await promisify(execFile)('sh', ['-c', script], {
    env: { PATH: path, ...env },
  });
  return stdout.trim();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-archives-'));
  document = await readFile('docs/archives.md', 'utf8');
  await standIn('handlens', 'echo "handlens $*"');
  await standIn('srun', 'exec "$@"');
  await standIn('node', 'shift; echo "handlens $*"');
});
afterAll(() => rm(folder, { recursive: true }));

const READ = 'handlens read /data/scans --out /data/text --format alto --skip-done --shard';

describe('shares of a list, as the document says it', () => {
  it('a Slurm array gives each of its tasks a share of its own', async () => {
    const script = blocks('sh').find((code) => code.includes('#SBATCH')) ?? '';
    expect(script).toContain(`#SBATCH --array=0-${SHARES - 1}\n`);
    for (const task of ['0', '7', '31']) {
      expect(await called(script, { SLURM_ARRAY_TASK_ID: task })).toBe(`${READ} ${task}/${SHARES}`);
    }
    // Without a number nothing is read: a share that is nobody's would be read by everybody.
    await expect(called(script, {})).rejects.toThrow(/SLURM_ARRAY_TASK_ID/);
  });

  it('a Kubernetes job has as many pods as shares, and each reads its own', async () => {
    const [job = ''] = blocks('yaml');
    const values = Object.fromEntries(
      [...job.matchAll(/^\s*(\w+): (\S+)$/gm)].map(([, key = '', value]) => [key, value]),
    );
    expect(values).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      completionMode: 'Indexed',
      completions: String(SHARES),
      parallelism: String(SHARES),
      restartPolicy: 'Never',
    });
    // A plain scalar over two lines is one line with a blank between them (YAML 1.2, 7.3.3).
    const [, argument = ''] = /args:\s+- (.*?)\s+resources:/s.exec(job) ?? [];
    expect(await called(argument.replace(/\s*\n\s*/g, ' '), { JOB_COMPLETION_INDEX: '5' })).toBe(
      `${READ} 5/${SHARES}`,
    );
  });
});
