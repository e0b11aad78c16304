import { expect, test } from 'vitest';
import { filesOfTransfer } from '../../../src/app/files/droppedItems.ts';

interface Entry {
  readonly name: string;
  readonly inside?: readonly Entry[];
  readonly isGone?: boolean;
}

/** An entry as a drop gives it: a folder gives two of its entries at a time, in their order here. */
function entryOf({ name, inside, isGone = false }: Entry, above = ''): object {
  const fullPath = `${above}/${name}`;
  if (inside === undefined) {
    const file = (give: (file: File) => void, fail: (error: Error) => void) =>
      isGone ? fail(new Error('gone')) : give(new File(['x'], name));
    return { name, fullPath, isDirectory: false, file };
  }
  const createReader = () => {
    const left = inside.map((entry) => entryOf(entry, fullPath));
    return { readEntries: (give: (entries: object[]) => void) => give(left.splice(0, 2)) };
  };
  return { name, fullPath, isDirectory: true, createReader };
}

const transferOf = (...entries: readonly Entry[]) =>
  ({
    items: entries.map((entry) => ({
      ...{ kind: 'file', webkitGetAsEntry: () => entryOf(entry) },
      getAsFile: () => new File(['x'], entry.name),
    })),
  }) as unknown as DataTransfer;

test('the files of a dropped folder come in the order of the numbers in their names', async () => {
  const { files } = await filesOfTransfer(
    transferOf(
      { name: 'z.png' },
      {
        name: 'scan',
        inside: [
          { name: 'page 10.png' },
          { name: 'page 2.png' },
          { name: 'more', inside: [{ name: 'b.png' }, { name: 'a.png' }] },
          { name: 'page 1.png' },
        ],
      },
    ),
  );
  expect(files.map(({ name, webkitRelativePath }) => webkitRelativePath || name)).toEqual([
    'z.png',
    ...['scan/more/a.png', 'scan/more/b.png'],
    ...['scan/page 1.png', 'scan/page 2.png', 'scan/page 10.png'],
  ]);
});

test('a file of a folder that cannot be had is named, and keeps no other out', async () => {
  const inside = [{ name: '1.png' }, { name: '2.png', isGone: true }, { name: '3.png' }];
  const { files, unreadable } = await filesOfTransfer(transferOf({ name: 'scan', inside }));
  expect(files.map(({ name }) => name)).toEqual(['1.png', '3.png']);
  expect(unreadable).toEqual(['scan/2.png']);
});
