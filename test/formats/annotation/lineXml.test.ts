import { describe, expect, it } from 'vitest';
import { altoXml } from '../../../src/formats/annotation/altoXml.ts';
import type { AnnotatedImage, AnnotationBox } from '../../../src/formats/annotation/annotation.ts';
import type { AnnotationFormat } from '../../../src/formats/annotation/annotationFormat.ts';
import { pageXml } from '../../../src/formats/annotation/pageXml.ts';
import { countedIds } from './annotationSets.ts';

const pictures = new Map([['scan.jpg', { width: 1000, height: 800 }]]);

/** As eScriptorium exports them, with what it says besides. */
const PAGE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
  <Metadata><Creator>escriptorium</Creator><Created>2024-01-01T00:00:00</Created></Metadata>
  <Page imageFilename="scan.jpg" imageWidth="1000" imageHeight="800">
    <TextRegion id="r1" custom="structure {type:MainZone;}">
      <Coords points="10,10 900,10 900,700 10,700"/>
      <TextLine id="l1" custom="structure {type:HeadingLine;}">
        <Coords points="100,50 600,60 600,110 100,100"/>
        <Baseline points="100,90 600,100"/>
        <TextEquiv conf="0.9"><Unicode>Chapter &amp; verse</Unicode></TextEquiv>
      </TextLine>
      <TextLine id="l2">
        <Coords points="100,200 700,200 700,250 100,250"/>
        <Baseline points="100,240 700,240"/>
        <TextEquiv><Unicode>left as it is</Unicode></TextEquiv>
      </TextLine>
    </TextRegion>
  </Page>
</PcGts>
`;
const ALTO = `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
  <Description>
    <MeasurementUnit>pixel</MeasurementUnit>
    <sourceImageInformation><fileName>scan.jpg</fileName></sourceImageInformation>
  </Description>
  <Tags><OtherTag ID="LT7" LABEL="HeadingLine" DESCRIPTION="line type HeadingLine"/></Tags>
  <Layout><Page WIDTH="1000" HEIGHT="800" PHYSICAL_IMG_NR="0" ID="p">
    <PrintSpace HPOS="0" VPOS="0" WIDTH="1000" HEIGHT="800">
      <TextBlock ID="b1">
        <TextLine ID="l1" TAGREFS="LT7" BASELINE="100 90 600 100" HPOS="100" VPOS="50" WIDTH="500" HEIGHT="60">
          <Shape><Polygon POINTS="100 50 600 60 600 110 100 100"/></Shape>
          <String CONTENT="Chapter &amp;" HPOS="100" VPOS="50" WIDTH="200" HEIGHT="60"/><SP/><String CONTENT="verse"/>
        </TextLine>
        <TextLine ID="l2" HPOS="100" VPOS="200" WIDTH="600" HEIGHT="50"><String CONTENT="left as it is"/></TextLine>
      </TextBlock>
    </PrintSpace>
  </Page></Layout>
