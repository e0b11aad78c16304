import { describe, expect, it } from 'vitest';
import { namesMatter, opensNothing } from '../../../src/reading/textbook/titleWords.ts';

describe('words of headings', () => {
  it.each([
    'Contents',
    'TABLE OF CONTENTS',
    'Inhalt',
    'Índice',
    'Exercises 3.2',
    'Let us do',
    'अभ्यास',
  ])('knows that “%s” opens nothing', (heading) => {
    expect(opensNothing(heading)).toBe(true);
    expect(namesMatter(heading)).toBe(false);
  });

  it.each(['Preface', 'Glossary', 'Foreword to the Third Edition'])(
    'knows that “%s” opens front or back matter',
    (heading) => {
      expect(namesMatter(heading)).toBe(true);
      expect(opensNothing(heading)).toBe(false);
    },
  );

  it.each(['Indexing a Table', 'Photosynthesis', 'Notes from a Farm', 'Reviewers and Critics'])(
    'takes “%s” for a title',
    (heading) => {
      expect(opensNothing(heading)).toBe(false);
      expect(namesMatter(heading)).toBe(false);
    },
  );
});
