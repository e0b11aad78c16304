import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { exportAnnotations } from '../../../../src/app/annotate/project/exportArchive.ts';
import { openFiles, openFolder } from '../../../../src/app/annotate/project/openPictures.ts';
import { createProjectStore } from '../../../../src/app/annotate/project/projectStore.ts';
import { saveToFolder } from '../../../../src/app/annotate/project/saveToFolder.ts';
import type { AnnotationFormatName } from '../../../../src/formats/annotation/annotation.ts';
import { FakeFolder } from './fakeFolder.ts';
import { fakeBrowser } from './sessions.ts';

const HANDOUT = fileURLToPath(new URL('../handout/', import.meta.url));

function filesOf(name: string): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const root = join(HANDOUT, name);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(root.length + 1), new Uint8Array(readFileSync(path))];
      }),
  );
}

/** A folder of the handout in a project of its own. */
async function opened(name: string) {
  const tab = fakeBrowser().tab((database) => ({ ...database, write: async () => {} }));
  const session = await createProjectStore(tab).create('Desk');
  const folder = FakeFolder.with(name, Object.fromEntries(filesOf(name)));
  const { project } = session.getSnapshot();
  const { found, report } = await openFolder(folder.handle, { project });
  session.add(found);
  const image = () => session.getSnapshot().project.images[0];
  const boxes = () =>
    (image()?.boxes ?? []).map((box) => {
      const { classes } = session.getSnapshot().project;
      const place = [box.x, box.y, box.width, box.height].map(Math.round);
      return [classes.find(({ id }) => id === box.classId)?.name, ...place];
    });
  const save = (format: AnnotationFormatName) => saveToFolder(session, folder.handle, format);
  const move = (dx: number, dy: number) => {
    const boxIds = (image()?.boxes ?? []).map(({ id }) => id);
    session.run({ type: 'nudge-boxes', imageId: image()?.id ?? '', boxIds, dx, dy });
  };
  const codes = report.issues.map(({ code }) => code);
  return { session, folder, report, codes, boxes, image, save, move };
}

const JAR = ['jar', 100, 100, 160, 120];

describe('class lists of YOLO', () => {
  test.each([
    '01-yolo-data-yaml',
    '02-yolo-obj-names',
    '03-yolo-labels-txt',
    '04-yolo-Classes-upper',
    '28-yolo-folders-img-txt',
    '30-yolo-readme',
  ])('%s: the names are used, and nothing new is written', async (name) => {
    const { boxes, codes, save } = await opened(name);
    expect(boxes()).toEqual([JAR]);
    expect(codes).toEqual([]);
    expect((await save('yolo')).written).toEqual([]);
  });

  test.each([
    ['01-yolo-data-yaml', 'data.yaml', ['nc: 3', "names: ['bottle', 'jar', 'lid']"]],
    ['02-yolo-obj-names', 'obj.names', ['bottle\njar\nlid\n']],
    ['04-yolo-Classes-upper', 'Classes.txt', ['bottle\njar\nlid\ncap\n']],
  ])('%s: a new class goes to the end of %s', async (name, list, wanted) => {
    const { session, folder, image, save } = await opened(name);
    const { classes } = session.getSnapshot().project;
    const added = wanted.some((part) => part.includes('cap')) ? 'cap' : 'lid';
    const fresh = { id: 'zz', name: added, colour: '#112233' };
    session.run({ type: 'add-classes', classes: [fresh] });
    const [box] = image()?.boxes ?? [];
    if (!box) throw new Error('no box');
    session.run({
      type: 'add-box',
      imageId: image()?.id ?? '',
      box: { ...box, id: 'new', classId: 'zz', x: 300 },
    });
    expect(classes.length).toBeGreaterThan(0);
    const { written } = await save('yolo');
    expect(written.toSorted().at(-1) ?? '').not.toContain('classes.txt');
    expect(written).toContain(list);
    const text = await folder.text(list);
    for (const part of wanted) expect(text).toContain(part);
  });

  test('27-yolo-classes-gbk: encodings are tried, and the guess is said at the list', async () => {
    const { boxes, report } = await opened('27-yolo-classes-gbk');
    expect(boxes()).toEqual([['狗', 100, 100, 160, 120]]);
    expect(report.issues).toMatchObject([
      { code: 'encoding-guessed', file: 'classes.txt', detail: 'gb18030' },
    ]);
  });
});

