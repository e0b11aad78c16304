import { describe, expect, it } from 'vitest';
import { FORMATS, readAnnotations } from '../../../src/app/annotate/project/readAnnotations.ts';
import { altoXml } from '../../../src/formats/annotation/altoXml.ts';
import { pageXml } from '../../../src/formats/annotation/pageXml.ts';
import { toldPoseShape } from '../../../src/formats/annotation/yoloRows.ts';
import { rotatedRectangle } from '../../../src/reading/geometry.ts';
import { countedIds } from './annotationSets.ts';

const size = { width: 640, height: 480 };
const pictures = new Map([['a.jpg', size]]);

function opened(file: string, text: string) {
  const { set, report } = readAnnotations(new Map([[file, text]]), {
    pictures,
    newId: countedIds(),
  });
  const told = report.issues.map(({ code, detail }) => [code, detail]);
  /** Formats that name a loss of this kind. */
  const naming = (code: string) =>
    FORMATS.filter((format) => format.write(set).losses.some((loss) => loss.code === code)).map(
      ({ name }) => name,
    );
  return { set, told, naming };
}

const OTHERS = (own: string) => FORMATS.map(({ name }) => name).filter((name) => name !== own);

const page = (content: string) =>
  `<PcGts><Page imageFilename="a.jpg" imageWidth="640" imageHeight="480">${content}</Page></PcGts>`;
const LINE =
  '<TextLine id="l"><Coords points="10,10 200,10 200,40 10,40"/><Baseline points="10,30 200,32"/><TextEquiv index="1"><Unicode>won</Unicode></TextEquiv><TextEquiv index="0"><Unicode>one</Unicode></TextEquiv></TextLine>';

describe('PAGE and ALTO', () => {
  it('what has no lines is named: regions, blocks, further pages', () => {
    const regions =
      '<TextRegion id="r"><Coords points="1,1 9,1 9,9"/><TextEquiv><Unicode>alone</Unicode></TextEquiv></TextRegion><ImageRegion id="i"/>';
    const text = page(`${regions}<TableRegion><TextRegion>${LINE}</TextRegion></TableRegion>`);
    expect(opened('a.xml', text).told).toEqual([['said-unkept', 'a.jpg: TextRegion, ImageRegion']]);
    const line = '<TextLine HPOS="10" VPOS="20" WIDTH="100" HEIGHT="30"/>';
    const alto = `<alto><Layout><Page WIDTH="640" HEIGHT="480"><PrintSpace><TextBlock>${line}</TextBlock><Illustration/></PrintSpace></Page><Page><TextBlock>${line}</TextBlock></Page></Layout></alto>`;
    const { set, told } = opened('a.xml', alto);
    expect(set.images[0]?.boxes).toHaveLength(1);
    expect(told).toEqual([['said-unkept', 'a.jpg: Illustration, page 2']]);
  });

  it('of several readings the one of the least index counts', () => {
    const { set } = opened('a.xml', page(`<TextRegion>${LINE}</TextRegion>`));
    expect(set.images[0]?.boxes[0]?.transcription).toBe('one');
  });

  it.each([
    [
      pageXml,
      `<pc:PcGts xmlns:pc="x"><pc:Page imageFilename="a.jpg" imageWidth="640" imageHeight="480"><pc:TextRegion id="r">${LINE.replace(/<(\/?)(?=\w)/g, '<$1pc:')}</pc:TextRegion></pc:Page></pc:PcGts>`,
    ],
    [
      altoXml,
      '<a:alto xmlns:a="x"><a:Layout><a:Page WIDTH="640" HEIGHT="480"><a:TextBlock><a:TextLine HPOS="10" VPOS="10" WIDTH="190" HEIGHT="30"><a:String CONTENT="one"/></a:TextLine></a:TextBlock></a:Page></a:Layout></a:alto>',
    ],
  ])(
    '$title with a prefix, as OCR-D has it, is read, and what is new gets it too',
    (format, text) => {
      const { set } = opened('a.xml', text);
      const [image] = set.images;
      const [box] = image?.boxes ?? [];
      if (!image || !box) throw new Error('no line');
      expect(box).toMatchObject({ x: 10, width: 190, transcription: 'one' });
      expect(format.write(set, new Map([['a.xml', text]])).files.size).toBe(0);
      const boxes = [
        { ...box, transcription: 'two <words>', x: 20 },
        { ...box, id: 'new', y: 200 },
      ];
      const images = [{ ...image, boxes }];
      const written = format.write({ ...set, images }, new Map([['a.xml', text]])).files;
      const now = written.get('a.xml') ?? '';
      const tags = now.match(/<\/?[\w:]+/g) ?? [];
      expect(tags.length).toBeGreaterThan(10);
      expect(tags.every((tag) => /^<\/?(pc|a):/.test(tag))).toBe(true);
      const back = opened('a.xml', now).set.images[0]?.boxes ?? [];
      expect(back.map(({ x, y, transcription }) => [x, y, transcription])).toEqual([
        [20, 10, 'two <words>'],
        [10, 200, 'one'],
      ]);
    },
  );

  it('that baselines and places of words stay behind is said', () => {
    const { naming } = opened('a.xml', page(`<TextRegion>${LINE}</TextRegion>`));
    expect(naming('baselines')).toEqual(OTHERS('page'));
  });
});

