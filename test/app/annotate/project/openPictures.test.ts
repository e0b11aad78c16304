import 'fake-indexeddb/auto';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  exportAnnotations,
  exportProject,
} from '../../../../src/app/annotate/project/exportArchive.ts';
import { openFiles, openFolder } from '../../../../src/app/annotate/project/openPictures.ts';
import { emptyProject, newClass } from '../../../../src/app/annotate/project/project.ts';
import { createProjectStore } from '../../../../src/app/annotate/project/projectStore.ts';
import { FORMATS } from '../../../../src/app/annotate/project/readAnnotations.ts';
import { saveToFolder } from '../../../../src/app/annotate/project/saveToFolder.ts';
import type { ProjectSession } from '../../../../src/app/annotate/project/sessionState.ts';
import { FakeFolder, pngHeader } from './fakeFolder.ts';
import { box } from './randomCommands.ts';
import { fakeBrowser } from './sessions.ts';

const PAGE = pngHeader(200, 100);
const EMPTY = { project: emptyProject('Empty', 0) };

function vocOf(name: string, boxes = '<name>dog</name>'): string {
  return [
    `<annotation>\n\t<filename>${name}</filename>`,
    '\t<size><width>200</width><height>100</height><depth>3</depth></size>',
    `\t<object>${boxes}<difficult>0</difficult>`,
    '<bndbox><xmin>11</xmin><ymin>21</ymin><xmax>50</xmax><ymax>60</ymax></bndbox></object>',
    '</annotation>\n',
  ].join('\n');
}

/** A session; folders of tests cannot be cloned, so it keeps what it gets in memory. */
async function newSession(): Promise<ProjectSession> {
  const nothing = async () => {};
  const tab = fakeBrowser().tab((database) => ({
    ...database,
    write: nothing,
    writeSources: nothing,
  }));
  return createProjectStore(tab).create('Desk');
}

async function openedIn(session: ProjectSession, folder: FakeFolder) {
  const { project } = session.getSnapshot();
  const { found, report } = await openFolder(folder.handle, { project });
  session.add(found);
  return report;
}

function names(session: ProjectSession): readonly string[] {
  return session.getSnapshot().project.images.map(({ name }) => name);
}

