import fc from 'fast-check';
import { applyCommand } from '../../../../src/app/annotate/project/applyCommand.ts';
import type { ProjectCommand } from '../../../../src/app/annotate/project/commands.ts';
import {
  emptyProject,
  newImage,
  type Project,
  type ProjectImage,
} from '../../../../src/app/annotate/project/project.ts';
import type { AnnotationBox } from '../../../../src/formats/annotation/annotation.ts';

/** Numbers that a step draws its choices from; they stay small so that steps meet the same things. */
export type Dice = readonly [kind: number, a: number, b: number, c: number];

export const dice: fc.Arbitrary<Dice> = fc.tuple(
  fc.nat(28),
  fc.nat(20),
  fc.nat(20),
  fc.integer({ min: -30, max: 120 }),
);

export function box(id: string, classId: string, x: number, y: number, side = 20): AnnotationBox {
  return { id, classId, x, y, width: side, height: side, difficult: false, transcription: null };
}

/** A project with a few classes and pictures of 100 × 80 px. */
export function startProject(images = 4): Project {
  const project = emptyProject('Desk', 0);
  return {
    ...project,
    classes: ['word', 'stamp'].map((name) => ({ id: `${name}-id`, name, colour: '#123456' })),
    images: Array.from({ length: images }, (_, i): ProjectImage => {
      const image = newImage(`pages/${i}.jpg`, { width: 100, height: 80 });
      return { ...image, id: `image-${i}`, boxes: [box(`first-${i}`, 'word-id', 5, 5)] };
    }),
  };
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

/** The command that the dice make of a project; `serial` makes its new ids. */
export function commandOf(project: Project, [kind, a, b, c]: Dice, serial: number): ProjectCommand {
  const image = pick(project.images, a);
  const imageId = image?.id ?? 'none';
  const boxIds = (image?.boxes ?? []).filter((_, i) => (i + b) % 2 === 0).map(({ id }) => id);
  const boxId = pick(image?.boxes ?? [], b)?.id ?? 'none';
  const classId = pick(project.classes, b)?.id ?? 'none';
  const suggestionIds = (image?.suggestions ?? []).filter((_, i) => i <= b % 3).map(({ id }) => id);
  const fresh = `new-${serial}`;
  const copies = boxIds.map((id, i) => ({ boxId: id, newId: `${fresh}-${i}` }));
  const classes = [{ id: fresh, name: `kind ${b % 5}`, colour: '#abcdef' }];
  switch (kind) {
    case 0:
    case 1:
    case 2:
      return { type: 'add-box', imageId, box: box(fresh, classId, c, b, 1 + a) };
    case 3:
      return { type: 'place-box', imageId, boxId, place: { x: c, y: a, width: 10, height: b } };
    case 4:
      return { type: 'nudge-boxes', imageId, boxIds, dx: c, dy: -1 };
    case 5:
      return { type: 'duplicate-boxes', imageId, copies, shift: 8 };
    case 6:
      return { type: 'delete-boxes', imageId, boxIds };
    case 7: {
      const from = pick(project.images, b);
      const ids = (from?.boxes ?? []).map(({ id }, i) => ({ boxId: id, newId: `${fresh}-${i}` }));
      return { type: 'copy-boxes', fromImageId: from?.id ?? 'none', imageId, copies: ids };
    }
    case 8:
      return { type: 'set-class', imageId, boxIds, classId };
    case 9:
      return { type: 'set-difficult', imageId, boxIds, difficult: c % 2 === 0 };
    case 10:
      return { type: 'set-transcription', imageId, boxId, text: `text ${c}` };
    case 11:
      return { type: 'fill-transcriptions', imageId, texts: [{ boxId, text: `read ${c}` }] };
    case 12:
      return { type: 'set-verified', imageIds: [imageId], verified: c % 2 === 0 };
    case 13:
      return { type: 'add-classes', classes };
    case 14:
      return { type: 'rename-class', classId, name: `kind ${c % 7}` };
    case 15:
      return { type: 'recolour-class', classId, colour: `#00000${a % 10}` };
    case 16:
      return { type: 'move-class', classId, to: a % 4 };
    case 17: {
      const added = { ...newImage(`more/${c}.png`, { width: 100, height: 80 }), id: fresh };
      return { type: 'add-images', images: [added], classes };
    }
    case 18:
      return { type: 'remove-images', imageIds: [imageId, pick(project.images, b)?.id ?? 'none'] };
    case 19: {
      const source = { format: 'voc', path: `${c}.xml`, text: `<a>${c}</a>`, boxIds: [] } as const;
      const found = [box(fresh, 'unseen', a, b)];
      const imported = { imageId, boxes: found, verified: c > 50, sources: [source] };
      return { type: 'import-annotations', classes, images: [imported] };
    }
    case 20: {
      const { difficult: _, ...found } = box(fresh, classId, c, a);
      const more = { ...found, id: `${fresh}-b`, x: c / 2, score: 0.5 };
      return { type: 'suggest', imageId, suggestions: [{ ...found, score: 0.9 }, more] };
    }
    case 21:
    case 22: {
      const outline = [
        { x: c, y: a },
        { x: c + 30, y: b },
        { x: c + 20, y: b + 25 },
        { x: c - 5, y: a + 20 },
      ];
      return { type: 'shape-box', imageId, boxId, outline: outline.slice(0, 3 + (a % 2)) };
    }
    case 23:
      return {
        type: 'set-attribute',
        imageId,
        boxIds,
        name: `fact ${b % 3}`,
        value: c % 4 === 0 ? null : String(c),
      };
    case 24:
      return {
        type: 'set-picture-attribute',
        imageIds: [imageId],
        name: `light ${b % 2}`,
        value: c % 3 === 0 ? null : String(c),
      };
    case 25:
      return {
        type: 'define-attributes',
        classId,
        attributes: c % 3 === 0 ? [] : [{ name: 'colour', values: ['red', `${b}`] }],
      };
    case 26:
      return { type: 'accept-sure', score: b % 2 === 0 ? 0.4 : 0.8 };
    default:
      return {
        type: c % 3 === 0 ? 'reject-suggestions' : 'accept-suggestions',
        imageId,
        suggestionIds,
      };
  }
}

/** The project after all dice, without history. */
export function projectAfter(project: Project, all: readonly Dice[]): Project {
  return all.reduce((now, one, i) => applyCommand(now, commandOf(now, one, i)), project);
}
