import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import type { HeadlessOptions } from '../../src/cli/headlessPage.ts';
import { encodePng } from '../../src/cli/pictures/encodePng.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';
import { type ChosenFile, choose, drawPage, shown } from './annotateDesk.ts';
import { writeOnPad } from './padWriting.ts';

/** How the page comes to say one thing. */
export interface NoticeScene {
  readonly name: string;
  /** The file below `src/app` whose notice it is. */
  readonly from: string;
  readonly opened: HeadlessOptions;
  /** Makes it happen on a page that is open; gives what then stands there. */
  readonly happen: (page: Page) => Promise<Locator>;
}

const READER_WEIGHTS = '**/models/handwriting-reader/weights.bin';
const note = (): ChosenFile => ({
  name: 'note.png',
  mimeType: 'image/png',
  buffer: Buffer.from(encodePng(drawSheet([{ text: 'call Anna', font: 'Kalam', size: 72 }]))),
});
const textFile: ChosenFile = {
  name: 'words.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('no picture'),
};
const brokenPdf: ChosenFile = {
  name: 'report.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\nnothing follows'),
};

async function missing(page: Page, files: string): Promise<void> {
  await page.context().route(files, (route) => route.fulfill({ status: 404 }));
}

const goTo = (page: Page, screen: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, screen);

const addDocuments = (page: Page, files: readonly ChosenFile[]): Promise<void> =>
  page
    .locator('.documents input[type=file][multiple]')
    .first()
    .setInputFiles([...files]);

async function openPicture(page: Page): Promise<void> {
  const start = page.locator('.annotate-start');
  await choose(page, () => start.getByRole('button', { name: 'Open pictures' }).click(), [
    drawPage('page-1.png', 3),
  ]);
  await shown(page, 'page-1.png');
}

/** Storing fails from here on as it fails on a full disk. */
const fillDisk = (page: Page): Promise<void> =>
  page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
  });

/** A camera that shows a gray wall; it is muted when the page is told so. */
const fakeCamera = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 640, height: 360 });
    const pen = canvas.getContext('2d');
    setInterval(() => {
      if (!pen) return;
      pen.fillStyle = '#6b7078';
      pen.fillRect(0, 0, 640, 360);
    }, 100);
    const stream = canvas.captureStream(10);
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(stream);
    Object.assign(window, {
      muteCamera() {
        const [track] = stream.getTracks();
        Object.defineProperty(track, 'muted', { value: true, configurable: true });
        track?.dispatchEvent(new Event('mute'));
      },
    });
  });

async function muteCamera(page: Page): Promise<void> {
  await page.locator('video:visible').first().waitFor();
  await page.waitForTimeout(500);
  await page.evaluate(() => (window as unknown as { muteCamera(): void }).muteCamera());
}

const refuseCamera = (page: Page): Promise<void> =>
  page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });

const notebook: HeadlessOptions = { path: '#notebook' };
const documents: HeadlessOptions = { path: '#documents' };
const annotate: HeadlessOptions = { path: '#annotate' };

