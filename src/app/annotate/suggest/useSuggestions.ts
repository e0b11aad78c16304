import { type RefObject, useMemo } from 'react';
import type { ReadingClient, RequestOptions } from '../../../worker/client.ts';
import { customModelOf, useCustomModel } from '../../customModel/customModel.ts';
import { useReader } from '../../reader/ReaderContext.tsx';
import { useSettings } from '../../settings/settings.ts';
import type { Desk, DeskCommands } from '../desk/desk.ts';
import type { TaskControl, TaskTools } from '../desk/useTask.ts';
import type { ProjectImage } from '../project/project.ts';
import type { BackgroundRun } from './backgroundRun.ts';
import { readBoxes } from './readBoxes.ts';
import {
  type Found,
  foundLines,
  foundPageParts,
  foundThings,
  putSuggestions,
} from './suggestions.ts';

type SuggestionWays = Pick<
  DeskCommands,
  | 'suggestLines'
  | 'suggestAll'
  | 'pauseSuggesting'
  | 'stopSuggesting'
  | 'suggestPageParts'
  | 'suggestThings'
  | 'readBoxes'
>;

/** The reader's models at the desk: they suggest, the person decides. */
export function useSuggestions(
  desk: RefObject<Desk | null>,
  { run }: TaskControl,
  background: BackgroundRun,
): SuggestionWays {
  const reader = useReader();
  const { engine } = useSettings();
  const own = useCustomModel(reader);

  return useMemo(() => {
    const things = async (
      from: ReadingClient,
      file: Blob,
      image: ProjectImage,
      options: RequestOptions,
    ): Promise<readonly Found[]> => {
      const classIds = customModelOf(from)?.classIds;
      return foundThings(await from.detectThings(file, options), image.width, classIds);
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
        putSuggestions(now.session, image, found);
        now.dispatch({ type: 'tab', tab: 'boxes' });
        if (found.length === 0) now.tell('Nothing found');
        else now.say(`${found.length} suggestions`);
      });
    };
    return {
      suggestLines: () =>
        reader &&
        suggest('Finding and reading lines', async (file, image, tools) =>
          foundLines(await reader.readPicture(file, { engine, ...tools }), image.width),
        ),
      suggestAll: () => {
        if (!reader) return;
        void background.start(async (file, image, signal) =>
          own
            ? things(reader, file, image, { signal })
            : foundLines(await reader.readPicture(file, { engine, signal }), image.width),
        );
      },
      pauseSuggesting: () => background.pause(),
      stopSuggesting: () => background.stop(),
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
        suggest(`Finding with ${own.name}`, (file, image, tools) =>
          things(reader, file, image, tools),
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
          current.tell(
            texts.length === 1 ? `Read: ${texts[0]?.text}` : `${texts.length} boxes read`,
          );
        });
      },
    };
  }, [reader, own, engine, desk, run, background]);
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
