import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coco } from '../../../src/formats/annotation/coco.ts';
import {
  PROJECT_VERSION,
  type ProjectFile,
  parseProject,
  projectText,
} from '../../../src/formats/annotation/projectFile.ts';
import { yolo } from '../../../src/formats/annotation/yolo.ts';
import { annotationSets } from './annotationSets.ts';

const projects: fc.Arbitrary<ProjectFile> = fc
  .tuple(annotationSets, fc.string(), fc.nat())
  .map(([set, name, createdMs]) => ({
    name,
    createdMs,
    classes: set.classes.map((known, index) =>
      index === 0 ? { ...known, formerNames: ['before', 'long before'] } : known,
    ),
    // As a folder leaves them: with what two formats said of each picture.
    images: yolo.write({ ...set, images: coco.write(set).images }).images.map((image, index) => ({
      ...image,
      id: `image-${index}`,
      sources: image.sources ?? [],
    })),
    settings: { defaultClassId: null, recentClassIds: ['class-0'], suggestionThreshold: 0.4 },
  }));

const GOOD: ProjectFile = {
  name: 'mine',
  createdMs: 5,
  classes: [{ id: 'c', name: 'dog', colour: '#112233' }],
  images: [
    {
      id: 'i',
      name: 'a.jpg',
      width: 100,
      height: 80,
      verified: true,
      boxes: [
        {
          id: 'b',
          classId: 'c',
          x: 1.5,
          y: 2,
          width: 3,
          height: 4,
          difficult: true,
          transcription: 'hi',
        },
      ],
      sources: [],
    },
  ],
  settings: {},
};

interface Loose {
  version: unknown;
  kind: unknown;
  classes: Record<string, unknown>[];
  images: (Record<string, unknown> & { boxes: Record<string, unknown>[] })[];
}

function codesOf(change: (document: Loose) => void) {
  const document: Loose = JSON.parse(projectText(GOOD));
  change(document);
  const { project, report } = parseProject(JSON.stringify(document));
  return { codes: report.issues.map(({ code }) => code), project };
}

it('goes out and comes back whole, ids and sources and all', () => {
  fc.assert(
    fc.property(projects, (project) => {
      const back = parseProject(projectText(project));
      expect(back.report.issues).toEqual([]);
      expect(back.project).toEqual(project);
    }),
    { numRuns: 100 },
  );
});

it('takes nothing along that is not the project’s', () => {
  const image = GOOD.images[0];
  const secret = { ...GOOD, images: [{ ...image, thumbnail: 'secret' }] } as unknown as ProjectFile;
  expect(projectText(secret)).not.toContain('secret');
});

describe('what is not right', () => {
  it.each([
    ['no JSON', '{', 'json-broken'],
    ['something else', '{"kind": "other", "version": 1}', 'project-broken'],
    ['a list', '[]', 'project-broken'],
    ['no pictures', '{"kind": "handlens-annotations", "version": 1}', 'project-broken'],
  ])('%s gives no project', (_, text, code) => {
    const { project, report } = parseProject(text);
    expect(project).toBeNull();
    expect(report.issues.map((issue) => issue.code)).toEqual([code]);
  });

  it('a newer version is left alone', () => {
    const { codes, project } = codesOf((document) => {
      document.version = PROJECT_VERSION + 1;
    });
    expect([codes, project]).toEqual([['project-newer'], null]);
  });

  it.each<[string, (document: Loose) => void, string[]]>([
    [
      'a picture outside',
      ({ images: [image] }) => Object.assign(image ?? {}, { name: '../a.jpg' }),
      ['field-missing'],
    ],
    [
      'a picture without size',
      ({ images: [image] }) => Object.assign(image ?? {}, { width: 0 }),
      ['field-missing'],
    ],
    ['a picture twice', ({ images }) => images.push(...images), ['image-doubled']],
    [
      'a box that is no number',
      ({ images: [image] }) =>
        image?.boxes.push({ id: 'x', classId: 'c', x: null, y: 1, width: 1, height: 1 }),
      ['number-broken'],
    ],
    [
      'a box of an unknown class',
      ({ images: [image] }) =>
        image?.boxes.push({ id: 'x', classId: 'no', x: 1, y: 1, width: 1, height: 1 }),
      ['class-unknown'],
    ],
    [
      'a class with a strange colour',
      ({ classes }) => classes.push({ id: 'd', name: 'cat', colour: 'url(x)' }),
      ['field-missing'],
    ],
  ])('%s is left out, the rest stays', (_, change, expected) => {
    const { codes, project } = codesOf((document) => void change(document));
    expect(codes).toEqual(expected);
    expect(project?.classes).toEqual(GOOD.classes);
    expect(project?.images.length).toBeLessThanOrEqual(1);
  });
});
