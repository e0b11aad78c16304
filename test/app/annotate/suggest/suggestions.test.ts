import { describe, expect, test } from 'vitest';
import { emptyProject, type Project } from '../../../../src/app/annotate/project/project.ts';
import {
  type Found,
  foundLines,
  foundPageParts,
  foundThings,
  suggestionsOf,
} from '../../../../src/app/annotate/suggest/suggestions.ts';
import type { PictureReading } from '../../../../src/reading/results.ts';

const box = { x: 10, y: 20, width: 30.2, height: 5.5 };
const found: readonly Found[] = [
  { box, className: 'handwriting', score: 0.8, text: 'stamps' },
  { box: { ...box, y: 60 }, className: 'print', score: 0.6, text: null },
  { box: { ...box, y: 90 }, className: 'Handwriting', score: 0.5, text: null },
];

function project(change: Partial<Project> = {}): Project {
  return { ...emptyProject('test', 0), ...change };
}

describe('suggestions', () => {
  test('bring the classes that are missing, each once, whatever its case', () => {
    const { suggestions, classes } = suggestionsOf(project(), found);
    expect(classes.map(({ name }) => name)).toEqual(['handwriting', 'print']);
    expect(suggestions.map(({ classId }) => classId)).toEqual([
      classes[0]?.id,
      classes[1]?.id,
      classes[0]?.id,
    ]);
  });

  test('take the classes that are there', () => {
    const known = [{ id: 'h', name: 'handwriting', colour: '#000000' }];
    const { suggestions, classes } = suggestionsOf(project({ classes: known }), found);
    expect(classes.map(({ name }) => name)).toEqual(['print']);
    expect(suggestions[0]?.classId).toBe('h');
  });

  test('take the one class that the person works with, unless they have one of that name', () => {
    const known = [
      { id: 'l', name: 'line', colour: '#000000' },
      { id: 'p', name: 'print', colour: '#ffffff' },
    ];
    const settings = { ...project().settings, defaultClassId: 'l' };
    const { suggestions, classes } = suggestionsOf(project({ classes: known, settings }), found);
    expect(classes).toEqual([]);
    expect(suggestions.map(({ classId }) => classId)).toEqual(['l', 'p', 'l']);
    const single = { ...settings, defaultClassId: null, singleClass: true, recentClassIds: ['p'] };
    const again = suggestionsOf(project({ classes: known, settings: single }), found);
    expect(again.suggestions.map(({ classId }) => classId)).toEqual(['p', 'p', 'p']);
  });

  test('follow a class that was renamed since its model was trained', () => {
    const renamed = { id: 'h', name: 'writing', colour: '#000000', formerNames: ['handwriting'] };
    const other = { id: 'o', name: 'handwriting', colour: '#ffffff' };
    // By the name that it had, while no other class has it.
    const byName = suggestionsOf(project({ classes: [renamed] }), found.slice(0, 1));
    expect(byName.suggestions.map(({ classId }) => classId)).toEqual(['h']);
    expect(byName.classes).toEqual([]);
    // A model that was trained on the project means the class, whatever stands under its name now.
    const thing = { box, className: 'handwriting', score: 0.9, classScores: [0.9] };
    const detections = { width: 10, height: 10, things: [thing] };
    const meant = foundThings(detections, 10, new Map([['handwriting', 'h']]));
    const both = project({ classes: [other, renamed] });
    expect(suggestionsOf(both, meant).suggestions[0]?.classId).toBe('h');
    // A class that is gone is no class.
    const gone = suggestionsOf(project({ classes: [other] }), meant);
    expect(gone.suggestions[0]?.classId).toBe('o');
  });

  test('take the class of the very name before one in another case', () => {
    const classes = ['Handwriting', 'handwriting'].map((name) => ({
      ...{ id: name, name, colour: '#000000' },
    }));
    const named = suggestionsOf(project({ classes }), found).suggestions;
    expect(named.map(({ classId }) => classId).filter((id) => /hand/i.test(id))).toEqual([
      'handwriting',
      'Handwriting',
    ]);
  });

  test('hold all of what was found, in whole px', () => {
    const { suggestions } = suggestionsOf(project(), found);
    expect(suggestions[0]).toMatchObject({ x: 10, y: 20, width: 31, height: 6, score: 0.8 });
    expect(suggestions[0]?.transcription).toBe('stamps');
  });
});

describe('what was found', () => {
  const quad = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ] as const;

  test('in a picture read at half its size lies where it is in the picture', () => {
    const reading: PictureReading = {
      width: 400,
      height: 300,
      timings: {},
      lines: [
        {
          quad,
          box: { x: 10, y: 20, width: 100, height: 12 },
          lineClass: 'handwriting',
          classProbability: 1,
          score: 0.9,
          reading: { text: '', confidence: 0, words: [], engine: 'handwriting' },
        },
      ],
    };
    expect(foundLines(reading, 800)).toEqual([
      {
        box: { x: 20, y: 40, width: 200, height: 24 },
        className: 'handwriting',
        score: 0.9,
        text: null,
      },
    ]);
  });

  test('on a textbook page is its chapter and its title', () => {
    const title = { text: 'Light', box, confidence: 0.7 };
    const page = {
      kind: 'opener',
      width: 100,
      height: 100,
      chapter: null,
      title,
      timings: {},
      certainty: 0.9,
      needsCheck: false,
    };
    expect(foundPageParts({ ...page, kind: 'opener' }, 200)).toEqual([
      {
        box: { x: 20, y: 40, width: 60.4, height: 11 },
        className: 'title',
        score: 0.7,
        text: 'Light',
      },
    ]);
    expect(
      foundPageParts(
        { kind: 'body', width: 100, height: 100, timings: {}, certainty: 0.9, needsCheck: false },
        200,
      ),
    ).toEqual([]);
  });

  test('by a model of one’s own keeps its class', () => {
    const thing = { box, className: 'stamp', score: 0.4, classScores: [0.4] };
    expect(foundThings({ width: 10, height: 10, things: [thing] }, 10)).toEqual([
      { box, className: 'stamp', score: 0.4, text: null },
    ]);
  });
});
