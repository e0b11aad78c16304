import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createProgressLine, print, printable, reserveStandardOutput } from '../console.ts';
import { failureText } from '../failures.ts';
import { parseDocumentFormat, parseEngineChoice, runCommand, UsageError } from '../options.ts';
import { findPictureFiles } from '../pictureFiles.ts';
import {
  DEFAULT_QUEUE,
  DEFAULT_REDIS,
  jobId,
  loadQueueParts,
  type ReadJob,
  type ReadOutcome,
  TRIES,
} from './readQueue.ts';

const HELP = `Usage: handlens enqueue FILE… --out DIR [options]

Puts files into a queue on Redis, from which workers (handlens worker) on any number of machines
read them; they have to see FILE and DIR under the same paths. A file that is in the queue, or was
read from it, is not put in again.

  --out DIR         where documents are written
  --format NAME     txt (default), md, csv, json, jsonl, hocr, alto, page, pdf or docx
  --engine NAME     handwriting, printed or auto (default)
  --wait            show how far it is until all is read; the exit code is 1 where files failed
  --redis URL       default ${DEFAULT_REDIS}
  --queue NAME      default ${DEFAULT_QUEUE}
  --help            this text`;

/** Jobs put in at once: one message to Redis each. */
const BATCH = 1000;
const LOOK_MS = 500;

async function enqueue(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      format: { type: 'string', default: 'txt' },
      engine: { type: 'string', default: 'auto' },
      wait: { type: 'boolean', default: false },
      redis: { type: 'string', default: DEFAULT_REDIS },
      queue: { type: 'string', default: DEFAULT_QUEUE },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return true;
  }
  const { out: folder } = values;
  if (folder === undefined) throw new UsageError('Name the folder of the documents with --out.');
  if (positionals.length === 0) throw new UsageError('Name at least one file or folder.');
  const format = parseDocumentFormat(values.format);
  const engine = parseEngineChoice(values.engine);
  const { files, unusable, leftOut } = await findPictureFiles(positionals);
  for (const { argument, problem } of unusable) console.error(printable(`${argument}: ${problem}`));
  for (const sentence of leftOut) console.error(printable(sentence));

  const { bullmq, connect } = await loadQueueParts(values.redis);
  const connection = await connect();
  const queue = new bullmq.Queue<ReadJob, ReadOutcome>(values.queue, { connection });
  try {
    for (let at = 0; at < files.length; at += BATCH) {
      const jobs = files.slice(at, at + BATCH).map((file) => {
        const data: ReadJob = { file, folder, format, engine };
        const backoff = { type: 'exponential', delay: 1000 };
        return { name: 'read', data, opts: { jobId: jobId(data), attempts: TRIES, backoff } };
      });
      await queue.addBulk(jobs);
    }
    console.error(`${files.length} files are in the queue.`);
    if (!values.wait) return unusable.length === 0;
    return (await waitForAll(queue)) && unusable.length === 0;
  } finally {
    await queue.close();
    await connection.quit();
  }
}

/** Shows how far the queue is until nothing is left, then what failed. */
async function waitForAll(queue: import('bullmq').Queue<ReadJob, ReadOutcome>): Promise<boolean> {
  const progress = createProgressLine();
  for (;;) {
    const { completed = 0, failed = 0, ...open } = await queue.getJobCounts();
    const left = Object.values(open).reduce((sum, count) => sum + count, 0);
    if (left === 0) break;
    progress.show(`${completed} read, ${failed} failed, ${left} left`);
    await wait(LOOK_MS);
  }
  progress.clear();
  const [finished, lost] = await Promise.all([queue.getCompleted(), queue.getFailed()]);
  const failures = finished.flatMap(({ returnvalue: outcome }) =>
    outcome.kind === 'failed' ? [outcome.failure] : [],
  );
  for (const failure of failures) console.error(failureText(failure));
  for (const { data, failedReason } of lost) console.error(`${data.file}: ${failedReason}`);
  const count = failures.length + lost.length;
  console.error(`${finished.length - failures.length} read, ${count} failed.`);
  return count === 0;
}

reserveStandardOutput();
await runCommand(enqueue);