describe('Create ML', () => {
  test('05-createml-apple: Apple’s keys are read and kept', async () => {
    const { boxes, codes, folder, move, save } = await opened('05-createml-apple');
    expect(boxes()).toEqual([JAR]);
    expect(codes).toEqual([]);
    move(10, 0);
    await save('createml');
    expect(JSON.parse(await folder.text('annotations.json'))).toEqual([
      {
        imagefilename: 'a.jpg',
        annotation: [{ coordinates: { x: 190, y: 160, width: 160, height: 120 }, label: 'jar' }],
      },
    ]);
  });
});

describe('COCO', () => {
  test('06-coco-string-ids: 2 and "2" are one id', async () => {
    const { boxes, codes, save } = await opened('06-coco-string-ids');
    expect(boxes()).toEqual([JAR]);
    expect(codes).toEqual([]);
    expect((await save('coco')).written).toEqual([]);
  });

  test('07-coco-moved-polygon: the outline and its area go with the box', async () => {
    const { boxes, folder, move, save } = await opened('07-coco-moved-polygon');
    expect(boxes()).toEqual([JAR]);
    move(50, 20);
    await save('coco');
    const [annotation] = JSON.parse(await folder.text('annotations.json')).annotations;
    expect(annotation).toMatchObject({
      bbox: [150, 120, 160, 120],
      segmentation: [[150, 120, 310, 120, 230, 240]],
      area: 9600,
    });
  });

  test('08-coco-zip-loses: a zip of the set says all that the file said', async () => {
    const { session } = await opened('08-coco-zip-loses');
    const { archive, losses } = await exportAnnotations(session, 'coco', { withPictures: false });
    const files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
    const text = new TextDecoder().decode(files['annotations.json']);
    const before = filesOf('08-coco-zip-loses').get('annotations.json');
    expect(JSON.parse(text)).toEqual(JSON.parse(new TextDecoder().decode(before)));
    expect(losses).toEqual([]);
  });

  test('29-coco-polygon-no-bbox: the box around the polygon', async () => {
    const { boxes } = await opened('29-coco-polygon-no-bbox');
    expect(boxes()).toEqual([JAR]);
  });
});

