import { boundingBox } from '../reading/geometry.ts';
import {
  type InkPoint,
  type InkStroke,
  type InkStyle,
  inkedParts,
  type TravelRun,
} from '../reading/strokes/ink.ts';
import { parseXml, type XmlElement } from './annotation/xmlTree.ts';
import type { Writing } from './inkJson.ts';
import { createTraceParser, traceChannel, traceText } from './inkMlTrace.ts';
import { escapeXml } from './xml.ts';

const NAMESPACE = 'http://www.w3.org/2003/InkML';
/** Look of ink whose pen was the page's own. */
const OWN_PEN = 'own';
/** Ink of other programs gets this much paper around it, a share of its width. */
const MARGIN = 0.05;
/** Traces without times follow each other like this, ms. */
const STEP_MS = 8;
const LIFT_MS = 200;
/** Traces without a format are x and y. */
const PLAIN = [traceChannel('X'), traceChannel('Y')];

/**
 * Ink as InkML (W3C Recommendation, 2011): x and y in px with y down, times in ms from the first
 * point, force where the device measured it. A stroke with travel is continued traces, pen up
 * between; a line that the writer began is a trace group.
 */
export function writingToInkMl({ ink, size, text }: Writing): string {
  const startMs = ink.strokes[0]?.points[0]?.timeMs ?? 0;
  const hasForce = ink.strokes.some(({ points }) => points.some((p) => p.pressure !== undefined));
  const brushes = new Map(ink.strokes.map((stroke) => [brushOf(stroke), stroke]));
  const groups: InkStroke[][] = [];
  for (const stroke of ink.strokes) {
    const group = groups.at(-1);
    if (group === undefined || stroke.startsLine) groups.push([stroke]);
    else group.push(stroke);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<ink xmlns="${NAMESPACE}">\n`,
    '  <definitions>\n',
    '    <context xml:id="page">\n      <inkSource xml:id="pen">\n        <traceFormat>\n',
    '          <channel name="X" type="decimal" units="px"/>\n',
    '          <channel name="Y" type="decimal" units="px"/>\n',
    '          <channel name="T" type="decimal" units="ms"/>\n',
    hasForce ? '          <channel name="F" type="decimal" min="0" max="1"/>\n' : '',
    '        </traceFormat>\n      </inkSource>\n    </context>\n',
    ...[...brushes].map(([id, stroke]) => brushXml(id, stroke)),
    '  </definitions>\n',
    `  <annotation type="text">${escapeXml(text)}</annotation>\n`,
    `  <annotation type="width">${Math.round(size.width)}</annotation>\n`,
    `  <annotation type="height">${Math.round(size.height)}</annotation>\n`,
    ...groups.map((strokes) =>
      [
        '  <traceGroup contextRef="#page">\n',
        ...strokes.map((stroke) => strokeXml(stroke, startMs, hasForce)),
        '  </traceGroup>\n',
      ].join(''),
    ),
    '</ink>\n',
  ].join('');
}

function brushOf({ colour, widthPx }: InkStroke): string {
  if (colour === undefined && widthPx === undefined) return OWN_PEN;
  const key = `${colour ?? ''} ${widthPx ?? ''}`;
  // A name that XML takes: letters of the key by their numbers.
  return `b${[...key].map((letter) => (letter.codePointAt(0) ?? 0).toString(36)).join('-')}`;
}

function brushXml(id: string, { colour, widthPx }: InkStroke): string {
  const properties = [
    ...(colour === undefined ? [] : [`<brushProperty name="color" value="${escapeXml(colour)}"/>`]),
    ...(widthPx === undefined
      ? []
      : [`<brushProperty name="width" value="${widthPx}" units="px"/>`]),
  ];
  return `    <brush xml:id="${id}">${properties.join('')}</brush>\n`;
}

function strokeXml(stroke: InkStroke, startMs: number, hasForce: boolean): string {
  const brush = `brushRef="#${brushOf(stroke)}"`;
  const { points, travel = [] } = stroke;
  if (travel.length === 0) {
    return `    <trace ${brush}>${traceText(points, startMs, hasForce)}</trace>\n`;
  }
  const cuts = [0, ...travel.flatMap(({ from, to }) => [from, to]), points.length - 1];
  const parts = cuts.slice(1).map((to, i) => ({ from: cuts[i] ?? 0, to, up: i % 2 === 1 }));
  return parts
    .map(({ from, to, up }, i) => {
      const continued = i === 0 ? 'begin' : i === parts.length - 1 ? 'end' : 'middle';
      const type = up ? ' type="penUp"' : '';
      const text = traceText(points.slice(from, to + 1), startMs, hasForce);
      return `    <trace ${brush} continuation="${continued}"${type}>${text}</trace>\n`;
    })
    .join('');
}

/** A stroke that was read, or its first traces. */
interface OpenStroke {
  readonly points: InkPoint[];
  readonly travel: TravelRun[];
  readonly style: InkStyle;
  readonly startsLine: boolean;
}

/**
 * Ink out of an InkML document, of whichever program: channels in any order, differences, seconds;
 * null where it is none or has no ink. Ink without a page is put on one that fits it.
 */
export function writingOfInkMl(document: string): Writing | null {
  const parsed = parseXml(document);
  if (!('root' in parsed) || localName(parsed.root) !== 'ink') return null;
  const { root } = parsed;
  const channels = elementsOf(root, 'channel').map(({ attributes }) =>
    traceChannel(attributes.name ?? '', attributes.units),
  );
  const parse = createTraceParser(channels.length > 0 ? channels : PLAIN);
  const brushes = new Map(
    elementsOf(root, 'brush').map((brush) => [brush.attributes['xml:id'] ?? '', styleOf(brush)]),
  );
  const strokes: OpenStroke[] = [];
  let open: OpenStroke | null = null;
  let nowMs = 0;
  let groups = 0;
  for (const { name, attributes, text } of elementsOf(root, 'traceGroup', 'trace')) {
    if (localName({ name }) === 'traceGroup') {
      groups += strokes.length > 0 ? 1 : 0;
      continue;
    }
    const points = parse(text, nowMs, STEP_MS);
    const last = points?.at(-1);
    if (!points || !last) return null;
    nowMs = Math.max(nowMs, last.timeMs) + LIFT_MS;
    const { continuation, type, brushRef = '' } = attributes;
    if (open !== null && (continuation === 'middle' || continuation === 'end')) {
      const from = open.points.length - 1;
      open.points.push(...points.slice(1));
      if (type === 'penUp') open.travel.push({ from, to: open.points.length - 1 });
    } else if (type !== 'penUp') {
      const style = brushes.get(brushRef.replace('#', '')) ?? {};
      open = { points: [...points], travel: [], style, startsLine: groups > 0 };
      strokes.push(open);
      groups = 0;
    }
    if (continuation === undefined || continuation === 'end') open = null;
  }
  if (strokes.length === 0) return null;
  const written = strokes.map(
    ({ points, travel, style, startsLine }, id): InkStroke => ({
      ...{ id, points, ...style },
      ...(travel.length > 0 ? { travel } : {}),
      ...(startsLine ? { startsLine } : {}),
    }),
  );
  const notes = new Map(
    elementsOf(root, 'annotation').map(({ attributes, text }) => [attributes.type ?? '', text]),
  );
  return onPage(written, notes);
}

/** Elements of these names, with whatever prefix, in the order of the text. */
function elementsOf(element: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  return element.children.flatMap((child) => [
    ...(names.includes(localName(child)) ? [child] : []),
    ...elementsOf(child, ...names),
  ]);
}

function localName({ name }: Pick<XmlElement, 'name'>): string {
  return name.split(':').at(-1) ?? name;
}

function styleOf(brush: XmlElement): InkStyle {
  const properties = elementsOf(brush, 'brushProperty').map(({ attributes }) => attributes);
  const colour = properties.find(({ name }) => name === 'color')?.value ?? '';
  const width = properties.find(({ name, units }) => name === 'width' && units === 'px')?.value;
  return {
    ...(isColour(colour) ? { colour } : {}),
    ...(Number(width) > 0 ? { widthPx: Number(width) } : {}),
  };
}

function onPage(strokes: readonly InkStroke[], notes: ReadonlyMap<string, string>): Writing {
  const [width, height] = [Number(notes.get('width')), Number(notes.get('height'))];
  const text = notes.get('text') ?? '';
  if (width > 0 && height > 0) return { ink: { strokes }, size: { width, height }, text };
  const box = boundingBox(strokes.flatMap(inkedParts).flat());
  const margin = MARGIN * Math.max(box.width, box.height, 1);
  return {
    ink: {
      strokes: strokes.map((stroke) => ({
        ...stroke,
        points: stroke.points.map((point) => ({
          ...point,
          ...{ x: point.x - box.x + margin, y: point.y - box.y + margin },
        })),
      })),
    },
    size: { width: box.width + 2 * margin, height: box.height + 2 * margin },
    text,
  };
}

/** What is drawn with comes from a file: colours by number or name only. */
function isColour(value: string): boolean {
  return /^(#[0-9a-f]{3,8}|[a-z]{3,30})$/i.test(value);
}