describe('a folder', () => {
  test('of 1,000 pictures opens in the order people count in, without reading the pictures', async () => {
    const folder = new FakeFolder('pages');
    for (let i = 1; i <= 1000; i++) folder.put(`page ${i}.png`, PAGE);
    const session = await newSession();
    const report = await openedIn(session, folder);
    expect(report.issues).toEqual([]);
    expect(names(session).slice(0, 11)).toEqual(
      Array.from({ length: 11 }, (_, i) => `page ${i + 1}.png`),
    );
    expect(folder.opened).toBe(1000);
    expect(session.getSnapshot().undo).toBe('Add 1000 pictures');
    expect(session.getSnapshot().folders).toMatchObject([{ name: 'pages', access: 'open' }]);
  });

  test('of LabelImg: annotations beside the pictures and in a sister folder come in', async () => {
    const session = await newSession();
    const report = await openedIn(
      session,
      FakeFolder.with('set', {
        'a.png': PAGE,
        'a.xml': vocOf('a.png'),
        'images/b.png': PAGE,
        'labels/b.txt': '1 0.5 0.5 0.1 0.2\n',
        'labels/classes.txt': 'cat\ndog\n',
        '.hidden/c.png': PAGE,
        'broken.png': 'no picture',
        'photo.heic': 'foreign',
      }),
    );
    expect(names(session)).toEqual(['a.png', 'images/b.png']);
    const { classes, images } = session.getSnapshot().project;
    expect(new Set(classes.map(({ name }) => name))).toEqual(new Set(['dog', 'cat']));
    const nameOf = (id: string | undefined) => classes.find((known) => known.id === id)?.name;
    expect(images.map(({ boxes }) => boxes.map(({ classId }) => nameOf(classId)))).toEqual([
      ['dog'],
      ['dog'],
    ]);
    expect(report.issues.map(({ file, code }) => [file, code])).toEqual([
      ['broken.png', 'image-broken'],
      ['photo.heic', 'image-broken'],
    ]);
  });

  test('opened twice: nothing doubles, what was deleted stays deleted, what is new comes in', async () => {
    const folder = FakeFolder.with('set', { 'a.png': PAGE, 'a.xml': vocOf('a.png') });
    const session = await newSession();
    await openedIn(session, folder);
    const [image] = session.getSnapshot().project.images;
    const boxIds = image?.boxes.map(({ id }) => id) ?? [];
    session.run({ type: 'delete-boxes', imageId: image?.id ?? '', boxIds });
    folder.put('b.png', PAGE);
    await openedIn(session, folder);
    expect(names(session)).toEqual(['a.png', 'b.png']);
    expect(session.getSnapshot().project.images[0]?.boxes).toEqual([]);
    expect(session.getSnapshot().folders).toHaveLength(2);
  });

  test('annotations of two formats for one picture: one is taken, and the report says so', async () => {
    const session = await newSession();
    const report = await openedIn(
      session,
      FakeFolder.with('set', {
        'a.png': PAGE,
        'a.xml': vocOf('a.png'),
        'a.txt': '0 0.5 0.5 0.1 0.2\n',
        'classes.txt': 'cat\n',
        'notes.json': '{"kind": "something else"}',
      }),
    );
    expect(session.getSnapshot().project.images[0]?.boxes).toHaveLength(1);
    expect(report.issues.map(({ file, code }) => [file, code])).toEqual([
      ['notes.json', 'not-annotations'],
      ['a.txt', 'image-doubled'],
    ]);
  });

  test('a picture whose folder the browser closed says so; its boxes stay', async () => {
    const folder = FakeFolder.with('set', { 'pages/a.png': PAGE });
    const session = await newSession();
    await openedIn(session, folder);
    const imageId = session.getSnapshot().project.images[0]?.id ?? '';
    expect((await session.pictureFile(imageId)).size).toBe(PAGE.length);
    folder.permission = 'prompt';
    const pages = folder.children.get('pages');
    if (pages instanceof FakeFolder) pages.permission = 'prompt';
    await expect(session.pictureFile(imageId)).rejects.toMatchObject({ trouble: 'folder-closed' });
    await session.openFoldersAgain();
    expect(session.getSnapshot().folders).toMatchObject([{ access: 'closed' }]);
    folder.children.delete('pages');
    folder.permission = 'granted';
    if (pages instanceof FakeFolder) pages.permission = 'granted';
    if (pages instanceof FakeFolder) pages.children.clear();
    await expect(session.pictureFile(imageId)).rejects.toMatchObject({ trouble: 'missing' });
    expect(session.getSnapshot().missingPictures).toEqual(new Set([imageId]));
  });
});

describe('files', () => {
  test('pictures of one name from several places are all kept', async () => {
    const session = await newSession();
    const files = [new File([PAGE], 'scan.png'), new File([pngHeader(5, 5)], 'scan.png')];
    session.add((await openFiles(files, EMPTY)).found);
    expect(names(session)).toEqual(['scan.png', 'scan (2).png']);
    const { project } = session.getSnapshot();
    const other = new File([pngHeader(7, 7)], 'scan.png');
    session.add((await openFiles([other], { project })).found);
    expect(new Set(names(session)).size).toBe(3);
  });

  test('annotations come to pictures that are here, without doubling boxes; one undo takes all back', async () => {
    const session = await newSession();
    session.add((await openFiles([new File([PAGE], 'a.png')], EMPTY)).found);
    const before = session.getSnapshot().project;
    const coco = new File(
      [
        JSON.stringify({
          images: [{ id: 1, file_name: 'a.png', width: 200, height: 100 }],
          categories: [{ id: 7, name: 'dog' }],
          annotations: [{ id: 1, image_id: 1, category_id: 7, bbox: [10, 20, 30, 40] }],
        }),
      ],
      'instances.json',
    );
    const { found, report } = await openFiles([coco], { project: before });
    expect(report.issues).toEqual([]);
    session.add(found);
    expect(session.getSnapshot().project.images[0]?.boxes).toMatchObject([
      { x: 10, y: 20, width: 30, height: 40 },
    ]);
    const again = new File([await coco.text()], 'the same.json');
    const { project } = session.getSnapshot();
    session.add((await openFiles([again], { project })).found);
    expect(session.getSnapshot().project.images[0]?.boxes).toHaveLength(1);
    session.undo();
    expect(session.getSnapshot().project.images).toEqual(before.images);
    expect(session.getSnapshot().project.classes).toEqual([]);
  });
});

