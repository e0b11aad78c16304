import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { exportAnnotations } from '../../../../src/app/annotate/project/exportArchive.ts';
import { openFiles, openFolder } from '../../../../src/app/annotate/project/openPictures.ts';
import { emptyProject } from '../../../../src/app/annotate/project/project.ts';
import { createProjectStore } from '../../../../src/app/annotate/project/projectStore.ts';
import { saveToFolder } from '../../../../src/app/annotate/project/saveToFolder.ts';
import { FakeFolder, pngHeader } from './fakeFolder.ts';
import { fakeBrowser } from './sessions.ts';

const PAGE = pngHeader(200, 100);

async function opened(file: string, text: string) {
  const tab = fakeBrowser().tab((database) => ({ ...database, write: async () => {} }));
  const session = await createProjectStore(tab).create('Desk');
  const folder = FakeFolder.with('set', { 'a.png': PAGE, [file]: text });
  const { found } = await openFolder(folder.handle, { project: session.getSnapshot().project });
  session.add(found);
  const image = () => session.getSnapshot().project.images[0];
  const nudge = () => {
    const boxIds = (image()?.boxes ?? []).map(({ id }) => id);
    session.run({ type: 'nudge-boxes', imageId: image()?.id ?? '', boxIds, dx: 5, dy: 0 });
  };
  return { session, folder, image, nudge };
}

const LABELME = JSON.stringify({
  version: '5.5.0',
  flags: { dark: true, odd: false },
  shapes: [
    {
      label: 'jar',
      points: [
        [10, 10],
        [50, 60],
      ],
      shape_type: 'rectangle',
      flags: {},
    },
  ],
  imagePath: 'a.png',
  imageData: null,
  imageHeight: 100,
  imageWidth: 200,
});

const COCO = JSON.stringify({
  images: [{ id: 1, file_name: 'a.png', width: 200, height: 100, attributes: { light: 'dim' } }],
  categories: [{ id: 1, name: 'jar' }],
  annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [10, 10, 40, 50] }],
});

const RECT = { name: 'rect', x: 10, y: 10, width: 40, height: 50 };

const READ_ONLY = [
  [
    'CVAT',
    'annotations.xml',
    '<annotations><image name="a.png" width="200" height="100"><tag label="day"/></image></annotations>',
    { day: '1' },
  ],
  [
    'VIA',
    'via.json',
    JSON.stringify({
      'a.png1': {
        filename: 'a.png',
        file_attributes: { light: 'dim' },
        regions: [{ shape_attributes: RECT, region_attributes: { label: 'jar' } }],
      },
    }),
    { light: 'dim' },
  ],
  [
    'Label Studio',
    'studio.json',
    JSON.stringify([
      {
        data: { image: '/data/upload/1/a.png' },
        annotations: [{ result: [{ from_name: 'quality', value: { choices: ['good'] } }] }],
      },
    ]),
    { quality: 'good' },
  ],
] as const;

describe('what a file says of the whole picture', () => {
  test('comes in with a picture that is opened with it, from a folder and from files', async () => {
    const { image } = await opened('a.json', LABELME);
    expect(image()?.attributes).toEqual({ dark: '1' });
    const files = [new File([PAGE.slice()], 'a.png'), new File([COCO], 'set.json')];
    const { found } = await openFiles(files, { project: emptyProject('Empty', 0) });
    expect(found.pictures[0]?.image.attributes).toEqual({ light: 'dim' });
  });

  test('labelme: an unchanged picture is left alone, a moved box leaves the flags', async () => {
    const { session, folder, nudge } = await opened('a.json', LABELME);
    expect((await saveToFolder(session, folder.handle, 'labelme')).written).toEqual([]);
    expect(await folder.text('a.json')).toBe(LABELME);
    nudge();
    expect((await saveToFolder(session, folder.handle, 'labelme')).written).toEqual(['a.json']);
    const saved = JSON.parse(await folder.text('a.json'));
    expect(saved.flags).toEqual({ dark: true, odd: false });
    expect(saved.shapes[0].points[0]).toEqual([15, 10]);
  });

  test('COCO: an unchanged picture is left alone, a moved box leaves the attributes', async () => {
    const { session, folder, nudge } = await opened('set.json', COCO);
    expect((await saveToFolder(session, folder.handle, 'coco')).written).toEqual([]);
    expect(await folder.text('set.json')).toBe(COCO);
    nudge();
    expect((await saveToFolder(session, folder.handle, 'coco')).written).toEqual(['set.json']);
    const saved = JSON.parse(await folder.text('set.json'));
    expect(saved.images[0].attributes).toEqual({ light: 'dim' });
    expect(saved.annotations[0].bbox).toEqual([15, 10, 40, 50]);
  });

  test.each(READ_ONLY)('%s: it comes in and is written as COCO', async (_, file, text, said) => {
    const { session, folder, image } = await opened(file, text);
    expect(image()?.attributes).toEqual(said);
    const { written } = await saveToFolder(session, folder.handle, 'coco');
    const saved = JSON.parse(await folder.text(written[0] ?? ''));
    expect(saved.images[0].attributes).toEqual(said);
  });

  test.each(['voc', 'yolo', 'createml', 'page', 'alto', 'boxes', 'truth', 'labels'] as const)(
    '%s has no place for it, and that is said',
    async (format) => {
      const { session } = await opened('a.json', LABELME);
      const { losses } = await exportAnnotations(session, format, { withPictures: false });
      expect(losses.map(({ code }) => code)).toContain('picture-attributes');
    },
  );
});
