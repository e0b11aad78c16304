import { expect, it } from 'vitest';
import { modelFilesOf } from '../../../../src/app/annotate/suggest/modelFiles.ts';
import { MAX_CUSTOM_MODEL_BYTES } from '../../../../src/reading/models/customModel.ts';
import { forged, zipped } from '../../../formats/archive/zips.ts';

const NAMES = ['manifest.json', 'model.json', 'weights.bin'];

function entries(folder: string) {
  return NAMES.map((name) => ({ path: `${folder}${name}`, content: `${folder}${name}` }));
}

async function contentsOf(files: readonly File[]) {
  const read = await modelFilesOf(files);
  return new Map(read.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
}

it('takes the files themselves', async () => {
  const files = NAMES.map((name) => new File([name], name));
  expect(await contentsOf(files)).toEqual(new Map(NAMES.map((name) => [name, name])));
});

it.each(['', 'model/', 'runs/annotated/model/'])(
  'takes a zip with the files in “%s”',
  async (folder) => {
    const zip = await zipped([
      ...entries(folder),
      { path: `${folder}plots/curve.csv`, content: 'x' },
    ]);
    expect(await contentsOf([new File([zip], 'Model.ZIP')])).toEqual(
      new Map(NAMES.map((name) => [name, `${folder}${name}`])),
    );
  },
);

it('takes the first of several models', async () => {
  const zip = await zipped([...entries('first/'), ...entries('second/')]);
  expect((await contentsOf([new File([zip], 'a.zip')])).get('model.json')).toBe('first/model.json');
});

it('refuses a zip that is damaged, a bomb, or no zip, before anything is unpacked', async () => {
  const zip = await zipped(entries(''));
  const large = forged(zip, 2, (view, at) =>
    view.setUint32(at + 24, MAX_CUSTOM_MODEL_BYTES + 1, true),
  );
  await expect(modelFilesOf([new File([large], 'a.zip')])).rejects.toMatchObject({
    code: 'custom-model-too-large',
  });
  await expect(modelFilesOf([new File(['hello'], 'a.zip')])).rejects.toMatchObject({
    code: 'custom-model-damaged',
  });
  const wrong = forged(zip, 2, (view, at) => view.setUint32(at + 16, 1, true));
  await expect(modelFilesOf([new File([wrong], 'a.zip')])).rejects.toMatchObject({
    code: 'custom-model-damaged',
  });
});

it('refuses files that are too large, before they are read', async () => {
  const huge = new File(['x'], 'weights.bin');
  Object.defineProperty(huge, 'size', { value: 3e9 });
  await expect(modelFilesOf([huge])).rejects.toMatchObject({ code: 'custom-model-too-large' });
});