const cocoBox = (more: object) =>
  JSON.stringify({
    images: [{ id: 1, file_name: 'a.jpg', ...size }],
    categories: [{ id: 1, name: 'jar' }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [10, 10, 50, 50], ...more }],
  });
const labelmeShape = (more: object) =>
  JSON.stringify({
    imagePath: 'a.jpg',
    shapes: [
      {
        ...{ label: 'jar', shape_type: 'rectangle', flags: {}, group_id: null },
        points: [
          [10, 10],
          [60, 60],
        ],
        ...more,
      },
    ],
  });
const createMlBox = (more: object) =>
  JSON.stringify([
    {
      image: 'a.jpg',
      annotations: [
        { label: 'jar', coordinates: { x: 50, y: 50, width: 10, height: 10 }, ...more },
      ],
    },
  ]);
const vocObject = (more: string) =>
  `<annotation><filename>a.jpg</filename><size><width>640</width><height>480</height></size><object><name>jar</name><bndbox><xmin>10</xmin><ymin>10</ymin><xmax>60</xmax><ymax>60</ymax></bndbox>${more}</object></annotation>`;

describe('what a file says of a box beyond what is known here stays there, and that is said', () => {
  it.each([
    ['coco', 'others', 'a.json', cocoBox({ iscrowd: 1 })],
    ['coco', 'others', 'a.json', cocoBox({ track_id: 7 })],
    ['coco', 'others', 'a.json', cocoBox({ attributes: { tags: ['x'] } })],
    ['coco', 'confidence', 'a.json', cocoBox({ score: 0.4 })],
    ['labelme', 'confidence', 'a.json', labelmeShape({ score: 0.9 })],
    ['labelme', 'others', 'a.json', labelmeShape({ kie_linking: [[1, 2]] })],
    ['labelme', 'curves', 'a.json', labelmeShape({ shape_type: 'circle' })],
    ['createml', 'confidence', 'a.json', createMlBox({ confidence: 0.4 })],
    ['voc', 'others', 'a.xml', vocObject('<actions><jumping>1</jumping></actions>')],
    ['voc', 'confidence', 'a.xml', vocObject('<score>0.7</score>')],
  ])('%s, %s: %s', (own, code, file, text) => {
    expect(opened(file, text).naming(code)).toEqual(OTHERS(own));
  });

  it.each([
    ['coco', 'a.json', cocoBox({ iscrowd: 0, area: 2500, segmentation: [] })],
    ['labelme', 'a.json', labelmeShape({ description: '', mask: null })],
    ['createml', 'a.json', createMlBox({ difficult: true })],
    ['voc', 'a.xml', vocObject('<pose>Unspecified</pose><deleted>0</deleted><date/>')],
  ])('%s: what says nothing is no loss', (_, file, text) => {
    const { naming } = opened(file, text);
    for (const code of ['others', 'confidence', 'curves']) expect(naming(code)).toEqual([]);
  });
});

describe('rows of nine numbers', () => {
  const row = (points: string) => opened('a.txt', `0 ${points}\n`);

  it('two key points on both sides of their box’s middle are told from a turned box', () => {
    const { set, told } = row('0.5 0.5 0.4 0.4 0.35 0.36 0.66 0.64');
    expect(set.images[0]?.boxes).toMatchObject([{ x: 192, y: 144, width: 256, height: 192 }]);
    expect(told.map(([code]) => code)).toContain('box-pose');
  });

  it('what might be the one or the other is an outline, and that is said', () => {
    const { set, told } = row('0.5 0.5 0.4 0.4 0.35 0.52 0.66 0.53');
    expect(set.images[0]?.boxes[0]?.polygon).toHaveLength(4);
    expect(told).toContainEqual(['rows-ambiguous', 'a.jpg']);
  });

  it.each([
    ['a turned box', '0.3 0.3 0.6 0.3 0.6 0.5 0.3 0.5'],
    ['an outline at a border', '0.1 0.1 0.3 0.1 0.35 0.3 0.2 0.4'],
    ['a small outline', '0.48 0.5 0.5 0.49 0.52 0.5 0.51 0.53'],
  ])('%s is no question', (_, points) => {
    const { set, told } = row(points);
    expect(set.images[0]?.boxes).toHaveLength(1);
    expect(told.map(([code]) => code)).not.toContain('rows-ambiguous');
    expect(told.map(([code]) => code)).not.toContain('box-pose');
  });

  it('no turned box, however it lies and is listed, is taken for key points', () => {
    for (let index = 0; index < 4000; index++) {
      const random = (which: number) => ((index * 7919 + which * 104_729) % 9973) / 9973;
      const { x, y } = { x: 100 + 440 * random(1), y: 100 + 280 * random(2) };
      const corners = rotatedRectangle(
        { x, y },
        10 + 190 * random(3),
        10 + 190 * random(4),
        6.3 * random(5),
      );
      const inOrder = index % 2 === 0 ? corners : corners.toReversed();
      const numbers = inOrder.flatMap((point) => [point.x / 640, point.y / 480]);
      expect(toldPoseShape(`0 ${numbers.map((one) => one.toFixed(6)).join(' ')}`)).toBeNull();
    }
  });
});