describe('a second file of boxes that are here', () => {
  const outline = [10, 20, 50, 20, 30, 60];
  const annotation = {
    ...{ id: 1, image_id: 1, category_id: 7, bbox: [10, 20, 40, 40], iscrowd: 0 },
    ...{ segmentation: [outline], area: 800, utf8_string: 'rex', attributes: { wet: 'yes' } },
  };
  const coco = JSON.stringify({
    images: [{ id: 1, file_name: 'a.png', width: 200, height: 100 }],
    categories: [{ id: 7, name: 'dog' }],
    annotations: [annotation],
  });

  async function opened() {
    const folder = FakeFolder.with('set', { 'a.png': PAGE, 'a.xml': vocOf('a.png') });
    const session = await newSession();
    await openedIn(session, folder);
    const box = () => session.getSnapshot().project.images[0]?.boxes[0];
    const before = box();
    const { project } = session.getSnapshot();
    session.add((await openFiles([new File([coco], 'instances.json')], { project })).found);
    return { session, box, before };
  }

  test('adds what it says beyond them, and moves none; one undo takes it back', async () => {
    const { session, box, before } = await opened();
    expect(box()).toMatchObject({ id: before?.id, x: before?.x, width: before?.width });
    expect(box()).toMatchObject({ transcription: 'rex', attributes: { wet: 'yes' } });
    expect(box()?.polygon).toHaveLength(3);
    session.undo();
    expect(box()).toEqual(before);
  });

  test('its own outlines and texts are still there when it is written', async () => {
    const { session } = await opened();
    const { archive } = await exportAnnotations(session, 'coco', { withPictures: false });
    const files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
    const [written] = JSON.parse(new TextDecoder().decode(files['instances.json'])).annotations;
    expect(written).toMatchObject({ utf8_string: 'rex', attributes: { wet: 'yes' } });
    expect(written.segmentation[0]).toHaveLength(outline.length);
  });
});

describe('a file that was read before', () => {
  test('and that another tool has changed since is named', async () => {
    const folder = FakeFolder.with('set', { 'a.png': PAGE, 'a.xml': vocOf('a.png') });
    const session = await newSession();
    await openedIn(session, folder);
    expect((await openedIn(session, folder)).issues).toEqual([]);
    const changed = FakeFolder.with('set', {
      'a.png': PAGE,
      'a.xml': vocOf('a.png', '<name>cat</name>'),
    });
    expect((await openedIn(session, changed)).issues).toMatchObject([
      { code: 'file-changed', file: 'a.xml', detail: 'a.png' },
    ]);
  });

  test.each(FORMATS.filter(({ name }) => !['truth', 'labels'].includes(name)))(
    'and that was written here since is not: $title',
    async ({ name: format }) => {
      const folder = FakeFolder.with('set', { 'a.png': PAGE });
      const session = await newSession();
      await openedIn(session, folder);
      const imageId = session.getSnapshot().project.images[0]?.id ?? '';
      const dog = newClass([], 'dog');
      session.run({ type: 'add-classes', classes: [dog] });
      const drawn = { ...box('b', dog.id, 20, 30), transcription: 'rex' };
      session.run({ type: 'add-box', imageId, box: drawn });
      await saveToFolder(session, folder.handle, format);
      session.run({ type: 'nudge-boxes', imageId, boxIds: ['b'], dx: 3, dy: 2 });
      expect((await saveToFolder(session, folder.handle, format)).written).not.toEqual([]);
      const report = await openedIn(session, folder);
      expect(report.issues.filter(({ code }) => code === 'file-changed')).toEqual([]);
    },
  );
});