export const NOTICE_SCENES: readonly NoticeScene[] = [
  {
    name: 'offline-ready',
    from: 'offline/OfflineNotices.tsx',
    opened: { ...notebook, keepsOffline: true },
    happen: async (page) => page.getByText('Ready offline'),
  },
  {
    name: 'part-missing',
    from: 'shell/ScreenBoundary.tsx',
    opened: notebook,
    async happen(page) {
      await missing(page, '**/assets/AnnotateHome-*.js');
      await goTo(page, 'annotate');
      return page.getByText('A part of Annotate could not be fetched.');
    },
  },
  {
    name: 'screen-stopped',
    from: 'shell/ScreenBoundary.tsx',
    opened: notebook,
    async happen(page) {
      const body = 'export function AnnotateHome() { throw new Error("shown"); }';
      await page
        .context()
        .route('**/assets/AnnotateHome-*.js', (route) =>
          route.fulfill({ contentType: 'text/javascript', body }),
        );
      await goTo(page, 'annotate');
      return page.getByText('Annotate stopped because of a fault.');
    },
  },
  {
    name: 'reader-restarted',
    from: 'reader/ReaderRestarted.tsx',
    opened: { path: '#live' },
    async happen(page) {
      const reader = () => page.workers().find((worker) => worker.url().includes('readingWorker'));
      while (reader() === undefined) await page.waitForTimeout(200);
      await reader()?.evaluate(() => {
        setTimeout(() => {
          throw new Error('the test ends this worker');
        });
      });
      return page.getByText('The reader stopped and was started again.');
    },
  },
  {
    name: 'reader-part-missing',
    from: 'reader/ReaderProgress.tsx',
    opened: notebook,
    async happen(page) {
      await missing(page, READER_WEIGHTS);
      await goTo(page, 'live');
      await page.getByRole('button', { name: 'Try a sample' }).click();
      return page.getByText('A part of the reader could not be found.').first();
    },
  },
  {
    name: 'reading-slower',
    from: 'reader/ReaderLimits.tsx',
    opened: { path: '#live', withoutSimd: true },
    happen: async (page) => page.getByText('Reading is slower than it could be.'),
  },
  {
    name: 'words-missing',
    from: 'reader/ReaderLimits.tsx',
    opened: notebook,
    async happen(page) {
      await missing(page, '**/models/language-model/**');
      await goTo(page, 'live');
      await page.getByRole('button', { name: 'Try a sample' }).click();
      return page.getByText('The words of a chosen language did not load.');
    },
  },
  {
    name: 'camera-refused',
    from: 'camera/CameraTrouble.tsx',
    opened: { path: '#live' },
    async happen(page) {
      await refuseCamera(page);
      await page.getByRole('button', { name: 'Start camera' }).click();
      return page.getByText('not to use the camera').first();
    },
  },
  {
    name: 'camera-muted',
    from: 'camera/CameraTrouble.tsx',
    opened: { path: '#live' },
    async happen(page) {
      await fakeCamera(page);
      await page.getByRole('button', { name: 'Start camera' }).click();
      await muteCamera(page);
      return page.getByText('The camera gives no picture.').first();
    },
  },
  {
    name: 'camera-refused-with-lines',
    from: 'live/LiveDesk.tsx',
    opened: { path: '#live' },
    async happen(page) {
      await page.getByRole('button', { name: 'Try a sample' }).click();
      await page.locator('.transcript-line').first().waitFor({ timeout: 120_000 });
      await refuseCamera(page);
      await page.getByRole('button', { name: 'Start camera' }).click();
      return page.locator('.notice:visible').filter({ hasText: 'not to use the camera' });
    },
  },
  {
    name: 'camera-refused-with-ink',
    from: 'air/CameraDesk.tsx',
    opened: { path: '#air' },
    async happen(page) {
      await page.getByRole('button', { name: 'Write on a pad' }).click();
      await writeOnPad(page, 'hello');
      await refuseCamera(page);
      const tools = page.getByRole('group', { name: 'Write with' });
      await tools
        .getByRole('button', { name: /marker|pen/i })
        .first()
        .click();
      return page.locator('.notice:visible').filter({ hasText: 'not to use the camera' });
    },
  },
  {
    name: 'photo-camera-refused',
    from: 'documents/intake/PhotoCamera.tsx',
    opened: documents,
    async happen(page) {
      await refuseCamera(page);
      await page.getByRole('button', { name: 'Take a photo' }).first().click();
      return page.getByText('not to use the camera').first();
    },
  },
  {
    name: 'pad-not-read',
    from: 'reader/ReaderProgress.tsx',
    opened: notebook,
    async happen(page) {
      await missing(page, READER_WEIGHTS);
      await goTo(page, 'air');
      await page.getByRole('button', { name: 'Write on a pad' }).click();
      await writeOnPad(page, 'hello');
      return page.locator('.notice:visible').filter({ hasText: 'A part of the reader' }).first();
    },
  },
  {
    name: 'storage-full',
    from: 'notebook/NotebookNotices.tsx',
    opened: { path: '#air' },
    async happen(page) {
      await fillDisk(page);
      await page.getByRole('button', { name: 'Write on a pad' }).click();
      await writeOnPad(page, 'hello');
      return page.getByText('There is no room left to save your work.');
    },
  },
  {
    name: 'work-is-back',
    from: 'notebook/NotebookNotices.tsx',
    opened: { path: '#air' },
    async happen(page) {
      await page.getByRole('button', { name: 'Write on a pad' }).click();
      await writeOnPad(page, 'hello');
      await page.locator('.transcript-line').first().waitFor({ timeout: 120_000 });
      await goTo(page, 'notebook');
      await page.locator('.entry').waitFor({ timeout: 60_000 });
      await goTo(page, 'air');
      await page.reload();
      return page.getByText('of your last visit');
    },
  },
  {
    name: 'storage-persistent-refused',
    from: 'notebook/KeepingSettings.tsx',
    opened: notebook,
    async happen(page) {
      await page.getByRole('button', { name: 'Ask it to keep everything' }).click();
      return page.getByText('The browser did not agree');
    },
  },
  {
    name: 'notebook-not-imported',
    from: 'notebook/NotebookScreen.tsx',
    opened: notebook,
    async happen(page) {
      await page.locator('.notebook input[type=file]').setInputFiles([textFile]);
      return page.locator('.notebook').getByRole('alert');
    },
  },
  {
    name: 'file-refused',
    from: 'documents/DocumentsScreen.tsx',
    opened: documents,
    async happen(page) {
      await addDocuments(page, [textFile]);
      return page.getByText('This file is not a picture we can open.').first();
    },
  },
  {
    name: 'pdf-broken',
    from: 'documents/text/PageDesk.tsx',
    opened: documents,
    async happen(page) {
      await addDocuments(page, [brokenPdf, note()]);
      await page.locator('.page-card').filter({ hasText: 'report.pdf' }).click();
      return page.locator('.notice:visible').filter({ hasText: 'damaged' }).first();
    },
  },
  {
    name: 'chapter-not-read',
    from: 'documents/chapters/ChapterRow.tsx',
    opened: documents,
    async happen(page) {
      await page.getByRole('button', { name: 'Chapters' }).click();
      await addDocuments(page, [brokenPdf, note()]);
      return page.locator('.photo-row .notice').first();
    },
  },
  {
    name: 'page-deleted',
    from: 'documents/UndoNotice.tsx',
    opened: documents,
    async happen(page) {
      await addDocuments(page, [drawPage('first.png', 3), drawPage('second.png', 2)]);
      await page.locator('.page-card').nth(1).waitFor();
      const told = page.locator('.pages-told');
      // It is told for seconds only.
      const click = page.getByRole('button', { name: 'Delete this page' }).first().click();
      await Promise.all([told.waitFor(), click]);
      return told;
    },
  },
  {
    name: 'script-not-read',
    from: 'transcript/SheetLanguage.tsx',
    opened: documents,
    async happen(page) {
      const buffer = readFileSync('test/reading/script/pages/tamil.png');
      await addDocuments(page, [{ name: 'tamil.png', mimeType: 'image/png', buffer }]);
      return page.getByText('This looks Tamil, which is not read here.');
    },
  },
  {
    name: 'pages-not-packed',
    from: 'documents/text/TakePages.tsx',
    opened: documents,
    async happen(page) {
      await missing(page, '**/assets/archiveWorker-*.js');
      await addDocuments(page, [note(), { ...note(), name: 'second.png' }]);
      await page.locator('.page-card[data-state=read]').nth(1).waitFor({ timeout: 120_000 });
      await page.getByRole('button', { name: 'Save all pages' }).click();
      await page.locator('.menu:popover-open').getByText('Pictures with boxes').click();
      return page.getByText('The zip was not finished');
    },
  },
  {
    name: 'project-unsaved',
    from: 'annotate/desk/DeskNotices.tsx',
    opened: annotate,
    async happen(page) {
      await openPicture(page);
      await fillDisk(page);
      await page.keyboard.press('Shift+w');
      await page.keyboard.type('bar');
      await page.keyboard.press('Enter');
      return page.getByText('There is no room left to save your work.');
    },
  },
  {
    name: 'lines-not-suggested',
    from: 'annotate/desk/DeskProgress.tsx',
    opened: annotate,
    async happen(page) {
      await missing(page, READER_WEIGHTS);
      await openPicture(page);
      await page.getByRole('button', { name: 'Find lines' }).first().click();
      return page.locator('.notice:visible').filter({ hasText: 'A part of the reader' }).first();
    },
  },
  {
    name: 'picture-not-shown',
    from: 'annotate/canvas/BoardView.tsx',
    opened: annotate,
    async happen(page) {
      await openPicture(page);
      await page.evaluate(() => {
        window.createImageBitmap = () => Promise.reject(new Error('no memory'));
      });
      await page.reload();
      await page.evaluate(() => {
        window.createImageBitmap = () => Promise.reject(new Error('no memory'));
      });
      return page.locator('.board-trouble');
    },
  },
  {
    name: 'export-not-packed',
    from: 'annotate/dialogs/ExportDialog.tsx',
    opened: annotate,
    async happen(page) {
      await missing(page, '**/assets/archiveWorker-*.js');
      await openPicture(page);
      await page.keyboard.press('Control+Shift+S');
      const dialog = page.getByRole('dialog', { name: 'Export' });
      await dialog.getByRole('button', { name: 'Download zip' }).click();
      return dialog.getByText('The zip was not finished');
    },
  },
  {
    name: 'model-refused',
    from: 'annotate/dialogs/ModelDialog.tsx',
    opened: annotate,
    async happen(page) {
      await openPicture(page);
      await page.keyboard.press('Shift+M');
      const dialog = page.getByRole('dialog', { name: 'Your own model' });
      await choose(page, () => dialog.getByRole('button', { name: 'Choose its files' }).click(), [
        textFile,
      ]);
      return dialog.getByRole('alert');
    },
  },
];