describe('other tools', () => {
  it('Label Studio: what a model said is named where only people’s answers come in', () => {
    const value = { x: 1, y: 1, width: 10, height: 10, rectanglelabels: ['jar'] };
    const result = [{ id: 'q', original_width: 640, original_height: 480, value }];
    const data = { image: 'a.jpg' };
    const text = JSON.stringify([{ data, annotations: [{ result }], predictions: [{ result }] }]);
    expect(opened('a.json', text).told).toEqual([['said-unkept', 'a.jpg: predictions']]);
    const alone = JSON.stringify([{ data, annotations: [], predictions: [{ result }] }]);
    expect(opened('a.json', alone).told).toEqual([
      ['not-annotations', 'Label Studio, without annotations'],
    ]);
  });

  it('further columns of a table are attributes of its boxes', () => {
    const text =
      ',filename,width,height,class,xmin,ymin,xmax,ymax,Occluded\n0,a.jpg,640,480,jar,1,2,30,40,yes\n1,a.jpg,640,480,jar,5,2,30,40,\n';
    const boxes = opened('a.csv', text).set.images[0]?.boxes;
    expect(boxes?.map(({ attributes }) => attributes)).toEqual([{ occluded: 'yes' }, undefined]);
  });

  const attributes = [{ name: 'colour', values: ['red', 'blue'] }];
  it.each([
    [
      'a.xml',
      '<annotations><meta><job><labels><label><name>jar</name><attributes><attribute><name>colour</name><input_type>select</input_type><values>red\nblue</values></attribute></attributes></label><label><name>lid</name></label><label><name>knee</name><parent>person</parent></label></labels></job></meta><image name="a.jpg" width="640" height="480"/></annotations>',
      { jar: attributes, lid: undefined },
    ],
    [
      'a.json',
      JSON.stringify({
        _via_img_metadata: { q: { filename: 'a.jpg', regions: [] } },
        _via_attributes: {
          region: {
            type: { type: 'dropdown', options: { jar: '', lid: '' } },
            colour: { type: 'radio', options: { red: '', blue: '' } },
            text: { type: 'text' },
          },
        },
      }),
      { jar: attributes, lid: attributes },
    ],
    [
      'a.json',
      JSON.stringify({
        tags: [{ name: 'jar', color: '#fff' }, { name: 'lid' }],
        assets: { q: { asset: { name: 'a.jpg' }, regions: [] } },
      }),
      { jar: undefined, lid: undefined },
    ],
  ])('classes that %s lists come in, used or not, with their attributes', (file, text, wanted) => {
    const { set } = opened(file, text);
    expect(Object.fromEntries(set.classes.map((one) => [one.name, one.attributes]))).toEqual(
      wanted,
    );
  });
});

describe('names of pictures', () => {
  it.each([
    ['an accent apart from its letter', 'caf\u00e9.jpg', 'cafe\u0301.jpg'],
    ['capitals', 'IMG_1.JPG', 'img_1.jpg'],
    ['both in a folder', 'Caf\u00e9/IMG.jpg', 'cafe\u0301/img.jpg'],
  ])('%s: the picture is found', (_, stated, name) => {
    const files = new Map([
      ['x.csv', `image,xmin,ymin,xmax,ymax,label\n${stated},1,2,30,40,jar\n`],
      [stated.replace(/jpg$/i, 'txt'), '0 0.5 0.5 0.1 0.1\n'],
    ]);
    for (const file of files) {
      const { set } = readAnnotations(new Map([file]), {
        pictures: new Map([[name, size]]),
        newId: countedIds(),
      });
      expect(set.images.map((image) => [image.name, image.boxes.length])).toEqual([[name, 1]]);
    }
  });

  it('two that differ in capitals alone each have their own', () => {
    const files = new Map([
      ['a.txt', '0 0.5 0.5 0.1 0.1\n'],
      ['A.txt', '0 0.5 0.5 0.1 0.1\n0 0.2 0.2 0.1 0.1\n'],
    ]);
    const pictures = new Map([
      ['A.jpg', size],
      ['a.jpg', size],
    ]);
    const { set } = readAnnotations(files, { pictures, newId: countedIds() });
    const counts = Object.fromEntries(set.images.map(({ name, boxes }) => [name, boxes.length]));
    expect(counts).toEqual({ 'a.jpg': 1, 'A.jpg': 2 });
  });
});
