import { boundingBox, type Point, quadOfBox } from '../../reading/geometry.ts';
import { decimalOf } from './boxInside.ts';
import { baseName } from './filePaths.ts';
import { lineMove } from './lineMove.ts';
import { wordTexts } from './lineWords.ts';
import { LINE_CLASS, type LineDialect, lineFormat, type OwnLine, type XmlLine } from './lineXml.ts';
import { isUprightBox, outlineOf } from './polygon.ts';
import type { TextEdit } from './textEdits.ts';
import {
  attributeEdit,
  childOf,
  childText,
  descendants,
  escapeAttribute,
  isCalled,
  type XmlElement,
} from './xmlTree.ts';

const NAMESPACE = 'http://www.loc.gov/standards/alto/ns-v4#';

/** ALTO 4 with the tags of eScriptorium and kraken for kinds of lines. */
export const altoXml = lineFormat({
  name: 'alto',
  title: 'ALTO XML',

  pageOf(root) {
    const page = isCalled(root, 'alto') ? descendants(root, 'page')[0] : undefined;
    if (page === undefined) return null;
    const unit = descendants(root, 'measurementunit')[0]?.text.trim() ?? 'pixel';
    if (unit !== 'pixel') return { problem: `ALTO in ${unit}, not in pixels` };
    const [width, height] = ['WIDTH', 'HEIGHT'].map((key) => decimalOf(page.attributes[key] ?? ''));
    const sized = width !== undefined && height !== undefined && width > 0 && height > 0;
    const tags = tagsOf(root);
    return {
      root,
      picture: childText(descendants(root, 'sourceimageinformation')[0] ?? root, 'filename') ?? '',
      size: sized ? { width, height } : null,
      lines: descendants(page, 'textline').map((element) => lineOf(element, tags)),
      others: [...blocksWithoutLines(page), ...descendants(root, 'page').slice(1).map(pageName)],
      region: descendants(page, 'textblock').at(-1) ?? null,
    };
  },

  newPage({ name, width, height }, lines) {
    const classes = [...new Set(lines.map(({ className }) => className))];
    const tags = classes.filter((one) => one !== LINE_CLASS).map(tagText);
    const block = lines.length === 0 ? '' : blockText(lines, linesText(lines, '\n          '));
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<alto xmlns="${NAMESPACE}">`,
      '  <Description>',
      '    <MeasurementUnit>pixel</MeasurementUnit>',
      '    <sourceImageInformation>',
      `      <fileName>${escapeAttribute(baseName(name))}</fileName>`,
      '    </sourceImageInformation>',
      '  </Description>',
      ...(tags.length === 0 ? [] : ['  <Tags>', ...tags.map((tag) => `    ${tag}`), '  </Tags>']),
      '  <Layout>',
      `    <Page ID="page" PHYSICAL_IMG_NR="1" WIDTH="${width}" HEIGHT="${height}">`,
      `      <PrintSpace HPOS="0" VPOS="0" WIDTH="${width}" HEIGHT="${height}">${block}`,
      '      </PrintSpace>',
      '    </Page>',
      '  </Layout>',
      '</alto>',
      '',
    ].join('\n');
  },

  newLines: ({ root }, lines, indent) => linesText(lines, indent, tagsOf(root)),

  newRegion({ root }, lines) {
    const [space] = descendants(root, 'printspace');
    const page = space ?? descendants(root, 'page')[0] ?? root;
    const at = page.children.at(-1)?.end ?? page.inner?.start ?? page.end;
    return { start: at, end: at, text: blockText([], lines) };
  },

  lineEdits(text, { root, size }, line, now) {
    const { element } = line;
    const edits: TextEdit[] = [];
    const retold = (line.text ?? '') === (now.text ?? '') ? [] : textEdits(text, element, now);
    if (JSON.stringify(line.outline) !== JSON.stringify(now.outline)) {
      const move = lineMove(line.outline, now.outline, size);
      for (const [key, value] of Object.entries(placeOf(now.outline))) {
        edits.push(attributeEdit(text, element, key, String(value)));
      }
      const baseline = movedBaseline(element.attributes.BASELINE ?? '', move);
      if (baseline !== null) edits.push(attributeEdit(text, element, 'BASELINE', baseline));
      const shape = childOf(element, 'shape');
      const content = shapeText(now.outline);
      const at = element.children[0]?.start ?? element.inner?.start ?? element.end;
      if (shape !== null) edits.push({ start: shape.start, end: shape.end, text: content });
      else if (content !== '') edits.push({ start: at, end: at, text: content });
      const parts = element.children.filter((child) => child !== shape);
      const moved = parts.flatMap((part) => movedEdits(text, part, move));
      const goes = ({ start, end }: TextEdit) =>
        retold.some((edit) => edit.start <= start && end <= edit.end && edit.start < edit.end);
      edits.push(...moved.filter((edit) => !goes(edit)));
    }
    edits.push(...retold);
    if (line.className !== now.className) {
      const others = (element.attributes.TAGREFS ?? '').split(/\s+/).filter((id) => id !== '');
      const value = now.className === LINE_CLASS ? '' : tagId(now.className, tagsOf(root));
      // Of several tags the first is the kind of the line.
      const rest = line.className === LINE_CLASS ? others : others.slice(1);
      const all = [value, ...rest].filter((id) => id !== '').join(' ');
      edits.push(attributeEdit(text, element, 'TAGREFS', all));
    }
    return edits;
  },

  words: ({ element }) => stringsOf(element).length,

  classEdits({ root }, classNames) {
    const known = new Set(tagsOf(root).values());
    const fresh = [...classNames].filter((name) => name !== LINE_CLASS && !known.has(name));
    if (fresh.length === 0) return [];
    const tags = childOf(root, 'tags');
    const text = fresh.map(tagText).join('');
    const at = tags?.inner?.end ?? childOf(root, 'layout')?.start ?? root.end;
    return [{ start: at, end: at, text: tags?.inner ? text : `<Tags>${text}</Tags>` }];
  },
} satisfies LineDialect);

/** Names of blocks that are no text, or of which no lines are said. */
function blocksWithoutLines(page: XmlElement): readonly string[] {
  return ['TextBlock', 'Illustration', 'GraphicalElement'].flatMap((name) =>
    descendants(page, name.toLowerCase())
      .filter((block) => descendants(block, 'textline').length === 0)
      .map(() => name),
  );
}

function pageName(_: XmlElement, index: number): string {
  return `page ${index + 2}`;
}

/** Labels of the tags by their ids. */
function tagsOf(root: XmlElement): ReadonlyMap<string, string> {
  return new Map(
    (childOf(root, 'tags')?.children ?? []).flatMap(({ attributes }) => {
      const { ID, LABEL } = attributes;
      return ID === undefined || LABEL === undefined ? [] : [[ID, LABEL] as const];
    }),
  );
}

/** The tag of a kind of lines: the one that stands, else a new id made of the name. */
function tagId(className: string, tags: ReadonlyMap<string, string> = new Map()): string {
  for (const [id, label] of tags) {
    if (label === className) return id;
  }
  const codes = [...className].map((letter) =>
    /[A-Za-z0-9-]/.test(letter) ? letter : `_${letter.codePointAt(0)?.toString(16)}_`,
  );
  return `LT_${codes.join('')}`;
}

function tagText(className: string): string {
  const label = escapeAttribute(className);
  return `<OtherTag ID="${tagId(className)}" LABEL="${label}" DESCRIPTION="line type ${label}"/>`;
}

function lineOf(element: XmlElement, tags: ReadonlyMap<string, string>): XmlLine {
  const { attributes, children } = element;
  const shape = childOf(element, 'shape');
  const polygon = shape === null ? undefined : childOf(shape, 'polygon')?.attributes.POINTS;
  const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN] = [
    'HPOS',
    'VPOS',
    'WIDTH',
    'HEIGHT',
  ].map((key) => decimalOf(attributes[key] ?? ''));
  const stated = Number.isFinite(x + y + width + height) ? outlineOf({ x, y, width, height }) : [];
  const drawn = pointsIn(polygon ?? '');
  const text = children
    .reduce((told, child) => {
      // A hyphen belongs to the word before it.
      if (isCalled(child, 'hyp')) return told + (child.attributes.CONTENT ?? '-');
      return isCalled(child, 'string') ? `${told} ${child.attributes.CONTENT ?? ''}` : told;
    }, '')
    .trim();
  const kinds = (attributes.TAGREFS ?? '').split(/\s+/).flatMap((id) => tags.get(id) ?? []);
  const [kind] = kinds.filter((name) => name !== 'default');
  return {
    element,
    outline: drawn.length > 2 ? drawn : stated,
    text: text === '' ? null : text,
    className: kind ?? LINE_CLASS,
  };
}

/** `x y x y …` or `x,y x,y …`; empty where a number is none. */
function pointsIn(text: string): readonly Point[] {
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(decimalOf);
  if (numbers.length % 2 !== 0 || numbers.some(Number.isNaN)) return [];
  return numbers.flatMap((x, index) =>
    index % 2 === 0 ? [{ x, y: numbers[index + 1] ?? Number.NaN }] : [],
  );
}

/** A line's baseline: points, or before ALTO 4 how far it lies from above; null where there is none. */
function movedBaseline(baseline: string, move: (point: Point) => Point): string | null {
  const height = decimalOf(baseline);
  if (Number.isFinite(height)) return String(move({ x: 0, y: height }).y);
  const points = pointsIn(baseline);
  return points.length === 0 ? null : pointsText(points.map(move));
}

/** A word, and all that stands in it, where it has gone with its line. */
function movedEdits(
  text: string,
  element: XmlElement,
  move: (point: Point) => Point,
): readonly TextEdit[] {
  const { attributes, children } = element;
  const number = (key: string) => decimalOf(attributes[key] ?? '');
  const [x, y] = [number('HPOS'), number('VPOS')];
  const edits = children.flatMap((child) => movedEdits(text, child, move));
  const outline = pointsIn(attributes.POINTS ?? '');
  if (outline.length > 0) {
    edits.push(attributeEdit(text, element, 'POINTS', pointsText(outline.map(move))));
  }
  if (!Number.isFinite(x + y)) return edits;
  const box = { x, y, width: number('WIDTH') || 0, height: number('HEIGHT') || 0 };
  for (const [key, value] of Object.entries(placeOf(quadOfBox(box).map(move)))) {
    if (attributes[key] !== undefined && number(key) !== value) {
      edits.push(attributeEdit(text, element, key, String(value)));
    }
  }
  return edits;
}

function pointsText(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x} ${y}`).join(' ');
}

function placeOf(outline: readonly Point[]) {
  const { x, y, width, height } = boundingBox(outline);
  return { HPOS: x, VPOS: y, WIDTH: width, HEIGHT: height };
}

function placeText(outline: readonly Point[]): string {
  return Object.entries(placeOf(outline))
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('');
}

function shapeText(outline: readonly Point[]): string {
  return isUprightBox(outline) ? '' : `<Shape><Polygon POINTS="${pointsText(outline)}"/></Shape>`;
}

function stringText({ text, outline }: OwnLine): string {
  return text === null || text === ''
    ? ''
    : `<String CONTENT="${escapeAttribute(text)}"${placeText(outline)}/>`;
}

function linesText(
  lines: readonly OwnLine[],
  indent: string,
  tags?: ReadonlyMap<string, string>,
): string {
  return lines
    .map((line) => {
      const { id, outline, baseline, className } = line;
      const tag = className === LINE_CLASS ? '' : ` TAGREFS="${tagId(className, tags)}"`;
      const start = `<TextLine ID="${id}"${tag}${placeText(outline)} BASELINE="${pointsText(baseline)}">`;
      return `${indent}${start}${shapeText(outline)}${stringText(line)}</TextLine>`;
    })
    .join('');
}

function blockText(lines: readonly OwnLine[], content: string): string {
  const place = lines.length === 0 ? '' : placeText(lines.flatMap(({ outline }) => outline));
  return `\n        <TextBlock ID="block_${lines[0]?.id ?? 'added'}"${place}>${content}\n        </TextBlock>`;
}

function stringsOf(line: XmlElement): readonly XmlElement[] {
  return line.children.filter((child) => isCalled(child, 'string'));
}

/** What each word says now, or one string in the place of words that are more or fewer now. */
function textEdits(text: string, line: XmlElement, now: OwnLine): readonly TextEdit[] {
  const strings = stringsOf(line);
  const isBroken = line.children.some((child) => isCalled(child, 'hyp'));
  const told = isBroken ? null : wordTexts(now.text, strings.length);
  if (told === null) return [textEdit(line, now)];
  return strings.flatMap((string, index) => {
    const content = told[index] ?? '';
    if (string.attributes.CONTENT === content) return [];
    // Letters and other readings would go on saying the old word.
    const old = string.children.filter((child) => !isCalled(child, 'shape'));
    return [
      ...old.map(({ start, end }) => ({ start, end, text: '' })),
      attributeEdit(text, string, 'CONTENT', content),
    ];
  });
}

/** One string in the place of the words that stood there. */
function textEdit(element: XmlElement, now: OwnLine): TextEdit {
  const told = element.children.filter((child) => !isCalled(child, 'shape'));
  const [first] = told;
  const last = told.at(-1);
  const at = element.children.at(-1)?.end ?? element.inner?.start ?? element.end;
  return { start: first?.start ?? at, end: last?.end ?? at, text: stringText(now) };
}