describe('what was opened goes back', () => {
  test('untouched annotations keep their bytes; only what was changed is written', async () => {
    const folder = FakeFolder.with('set', {
      'a.png': PAGE,
      'a.xml': vocOf('a.png'),
      'b.png': PAGE,
      'b.xml': vocOf('b.png'),
      'c.png': PAGE,
    });
    const session = await newSession();
    await openedIn(session, folder);
    expect((await saveToFolder(session, folder.handle, 'voc')).written).toEqual([]);
    const { classes, images } = session.getSnapshot().project;
    const drawn = box('new', classes[0]?.id ?? '', 1, 2);
    session.run({ type: 'add-box', imageId: images[1]?.id ?? '', box: drawn });
    expect((await saveToFolder(session, folder.handle, 'voc')).written).toEqual(['b.xml']);
    expect(await folder.text('a.xml')).toBe(vocOf('a.png'));
    expect(await folder.text('b.xml')).toContain('<xmin>11</xmin>');
    expect((await saveToFolder(session, folder.handle, 'voc')).written).toEqual([]);
    const again = await newSession();
    await openedIn(again, folder);
    expect(again.getSnapshot().project.images.map(({ boxes }) => boxes.length)).toEqual([1, 2, 0]);
    // What was written is known as ours: deleted here, it goes there too.
    session.run({ type: 'delete-boxes', imageId: images[1]?.id ?? '', boxIds: ['new'] });
    expect((await saveToFolder(session, folder.handle, 'voc')).written).toEqual(['b.xml']);
    expect(await folder.text('b.xml')).toBe(vocOf('b.png'));
  });

  test('a file that is no text is left as it stands, and told', async () => {
    const folder = FakeFolder.with('set', {
      'a.png': PAGE,
      'a.xml': new Uint8Array([0xff, 0, 1, 0x80]),
    });
    const session = await newSession();
    const report = await openedIn(session, folder);
    expect(report.issues.map(({ code }) => code)).toEqual(['not-text']);
    const [image] = session.getSnapshot().project.images;
    session.run({
      type: 'add-classes',
      classes: [{ id: 'dog', name: 'dog', colour: '#123456' }],
    });
    session.run({ type: 'add-box', imageId: image?.id ?? '', box: box('b', 'dog', 1, 1) });
    const { written, losses } = await saveToFolder(session, folder.handle, 'voc');
    expect(written).toEqual([]);
    expect(losses.map(({ code }) => code)).toEqual(['standing-broken']);
  });

  test('a folder that may not be written to is told by name', async () => {
    const folder = FakeFolder.with('set', { 'a.png': PAGE, 'a.xml': vocOf('a.png') });
    const session = await newSession();
    await openedIn(session, folder);
    const [image] = session.getSnapshot().project.images;
    session.run({ type: 'set-verified', imageIds: [image?.id ?? ''], verified: true });
    const { getFileHandle } = folder;
    folder.getFileHandle = async (name, options) => {
      if (options?.create) throw new DOMException('no', 'NotAllowedError');
      return getFileHandle.call(folder, name, options);
    };
    await expect(saveToFolder(session, folder.handle, 'voc')).rejects.toThrow('a.xml');
  });
});

