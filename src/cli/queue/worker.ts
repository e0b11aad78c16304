import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ReadingError } from '../../reading/errors.ts';
import { lazily } from '../../reading/lazily.ts';
import { print, printable, reserveStandardOutput } from '../console.ts';
import { createReaderInNode } from '../createReaderInNode.ts';
import { concernsAllFiles, failureOf, failureText } from '../failures.ts';
import { parseCount, runCommand } from '../options.ts';
import { readFileInto } from '../readInto.ts';
import {
  DEFAULT_QUEUE,
  DEFAULT_REDIS,
  loadQueueParts,
  type ReadJob,
  type ReadOutcome,
} from './readQueue.ts';

const HELP = `Usage: handlens worker [options]

Reads files out of a queue on Redis that handlens enqueue fills, one at a time; start one for every
core or two. A file of a worker that died is read by another. Ended by a signal, it finishes its file.

  --exit-when-done     end when nothing is left in the queue
  --lost-after SECONDS a worker that is silent for so long counts as dead (default 120)
  --models DIR         read with the models of this folder
  --redis URL          default ${DEFAULT_REDIS}
  --queue NAME         default ${DEFAULT_QUEUE}
  --help               this text`;

/** A file that ended so many workers is given up. */
const MOST_DEATHS = 3;
const LOOK_MS = 500;

async function work(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      'exit-when-done': { type: 'boolean', default: false },
      'lost-after': { type: 'string', default: '120' },
      models: { type: 'string' },
      redis: { type: 'string', default: DEFAULT_REDIS },
      queue: { type: 'string', default: DEFAULT_QUEUE },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return true;
  }
  const lostAfterMs = 1000 * parseCount('lost-after', values['lost-after']);
  const { bullmq, connect } = await loadQueueParts(values.redis);
  const { models } = values;
  const reader = lazily(() =>
    createReaderInNode(models === undefined ? {} : { modelsFolder: models }),
  );
  const connection = await connect();
  const queue = new bullmq.Queue<ReadJob, ReadOutcome>(values.queue, { connection });
  const worker = new bullmq.Worker<ReadJob, ReadOutcome>(
    values.queue,
    ({ data }) => readJob(reader.get, data),
    {
      connection,
      lockDuration: lostAfterMs,
      stalledInterval: lostAfterMs,
      maxStalledCount: MOST_DEATHS,
    },
  );
  worker.on('error', (error) => console.error(error.message));
  worker.on('completed', ({ data }, outcome) => {
    if (outcome.kind === 'failed') console.error(failureText(outcome.failure));
    else print(`${printable(data.file)}${outcome.kind === 'read' ? '' : ' (done before)'}`);
  });

  const ended = new AbortController();
  for (const sign of ['SIGTERM', 'SIGINT'] as const) process.once(sign, () => ended.abort());
  // Others may hold what is left: it comes back when they die.
  while (!ended.signal.aborted && !(values['exit-when-done'] && (await isEmpty(queue)))) {
    await wait(LOOK_MS, undefined, { signal: ended.signal }).catch(() => {});
  }
  // Ends the file that is being read, and takes no other.
  await worker.close();
  await queue.close();
  await connection.quit();
  await (await reader.made())?.dispose();
  return true;
}

async function isEmpty(queue: import('bullmq').Queue<ReadJob, ReadOutcome>): Promise<boolean> {
  const { completed: _, failed: __, ...open } = await queue.getJobCounts();
  return Object.values(open).every((count) => count === 0);
}

async function readJob(
  reader: Parameters<typeof readFileInto>[0],
  { file, ...options }: ReadJob,
): Promise<ReadOutcome> {
  try {
    // A worker that died may have written the document and not said so.
    const isRead = await readFileInto(reader, file, { ...options, skipDone: true });
    return { kind: isRead ? 'read' : 'done-before' };
  } catch (error) {
    // Another try may help where the machine is at fault, and none does where the file is.
    if (!(error instanceof ReadingError) || concernsAllFiles(error)) throw error;
    return { kind: 'failed', failure: failureOf(file, error) };
  }
}

reserveStandardOutput();
await runCommand(work);
