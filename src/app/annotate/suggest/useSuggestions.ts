import { type RefObject, useMemo } from 'react';
import { useCustomModel } from '../../customModel/customModel.ts';
import { useReader } from '../../reader/ReaderContext.tsx';
import { useSettings } from '../../settings/settings.ts';
import type { Desk, DeskCommands } from '../desk/desk.ts';
import type { TaskControl, TaskTools } from '../desk/useTask.ts';
import { newId, type ProjectImage } from '../project/project.ts';
import { unsuggested } from '../project/reviewQueue.ts';
import { readBoxes } from './readBoxes.ts';
import {
  type Found,
  foundLines,
  foundPageParts,
  foundThings,
  suggestionsOf,
} from './suggestions.ts';

type SuggestionWays = Pick<
  DeskCommands,
  'suggestLines' | 'suggestAll' | 'suggestPageParts' | 'suggestThings' | 'readBoxes'
>;

/** The reader's models at the desk: they suggest, the person decides. */
export function useSuggestions(desk: RefObject<Desk | null>, { run }: TaskControl): SuggestionWays {
  const reader = useReader();
  const { engine } = useSettings();
  const own = useCustomModel(reader);

  return useMemo(() => {
    const put = (imageId: string, found: readonly Found[]): void => {
      const now = desk.current;
      if (!now) return;
      // The desk is a frame behind; the next picture needs the classes of the last one.
      const { project } = now.session.getSnapshot();
      const { suggestions, classes } = suggestionsOf(project, found);
      const gesture = `suggest ${newId()}`;
      if (classes.length > 0) now.session.run({ type: 'add-classes', classes }, gesture);
      now.session.run({ type: 'suggest', imageId, suggestions }, gesture);
    };
    const suggest = (
      label: string,
      find: (file: Blob, image: ProjectImage, tools: TaskTools) => Promise<readonly Found[]>,
    ): void => {
      const image = desk.current?.image;
      if (!image) return;
      void run(label, async (tools) => {
        const file = await desk.current?.session.pictureFile(image.id);
        if (!file) return;
        const found = await find(file, image, tools);
        const now = desk.current;
        if (!now || tools.signal.aborted) return;
        put(image.id, found);
        now.dispatch({ type: 'tab', tab: 'boxes' });
        now.say(found.length === 0 ? 'Nothing found' : `${found.length} suggestions`);
      });
    };
    return {
      suggestLines: () =>
        reader &&
        suggest('Finding and reading lines', async (file, image, tools) =>
          foundLines(await reader.readPicture(file, { engine, ...tools }), image.width),
        ),
      suggestAll: () =>
        reader &&
        void run('Finding lines in all pictures', async ({ signal, onProgress }) => {
          const session = desk.current?.session;
          if (!session) return;
          const waiting = unsuggested(session.getSnapshot().project);
          let unread = 0;
          for (const [index, image] of waiting.entries()) {
            onProgress(index, waiting.length);
            try {
              const file = await session.pictureFile(image.id);
              const reading = await reader.readPicture(file, { engine, signal });
              if (!signal.aborted) put(image.id, foundLines(reading, image.width));
            } catch {
              // One picture that cannot be read keeps no other from being suggested for.
              if (!signal.aborted) unread += 1;
            }
            if (signal.aborted) return;
          }
          const done = `${waiting.length - unread} pictures done`;
          desk.current?.say(unread === 0 ? done : `${done}, ${unread} could not be read`);
        }),
      suggestPageParts: () =>
        reader &&
        suggest('Finding chapter and title', async (file, image, tools) =>
          foundPageParts(await reader.readTextbookPage(file, tools), image.width),
        ),
      suggestThings: () => {
        if (!reader || !own) {
          desk.current?.dispatch({ type: 'dialog', dialog: { kind: 'model' } });
          return;
        }
        suggest(`Finding with ${own.name}`, async (file, image, tools) =>
          foundThings(await reader.detectThings(file, tools), image.width),
        );
      },
      readBoxes: () => {
        const { current } = desk;
        const image = current?.image;
        if (!reader || !current || !image) return;
        const chosen = current.selected.length > 0 ? current.selected : current.boxes;
        const empty = chosen.filter(({ transcription }) => !transcription);
        void run('Reading boxes', async (tools) => {
          const file = await current.session.pictureFile(image.id);
          const texts = await readBoxes(reader, file, image, empty, engine, tools);
          current.session.run({ type: 'fill-transcriptions', imageId: image.id, texts });
          fillEmptied(current, image.id, texts);
          current.say(
            texts.length === 1 ? `Read: ${texts[0]?.text}` : `${texts.length} boxes read`,
          );
        });
      },
    };
  }, [reader, own, engine, desk, run]);
}

/** A box whose text was deleted counts as written in; who then asks for it to be read gets it read. */
function fillEmptied(
  { session }: Desk,
  imageId: string,
  texts: readonly { readonly boxId: string; readonly text: string }[],
): void {
  const boxes = session.getSnapshot().project.images.find(({ id }) => id === imageId)?.boxes ?? [];
  for (const { boxId, text } of texts) {
    const emptied = boxes.some(({ id, transcription }) => id === boxId && transcription === '');
    if (emptied) session.run({ type: 'set-transcription', imageId, boxId, text });
  }
}