describe('zips', () => {
  test('a project exported and imported elsewhere is the same project, pictures included', async () => {
    const session = await newSession();
    const folder = FakeFolder.with('set', {
      'x/a.png': PAGE,
      'x/a.xml': vocOf('a.png'),
      'b.png': PAGE,
    });
    await openedIn(session, folder);
    session.run({ type: 'settings', settings: { singleClass: true, folderFormat: 'yolo' } });
    const { archive, name, missing } = await exportProject(session);
    expect(missing).toEqual([]);
    expect(name).toBe('Desk.handlens.zip');
    const other = await newSession();
    const { project } = other.getSnapshot();
    const { found, report } = await openFiles([new File([archive], name)], { project });
    other.add(found);
    const { id: _, createdMs: _1, ...there } = other.getSnapshot().project;
    const { id: _2, createdMs: _3, ...here } = session.getSnapshot().project;
    expect(report.issues).toEqual([]);
    expect(there).toEqual(here);
    const imageId = there.images[0]?.id ?? '';
    expect(new Uint8Array(await (await other.pictureFile(imageId)).arrayBuffer())).toEqual(PAGE);
  });

  test('a picture that the export lacks keeps its boxes and can be given later', async () => {
    const session = await newSession();
    const folder = FakeFolder.with('set', { 'x/a.png': PAGE, 'x/a.xml': vocOf('a.png') });
    await openedIn(session, folder);
    const inside = folder.children.get('x');
    if (inside instanceof FakeFolder) inside.children.delete('a.png');
    const { archive, missing } = await exportProject(session);
    expect(missing).toEqual(['x/a.png']);
    const other = await newSession();
    const { found, report } = await openFiles([new File([archive], 'x.zip')], EMPTY);
    other.add(found);
    expect(report.issues.map(({ code }) => code)).toEqual(['image-missing']);
    const [image] = other.getSnapshot().project.images;
    expect(image?.boxes).toHaveLength(1);
    expect(other.getSnapshot().missingPictures).toEqual(new Set([image?.id]));
    const foreign = new File([pngHeader(9, 9)], 'a.png');
    expect(await other.relink([foreign])).toEqual([foreign]);
    expect(await other.relink([new File([PAGE], 'a.png')])).toEqual([]);
    expect(other.getSnapshot().missingPictures.size).toBe(0);
    expect((await other.pictureFile(image?.id ?? '')).size).toBe(PAGE.length);
  });

  test.each(['voc', 'yolo', 'createml', 'coco'] as const)(
    'annotations exported as %s with their pictures come back as they were',
    async (format) => {
      const session = await newSession();
      const folder = FakeFolder.with('set', {
        'a.png': PAGE,
        'a.xml': vocOf('a.png'),
        'b.png': PAGE,
      });
      await openedIn(session, folder);
      const { archive, name } = await exportAnnotations(session, format, { withPictures: true });
      const other = await newSession();
      other.add((await openFiles([new File([archive], name)], EMPTY)).found);
      const { images } = other.getSnapshot().project;
      expect(images.map(({ boxes }) => boxes.length)).toEqual([1, 0]);
      const was = session.getSnapshot().project.images[0]?.boxes[0];
      const now = images[0]?.boxes[0];
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        expect(now?.[side]).toBeCloseTo(was?.[side] ?? Number.NaN, 1);
      }
    },
  );

  test('classes keep their numbers however they are ordered on the screen', async () => {
    const session = await newSession();
    session.add((await openFiles([new File([PAGE], 'a.png')], EMPTY)).found);
    const imageId = session.getSnapshot().project.images[0]?.id ?? '';
    for (const name of ['zebra', 'ant', 'moth']) {
      const { classes } = session.getSnapshot().project;
      session.run({ type: 'add-classes', classes: [newClass(classes, name)] });
    }
    const { classes } = session.getSnapshot().project;
    session.run({ type: 'add-box', imageId, box: box('b', classes[2]?.id ?? '', 1, 1) });
    const lists = async () => {
      const { archive } = await exportAnnotations(session, 'yolo', { withPictures: false });
      const files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
      return [files['classes.txt'], files['a.txt']].map((file) => new TextDecoder().decode(file));
    };
    const before = await lists();
    expect(before[0]).toBe('zebra\nant\nmoth\n');
    session.run({ type: 'move-class', classId: classes[2]?.id ?? '', to: 0 });
    expect(session.getSnapshot().project.classes.map(({ name }) => name)[0]).toBe('moth');
    expect(await lists()).toEqual(before);
  });

  test('a zip that is none is reported, the rest comes in', async () => {
    const files = [new File(['nothing'], 'broken.zip'), new File([PAGE], 'a.png')];
    const { found, report } = await openFiles(files, EMPTY);
    expect(report.issues.map(({ code }) => code)).toEqual(['archive-broken']);
    expect(found.pictures).toHaveLength(1);
  });
});
