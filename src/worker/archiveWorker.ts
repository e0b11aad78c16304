import type { FromPacking, ToPacking } from './archiveProtocol.ts';
import { answerPing, type FromSupervised } from './supervision.ts';
import { type ArchiveFile, writeArchive } from './writeArchive.ts';

/** Packs one zip beside the page, so that a thousand pictures do not hold it up. */
let deliver: ((file: ArchiveFile | null) => void) | null = null;

function answer(message: FromPacking | FromSupervised): void {
  postMessage(message);
}

/** The files as they come; each is asked for when the one before is packed. */
async function* arriving(): AsyncGenerator<ArchiveFile> {
  for (;;) {
    const next = new Promise<ArchiveFile | null>((resolve) => {
      deliver = resolve;
    });
    answer({ type: 'ready' });
    const file = await next;
    if (file === null) return;
    yield file;
  }
}

addEventListener('message', ({ data }: MessageEvent<ToPacking>) => {
  if (answerPing(data, answer)) return;
  switch (data.type) {
    case 'begin':
      writeArchive(arriving(), data.modified).then(
        (archive) => answer({ type: 'packed', archive }),
        (error: unknown) => answer({ type: 'failed', message: String(error) }),
      );
      return;
    case 'file':
      deliver?.(data.file);
      return;
    case 'end':
      deliver?.(null);
  }
});
