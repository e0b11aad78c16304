#!/usr/bin/env node
import { print } from './console.ts';

const HELP = `Usage: handlens COMMAND …

  read FILE…        reads the handwriting and print in pictures, TIFF and PDF files
  fields FORM FILE… reads filled forms into rows
  enqueue FILE…     puts files into a queue that workers on many machines read
  worker            reads what is in the queue
  evaluate DIR      measures the reader on a folder with truth
  assets DIR        copies what a page with the reader fetches

handlens COMMAND --help says more.`;

const [command, ...rest] = process.argv.slice(2);
process.argv.splice(2, Number.POSITIVE_INFINITY, ...rest);
switch (command) {
  case 'read':
    await import('./read.ts');
    break;
  case 'fields':
    await import('./fields/readFields.ts');
    break;
  case 'enqueue':
    await import('./queue/enqueue.ts');
    break;
  case 'worker':
    await import('./queue/worker.ts');
    break;
  case 'evaluate':
    await import('./evaluate.ts');
    break;
  case 'assets':
    await import('./assets.ts');
    break;
  case '--help':
  case '-h':
    print(HELP);
    break;
  default:
    console.error(command === undefined ? HELP : `There is no command ${command}.\n\n${HELP}`);
    process.exitCode = 1;
}
