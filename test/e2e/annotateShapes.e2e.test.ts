import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { turnedBoxOf } from '../../src/formats/annotation/polygon.ts';
import { choose, drag, drawPage, exported, placeOf, saved, shown } from './annotateDesk.ts';

let opened: HeadlessPage;

interface SavedShape {
  readonly x: number;
  readonly polygon?: readonly number[];
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Boxes of the first picture and what is said of it, out of the project's own export. */
async function shapes() {
  const { files } = await exported(opened.page, 'Whole project');
  const text = new TextDecoder().decode(files['project.json']);
  const { images } = JSON.parse(text) as {
    images: readonly {
      readonly boxes: readonly SavedShape[];
      readonly attributes?: Readonly<Record<string, string>>;
    }[];
  };
  return images[0] ?? { boxes: [] };
}

function pointsOf({ polygon = [] }: SavedShape) {
  return polygon.flatMap((x, index) =>
    index % 2 === 0 ? [{ x, y: polygon[index + 1] ?? Number.NaN }] : [],
  );
}

describe('shapes', () => {
  beforeAll(async () => {
    opened = await openHeadlessPage({ path: '#annotate' });
    const button = opened.page.getByRole('button', { name: 'Open pictures' }).last();
    await choose(opened.page, () => button.click(), [drawPage('page.png', 3)]);
    await shown(opened.page, 'page.png');
  });
  afterAll(() => opened?.close());

  const rows = () => opened.page.locator('.row[data-row]');
  const click = async (x: number, y: number) => {
    const at = await placeOf(opened.page, { x, y });
    await opened.page.mouse.click(at.x, at.y);
  };

  test('a box is drawn as quick as ever, turned by its knob, and back by undo', async () => {
    const { page } = opened;
    await page.keyboard.press('w');
    await drag(page, { x: 200, y: 200 }, { x: 400, y: 260 });
    await page.getByRole('combobox', { name: 'Class of the new box' }).fill('line');
    await page.keyboard.press('Enter');
    await rows().first().waitFor();
    const below = await placeOf(page, { x: 300, y: 260 });
    const center = await placeOf(page, { x: 300, y: 230 });
    const reach = below.y + 26 - center.y;
    await page.mouse.move(below.x, below.y + 26);
    await page.mouse.down();
    await page.mouse.move(center.x - reach, center.y + 2, { steps: 4 });
    await page.mouse.move(center.x - reach, center.y, { steps: 2 });
    await page.mouse.up();
    const [turned] = (await shapes()).boxes;
    const box = turnedBoxOf(pointsOf(turned ?? { x: 0 }));
    // A quarter turn is as upright, but what is written in the box runs another way.
    expect(box).toMatchObject({ width: 200, height: 60 });
    expect(box?.slope).toBeCloseTo(Math.PI / 2, 3);
    await page.locator('.board-active').focus();
    await page.keyboard.press('.');
    await page.keyboard.press('Alt+.');
    const [more] = (await shapes()).boxes;
    expect(turnedBoxOf(pointsOf(more ?? { x: 0 }))?.slope).toBeCloseTo((106 * Math.PI) / 180, 3);
    await page.locator('.board-active').focus();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    const [back] = (await shapes()).boxes;
    expect(back).toMatchObject({ x: 200, width: 200, height: 60 });
    expect(back?.polygon).toBeUndefined();
  });

  test('an outline is put point by point, pulled, and goes out as labelme has it', async () => {
    const { page } = opened;
    await page.locator('.board-active').focus();
    await page.keyboard.press('o');
    for (const [x, y] of [
      [450, 300],
      [600, 280],
      [700, 400],
      [560, 480],
    ] as const) {
      await click(x, y);
    }
    await click(450, 300);
    await rows().nth(1).waitFor();
    await drag(page, { x: 700, y: 400 }, { x: 740, y: 420 });
    await drag(page, { x: 505, y: 390 }, { x: 480, y: 400 });
    const { files } = await exported(page, 'labelme');
    const { shapes: written } = JSON.parse(new TextDecoder().decode(files['page.json']));
    expect(written.map((one: { shape_type: string }) => one.shape_type)).toEqual([
      'rectangle',
      'polygon',
    ]);
    const points: readonly (readonly number[])[] = written[1].points;
    expect(points.map((point) => point.map(Math.round))).toEqual([
      [450, 300],
      [600, 280],
      [740, 420],
      [560, 480],
      [480, 400],
    ]);
  });

  test('Escape gives up an outline, Backspace its last point', async () => {
    const { page } = opened;
    await page.locator('.board-active').focus();
    await page.keyboard.press('o');
    await click(100, 500);
    await click(200, 500);
    await click(260, 560);
    await page.keyboard.press('Backspace');
    await click(150, 560);
    await page.keyboard.press('Enter');
    await rows().nth(2).waitFor();
    await page.keyboard.press('o');
    await click(600, 100);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    const { boxes } = await shapes();
    expect(boxes.map((box) => pointsOf(box).length)).toEqual([0, 5, 3]);
  });

  test('attributes are said of boxes and of the picture, and saved', async () => {
    const { page } = opened;
    await page.getByRole('tab', { name: /Classes/ }).click();
    await page.getByRole('textbox', { name: 'Attributes of line' }).fill('torn, ink: blue | black');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /Boxes/ }).click();
    await rows().first().click();
    await page.getByRole('combobox', { name: 'ink' }).selectOption('blue');
    await page.getByRole('textbox', { name: 'New attribute: Attributes of the box' }).fill('hand');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'hand', exact: true }).fill('left');
    await page.locator('.board-active').focus();
    await page.keyboard.press('Escape');
    await page.getByText('About the picture').click();
    const ofPicture = page.getByRole('textbox', {
      name: 'New attribute: Attributes of the picture',
    });
    await ofPicture.fill('light');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'light', exact: true }).fill('dim');
    await saved(page);
    await page.reload();
    await shown(page, 'page.png');
    const { boxes, attributes } = await shapes();
    expect(boxes[0]?.attributes).toEqual({ ink: 'blue', hand: 'left' });
    expect(attributes).toEqual({ light: 'dim' });
  });
});