</alto>
`;

function opened(format: AnnotationFormat, text: string) {
  const files = new Map([['scan.xml', text]]);
  const { set, report } = format.read(files, { pictures, newId: countedIds() });
  const [image] = set.images;
  if (image === undefined) throw new Error('no picture');
  const save = (change: (boxes: readonly AnnotationBox[]) => readonly AnnotationBox[]) => {
    const changed: AnnotatedImage = { ...image, boxes: change(image.boxes) };
    return format.write({ ...set, images: [changed] }, files);
  };
  return { set, report, image, save };
}

describe.each([
  { format: pageXml, text: PAGE },
  { format: altoXml, text: ALTO },
])('$format.title of eScriptorium', ({ format, text }) => {
  it('comes in with kinds, outlines and texts', () => {
    const { image, set, report } = opened(format, text);
    expect(report.issues).toEqual([]);
    const names = new Map(set.classes.map(({ id, name }) => [id, name]));
    expect(
      image.boxes.map(({ classId, transcription, polygon, x, y }) => [
        names.get(classId),
        transcription,
        polygon?.length,
        x,
        y,
      ]),
    ).toEqual([
      ['HeadingLine', 'Chapter & verse', 4, 100, 50],
      ['line', 'left as it is', undefined, 100, 200],
    ]);
  });

  it('is left alone where nothing changed', () => {
    const { save } = opened(format, text);
    expect(save((boxes) => boxes).files.size).toBe(0);
  });

  it('takes a corrected text, and keeps all else', () => {
    const { save } = opened(format, text);
    const { files } = save(([first, ...rest]) =>
      first ? [{ ...first, transcription: 'Chapter <2>' }, ...rest] : rest,
    );
    const written = files.get('scan.xml') ?? '';
    expect(opened(format, written).image.boxes[0]?.transcription).toBe('Chapter <2>');
    const [, line] = written.split('left as it is');
    expect(line).toBe(text.split('left as it is')[1]);
    const [before = ''] = text.split(/<TextEquiv|<String/);
    expect(written.slice(0, before.length)).toBe(before);
  });

  it('takes moved, deleted and added lines, with a class that is new', () => {
    const { save, set } = opened(format, text);
    const classId = set.classes.find(({ name }) => name === 'HeadingLine')?.id ?? '';
    const { files } = save(([first, second]) =>
      first && second
        ? [
            { ...second, x: 120, classId },
            { ...second, id: 'new', y: 400, transcription: null },
          ]
        : [],
    );
    const { image } = opened(format, files.get('scan.xml') ?? '');
    expect(image.boxes.map(({ x, y, transcription }) => [x, y, transcription])).toEqual([
      [120, 200, 'left as it is'],
      [100, 400, null],
    ]);
    expect(files.get('scan.xml')).not.toContain('Chapter');
  });
});

it('ALTO in millimetres is named as what it is', () => {
  const files = new Map([['scan.xml', ALTO.replace('pixel', 'mm10')]]);
  const { report } = altoXml.read(files, { pictures, newId: countedIds() });
  expect(report.issues).toMatchObject([
    { code: 'not-annotations', detail: 'ALTO in mm10, not in pixels' },
  ]);
});

it('a class that would end PAGE’s way to say it comes back', () => {
  const name = 'a;b{c}\\u0041';
  const classes = [{ id: 'c', name, colour: '#112233' }];
  const box = { id: 'b', classId: 'c', x: 1, y: 1, width: 9, height: 9 };
  const boxes = [{ ...box, difficult: false, transcription: null }];
  const images = [{ name: 'scan.jpg', width: 1000, height: 800, verified: false, boxes }];
  const { files } = pageXml.write({ classes, images });
  const { set } = pageXml.read(files, { pictures, newId: countedIds() });
  expect(set.classes.map((one) => one.name)).toEqual([name]);
});

describe('what stands in a line goes with it', () => {
  const change = (
    format: AnnotationFormat,
    text: string,
    next: (box: AnnotationBox) => AnnotationBox,
  ) =>
    opened(format, text)
      .save((boxes) => boxes.map(next))
      .files.get('scan.xml') ?? '';
  const moved = (box: AnnotationBox) => ({ ...box, x: box.x + 10, y: box.y + 20 });
  const page = (content: string) =>
    `<PcGts><Page imageFilename="scan.jpg" imageWidth="1000" imageHeight="800"><TextRegion id="r"><TextLine id="l"><Coords points="100,100 260,100 260,220 100,220"/>${content}</TextLine></TextRegion></Page></PcGts>`;
  const words =
    '<Word id="w"><Coords points="100,100 150,100 150,220 100,220"/><Glyph><Coords points="100,100 120,100 120,220"/></Glyph></Word><TextEquiv><Unicode>hello</Unicode></TextEquiv>';
  const alto = (attributes: string, content: string) =>
    `<alto><Layout><Page WIDTH="1000" HEIGHT="800"><PrintSpace><TextBlock ID="b"><TextLine ID="l"${attributes} HPOS="100" VPOS="100" WIDTH="160" HEIGHT="120">${content}</TextLine></TextBlock></PrintSpace></Page></Layout></alto>`;
  const strings =
    '<String CONTENT="hel" HPOS="100" VPOS="100" WIDTH="60" HEIGHT="120" WC="0.9"><Shape><Polygon POINTS="100 100 160 100 160 220"/></Shape></String><SP HPOS="160" VPOS="100" WIDTH="10"/><String CONTENT="wo" HPOS="170" VPOS="100" WIDTH="60" HEIGHT="120"/>';

  it('in PAGE: every point of its baseline, its words and their glyphs', () => {
    const baseline = '<Baseline points="100,200 150,205 200,203 260,200"/>';
    const written = change(pageXml, page(baseline + words), moved);
    expect(written).toContain('<Baseline points="110,220 160,225 210,223 270,220"/>');
    expect(written).toContain('<Coords points="110,120 160,120 160,240 110,240"/>');
    expect(written).toContain('<Coords points="110,120 130,120 130,240"/>');
  });

  it('in PAGE: stretched with a line that is resized', () => {
    const baseline = '<Baseline points="100,200 180,205 260,200"/>';
    const wider = (box: AnnotationBox) => ({ ...box, width: 320, height: 60 });
    expect(change(pageXml, page(baseline), wider)).toContain('points="100,150 260,153 420,150"');
  });

  it('in PAGE: turned with a line that is turned', () => {
    const turn = (box: AnnotationBox) => ({
      ...box,
      ...{ x: 228, y: 300, width: 200, height: 192 },
      // 160 × 120 as before, along (0.8, 0.6).
      polygon: [
        { x: 300, y: 300 },
        { x: 428, y: 396 },
        { x: 356, y: 492 },
        { x: 228, y: 396 },
      ],
    });
    const written = change(pageXml, page('<Baseline points="100,220 180,160 260,220"/>'), turn);
    expect(written).toContain('<Baseline points="228,396 328,396 356,492"/>');
  });

  const quarter = (box: AnnotationBox) => ({
    ...box,
    ...{ x: 120, y: 80, width: 120, height: 160 },
    polygon: [
      { x: 240, y: 80 },
      { x: 240, y: 240 },
      { x: 120, y: 240 },
      { x: 120, y: 80 },
    ],
  });
  it('in PAGE and ALTO: by exactly a quarter, and turned back', () => {
    const baseline = '<Baseline points="100,200 260,200"/>';
    const turned = change(pageXml, page(baseline), quarter);
    expect(turned).toContain('<Baseline points="140,80 140,240"/>');
    const alto90 = change(altoXml, alto(' BASELINE="100 200 260 200"', strings), quarter);
    expect(alto90).toContain('BASELINE="140 80 140 240"');
    const { set, image } = opened(pageXml, page(baseline));
    const written = pageXml.write({
      ...set,
      images: [{ ...image, boxes: image.boxes.map(quarter) }],
    });
    const [after] = written.images;
    if (after === undefined) throw new Error('no picture');
    const back = { ...after, boxes: image.boxes };
    expect(
      pageXml.write({ ...set, images: [back] }, written.files).files.get('scan.xml'),
    ).toContain('<Baseline points="100,200 260,200"/>');
  });

  it('a new line that is turned by a quarter has its baseline along it', () => {
    const { set, image } = opened(pageXml, page(''));
    const boxes = image.boxes.map((box) => ({ ...quarter(box), id: 'new' }));
    const { files } = pageXml.write({ ...set, images: [{ ...image, sources: [], boxes }] });
    expect(files.get('scan.xml')).toContain('<Baseline points="144,80 144,240"/>');
  });

  const retold = (format: AnnotationFormat, text: string, transcription: string) => {
    const { files, losses } = opened(format, text).save((boxes) =>
      boxes.map((box) => ({ ...box, transcription })),
    );
    return { written: files.get('scan.xml') ?? '', losses: losses.map(({ code }) => code) };
  };
  const two = (first: string, second: string) =>
    `<Word id="w1"><Coords points="100,100 150,100 150,220 100,220"/><Glyph><Coords points="100,100 120,100 120,220"/></Glyph><TextEquiv><Unicode>${first}</Unicode></TextEquiv></Word>` +
    `<Word id="w2"><Coords points="160,100 260,100 260,220 160,220"/><TextEquiv><Unicode>${second}</Unicode></TextEquiv></Word>` +
    `<TextEquiv><Unicode>${first} ${second}</Unicode></TextEquiv>`;

  it('in PAGE: words keep their places where the text has as many', () => {
    const { written, losses } = retold(pageXml, page(two('good', 'mourning')), 'good morning');
    expect(written).toBe(page(two('good', 'morning')));
    expect(losses).toEqual([]);
    const other = retold(pageXml, page(two('good', 'mourning')), 'food morning').written;
    expect(other).not.toContain('Glyph');
    expect(other).toContain('160,100 260,100');
  });

  it('in ALTO: words keep their places where the text has as many', () => {
    const { written, losses } = retold(altoXml, alto('', strings), 'hel we');
    expect(written).toBe(alto('', strings.replace('"wo"', '"we"')));
    expect(losses).toEqual([]);
  });

  it.each([
    ['PAGE', pageXml, page(two('good', 'mourning'))],
    ['ALTO', altoXml, alto('', strings)],
  ] as const)('in %s: it is said where words lose their places', (_, format, text) => {
    expect(retold(format, text, 'one two three').losses).toEqual(['line-words']);
  });

  it('in PAGE: a word takes the text and moves with its line', () => {
    const written = change(pageXml, page(words), (box) => ({
      ...moved(box),
      transcription: 'other',
    }));
    expect(written).toContain('<Word id="w"><Coords points="110,120 160,120 160,240 110,240"/>');
    expect(written).not.toContain('Glyph');
  });

  it('in PAGE: words go where there are more of them and the line has moved', () => {
    const written = change(pageXml, page(two('good', 'mourning')), (box) => ({
      ...moved(box),
      transcription: 'other',
    }));
    expect(written).toContain(
      '<Coords points="110,120 270,120 270,240 110,240"/><TextEquiv><Unicode>other</Unicode></TextEquiv></TextLine>',
    );
  });

  it('in ALTO: every point of its baseline, and its strings with all they say', () => {
    const file = alto(' BASELINE="100 200 180 205 260 200"', strings);
    expect(change(altoXml, file, moved)).toBe(
      file
        .replace('100 200 180 205 260 200', '110 220 190 225 270 220')
        .replace('POINTS="100 100 160 100 160 220"', 'POINTS="110 120 170 120 170 240"')
        .replaceAll('VPOS="100"', 'VPOS="120"')
        .replace(/HPOS="(\d+)"/g, (_, x) => `HPOS="${Number(x) + 10}"`),
    );
  });

  it('in ALTO before its fourth version: how far the baseline lies from above', () => {
    expect(change(altoXml, alto(' BASELINE="200"', strings), moved)).toContain('BASELINE="220"');
  });

  it('in ALTO: one string where the text is another', () => {
    const written = change(altoXml, alto('', strings), (box) => ({
      ...moved(box),
      transcription: 'other',
    }));
    expect(written).toContain(
      '<String CONTENT="other" HPOS="110" VPOS="120" WIDTH="160" HEIGHT="120"/></TextLine>',
    );
  });

  it('in ALTO: a hyphen stands right behind its word', () => {
    const file = alto('', `${strings}<HYP CONTENT="-"/>`);
    const { image } = opened(altoXml, file);
    expect(image.boxes[0]).toMatchObject({ transcription: 'hel wo-', x: 100, width: 160 });
    expect(image.boxes[0]?.polygon).toBeUndefined();
    expect(change(altoXml, file, moved)).toContain('<HYP CONTENT="-"/>');
  });
});