describe('Pascal VOC', () => {
  test.each([
    ['09-voc-latin1', 'café'],
    ['10-voc-utf16', 'jar'],
    // Its two bytes happen to be UTF-8 for another letter: the declared encoding counts.
    ['11-voc-gbk', '猫'],
    ['12-voc-doctype', 'jar'],
    ['13-voc-blank-line', 'jar'],
    ['14-voc-upper-tags', 'jar'],
  ])(
    '%s is read, left alone unchanged, and written in UTF-8 when moved',
    async (name, className) => {
      const { boxes, codes, folder, move, save } = await opened(name);
      expect(boxes()).toEqual([[className, 100, 100, 160, 120]]);
      expect(codes).toEqual([]);
      expect((await save('voc')).written).toEqual([]);
      move(10, 0);
      expect((await save('voc')).written).toEqual(['a.xml']);
      const text = await folder.text('a.xml');
      expect(text).toContain('<xmin>110</xmin>');
      expect(text).toContain(`<name>${className}</name>`);
      expect(text).not.toMatch(/encoding="(?!UTF-8)/);
    },
  );

  test('15-voc-exif: boxes turn with the picture, and go back as the file has them', async () => {
    const { boxes, codes, folder, move, save } = await opened('15-voc-exif');
    expect(boxes()).toEqual([['jar', 20, 20, 120, 100]]);
    expect(codes).toEqual(['picture-turned']);
    expect((await save('voc')).written).toEqual([]);
    move(10, 30);
    await save('voc');
    const text = await folder.text('a.xml');
    expect(text).toContain('<xmin>50</xmin><ymin>490</ymin><xmax>150</xmax><ymax>610</ymax>');
  });

  test('16-rolabelimg: the upright box around the turned one, which moves along', async () => {
    const { boxes, codes, folder, image, move, save } = await opened('16-rolabelimg');
    expect(boxes()).toEqual([['jar', 83, 74, 194, 173]]);
    expect(image()?.boxes[0]?.polygon).toHaveLength(4);
    expect(codes).toEqual(['box-polygon']);
    expect((await save('voc')).written).toEqual([]);
    move(10, 5);
    await save('voc');
    expect(await folder.text('a.xml')).toContain(
      '<robndbox><cx>190</cx><cy>165</cy><w>160</w><h>120</h><angle>0.4</angle></robndbox>',
    );
  });
});

describe('YOLO beyond boxes', () => {
  test.each([
    [
      '17-yolo-polygons',
      ['jar', 77, 96, 179, 120],
      '0 0.165625 0.200000 0.415625 0.200000 0.415625 0.450000 0.165625 0.450000 0.135625 0.300000\n',
    ],
    [
      '18-yolo-obb',
      ['jar', 96, 96, 160, 120],
      '0 0.165625 0.200000 0.415625 0.200000 0.415625 0.450000 0.165625 0.450000\n',
    ],
    [
      '19-yolo-pose',
      JAR,
      '0 0.296875 0.333333 0.250000 0.250000 0.215625 0.250000 2 0.315625 0.250000 2\n',
    ],
  ])('%s: the box around it; the row is kept, and moves whole', async (name, box, moved) => {
    const { boxes, codes, folder, move, save } = await opened(name);
    expect(boxes()).toEqual([box]);
    expect(codes).toEqual([name.includes('pose') ? 'box-pose' : 'box-polygon']);
    expect((await save('yolo')).written).toEqual([]);
    move(10, 0);
    await save('yolo');
    expect((await folder.text('a.txt')).trim()).toBe(moved.trim());
  });
});

describe('other tools', () => {
  test.each([
    '20-labelme',
    '21-via-json',
    '22-via-csv',
    '23-cvat-xml',
    '24-labelstudio',
    '25-labelstudio-min',
    '26-tf-csv',
  ])('%s is opened', async (name) => {
    const { boxes, codes } = await opened(name);
    expect(boxes()).toEqual([JAR]);
    expect(codes).toEqual([]);
  });
});

test('annotations that are not read are named as what they are, in a folder too', async () => {
  const kinds = {
    'a.geojson': 'GeoJSON',
    'a.hocr': 'hOCR',
    'export.ndjson': 'rows of JSON',
    'labels.pbtxt': 'a label map of TensorFlow',
    'page.html': 'a web page (hOCR is not read)',
    'project.vott': 'a VoTT project; its export is read',
    'rows.jsonl': 'rows of JSON',
    'table.tsv': 'a table between tabs; of these boxes.tsv and labels.tsv are read',
    'train.tfrecord': 'TensorFlow records',
  };
  const files = Object.fromEntries(Object.keys(kinds).map((name) => [name, new Uint8Array([120])]));
  const session = await createProjectStore(fakeBrowser().tab()).create('Desk');
  const options = { project: session.getSnapshot().project };
  const dropped = Object.keys(kinds).map((name) => new File(['x'], name));
  for (const { report } of [
    await openFiles(dropped, options),
    await openFolder(FakeFolder.with('set', files).handle, options),
  ]) {
    const told = report.issues.map(({ code, file, detail }) => [code, file, detail]);
    expect(told).toEqual(Object.entries(kinds).map((kind) => ['file-foreign', ...kind]));
  }
});

test('a PDF and other files that were dropped are named, notes are left alone', async () => {
  const tab = fakeBrowser().tab();
  const session = await createProjectStore(tab).create('Desk');
  const { report } = await openFiles(
    [
      new File(['%PDF-1.4'], 'scan.pdf'),
      new File(['x'], 'letter.docx'),
      new File(['milk, 2 eggs'], 'notes.txt'),
    ],
    { project: session.getSnapshot().project },
  );
  expect(report.issues.map(({ code, file, detail }) => [file, code, detail])).toEqual([
    ['letter.docx', 'file-foreign', '.docx'],
    ['scan.pdf', 'pdf-foreign', ''],
  ]);
});
