import { boundingBox, type Point } from '../../reading/geometry.ts';
import { decimalOf } from './boxInside.ts';
import { baseName } from './filePaths.ts';
import { lineMove } from './lineMove.ts';
import { wordTexts } from './lineWords.ts';
import { LINE_CLASS, type LineDialect, lineFormat, type OwnLine, type XmlLine } from './lineXml.ts';
import { outlineOf } from './polygon.ts';
import type { TextEdit } from './textEdits.ts';
import {
  attributeEdit,
  childOf,
  childText,
  descendants,
  escapeAttribute,
  escapeXml,
  isCalled,
  prefixOf,
  type XmlElement,
} from './xmlTree.ts';

const NAMESPACE = 'http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15';

/** Transkribus and eScriptorium say what a line is in `custom`. */
const STRUCTURE = /structure\s*\{[^}]*type:\s*([^;}]*);?[^}]*\}/;

/** PAGE XML (Pletschacher and Antonacopoulos 2010): lines of eScriptorium, Transkribus and kraken. */
export const pageXml = lineFormat({
  name: 'page',
  title: 'PAGE XML',

  pageOf(root) {
    const page = isCalled(root, 'pcgts') ? childOf(root, 'page') : null;
    if (page === null) return null;
    const [width, height] = ['imageWidth', 'imageHeight'].map((key) =>
      decimalOf(page.attributes[key] ?? ''),
    );
    const sized = width !== undefined && height !== undefined && width > 0 && height > 0;
    return {
      root,
      picture: page.attributes.imageFilename ?? '',
      size: sized ? { width, height } : null,
      lines: descendants(page, 'textline').map(lineOf),
      others: regionsWithoutLines(page),
      region: descendants(page, 'textregion').at(-1) ?? null,
    };
  },

  newPage({ name, width, height }, lines) {
    const region = lines.length === 0 ? '' : regionText(lines, linesText(lines, '\n      '));
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<PcGts xmlns="${NAMESPACE}">`,
      '  <Metadata>',
      '    <Creator>Handlens</Creator>',
      // The schema wants dates; the same work gives the same file.
      '    <Created>1970-01-01T00:00:00</Created>',
      '    <LastChange>1970-01-01T00:00:00</LastChange>',
      '  </Metadata>',
      `  <Page imageFilename="${escapeAttribute(baseName(name))}" imageWidth="${width}" imageHeight="${height}">${region}`,
      '  </Page>',
      '</PcGts>',
      '',
    ].join('\n');
  },

  newLines: (_, lines, indent) => linesText(lines, indent),

  newRegion({ root }, lines) {
    const page = childOf(root, 'page') ?? root;
    const last = page.children.at(-1);
    const at = last?.end ?? page.inner?.start ?? page.end;
    return { start: at, end: at, text: regionText([], lines) };
  },

  lineEdits(text, { size }, line, now) {
    const { element } = line;
    const edits: TextEdit[] = [];
    const retold = (line.text ?? '') === (now.text ?? '') ? [] : textEdits(element, now.text);
    const coords = childOf(element, 'coords');
    const points = pointsText(now.outline);
    if (coords !== null && points !== coords.attributes.points) {
      edits.push(attributeEdit(text, coords, 'points', points));
      const move = lineMove(line.outline, now.outline, size);
      const within = [...descendants(element, 'coords'), ...descendants(element, 'baseline')];
      for (const part of within) {
        const standing = pointsIn(part.attributes.points ?? '');
        const goes = retold.some(({ start, end }) => start <= part.start && part.end <= end);
        if (part === coords || goes || standing.length === 0) continue;
        edits.push(attributeEdit(text, part, 'points', pointsText(standing.map(move))));
      }
    }
    edits.push(...retold);
    if (line.className !== now.className) {
      const custom = element.attributes.custom ?? '';
      const rest = custom.replace(STRUCTURE, '').trim();
      const value = [rest, structureOf(now.className)].filter((part) => part !== '').join(' ');
      edits.push(attributeEdit(text, element, 'custom', value));
    }
    return edits;
  },

  words: ({ element }) => wordsOf(element).length,

  classEdits: () => [],
} satisfies LineDialect);

/** Names of regions that are no text, or of which no lines are said. */
function regionsWithoutLines(element: XmlElement): readonly string[] {
  return element.children.flatMap((child) => {
    const name = child.name.slice(prefixOf(child).length);
    const hasNone = name.endsWith('Region') && descendants(child, 'textline').length === 0;
    return hasNone ? [name] : regionsWithoutLines(child);
  });
}

function lineOf(element: XmlElement): XmlLine {
  const equivalent = firstReading(element);
  const text = equivalent === null ? null : childText(equivalent, 'unicode');
  return {
    element,
    outline: pointsIn(childOf(element, 'coords')?.attributes.points ?? ''),
    text: text === '' ? null : text,
    className: classIn(element.attributes.custom ?? ''),
  };
}

/** Of several readings the one of the least index; those without one stand as they come. */
function firstReading({ children }: XmlElement): XmlElement | null {
  const index = ({ attributes }: XmlElement) => decimalOf(attributes.index ?? '') || 0;
  const readings = children.filter((child) => isCalled(child, 'textequiv'));
  return readings.toSorted((a, b) => index(a) - index(b))[0] ?? null;
}

/** `x,y x,y …`; empty where a number is none. */
function pointsIn(text: string): readonly Point[] {
  const points = text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(decimalOf);
      return { x, y };
    });
  return points.every(({ x, y }) => Number.isFinite(x + y)) ? points : [];
}

function pointsText(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x},${y}`).join(' ');
}

/** What would end a value in `custom` is escaped, as Transkribus does it. */
function structureOf(className: string): string {
  if (className === LINE_CLASS) return '';
  const name = className.replace(
    /[;:{}\\]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `structure {type:${name};}`;
}

function classIn(custom: string): string {
  const name = STRUCTURE.exec(custom)?.[1]?.trim() || LINE_CLASS;
  return name.replace(/\\u([0-9a-f]{4})/gi, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function regionText(lines: readonly OwnLine[], content: string): string {
  const around = lines.length === 0 ? null : boundingBox(lines.flatMap(({ outline }) => outline));
  const coords = around === null ? '' : `\n      ${coordsText(outlineOf(around))}`;
  return `\n    <TextRegion id="region_${lines[0]?.id ?? 'added'}">${coords}${content}\n    </TextRegion>`;
}

function coordsText(points: readonly Point[]): string {
  return `<Coords points="${pointsText(points)}"/>`;
}

function linesText(lines: readonly OwnLine[], indent: string): string {
  return lines
    .map(({ id, outline, baseline, text, className }) => {
      const structure = structureOf(className);
      const custom = structure === '' ? '' : ` custom="${escapeAttribute(structure)}"`;
      return [
        `${indent}<TextLine id="${id}"${custom}>`,
        `${indent}  ${coordsText(outline)}`,
        `${indent}  <Baseline points="${pointsText(baseline)}"/>`,
        text === null
          ? ''
          : `${indent}  <TextEquiv><Unicode>${escapeXml(text)}</Unicode></TextEquiv>`,
        `${indent}</TextLine>`,
      ].join('');
    })
    .join('');
}

function wordsOf(line: XmlElement): readonly XmlElement[] {
  return line.children.filter((child) => isCalled(child, 'word'));
}

/** The line's text, and that of its words; where these are more or fewer now, they go. */
function textEdits(line: XmlElement, text: string | null): readonly TextEdit[] {
  const words = wordsOf(line);
  const told = wordTexts(text, words.length);
  if (told === null) return [toldEdit(line, text, words)];
  const retold = words.flatMap((word, index) => {
    const [now = '', equivalent] = [told[index], childOf(word, 'textequiv')];
    if (equivalent !== null && childText(equivalent, 'unicode') === now) return [];
    // Letters would go on saying the old word.
    const letters = word.children.filter((child) => isCalled(child, 'glyph'));
    return [...letters.map(({ start, end }) => ({ start, end, text: '' })), toldEdit(word, now)];
  });
  return [toldEdit(line, text), ...retold];
}

/** What a line or a word says, in the place of what it said and of these parts of it. */
function toldEdit(
  element: XmlElement,
  text: string | null,
  parts: readonly XmlElement[] = [],
): TextEdit {
  const content =
    text === null ? '' : `<TextEquiv><Unicode>${escapeXml(text)}</Unicode></TextEquiv>`;
  const told = element.children.filter(
    (child) => isCalled(child, 'textequiv') || parts.includes(child),
  );
  const [first] = told;
  const last = told.at(-1);
  if (first !== undefined && last !== undefined) {
    return { start: first.start, end: last.end, text: content };
  }
  const at = element.children.at(-1)?.end ?? element.inner?.start ?? element.end;
  return { start: at, end: at, text: content };
}
