import { SaxesParser } from 'saxes';
import type { TextEdit } from './textEdits.ts';

/** An element and where it stands in its text, so that parts of a file can be replaced. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text right inside it, entities resolved. */
  readonly text: string;
  /** From its `<` to behind its last `>`. */
  readonly start: number;
  readonly end: number;
  /** Between its tags; null for `<name/>`. */
  readonly inner: { readonly start: number; readonly end: number } | null;
}

export type XmlProblem = 'xml-broken' | 'xml-doctype';

/** Annotations are flat; only an attack nests deeper. */
const MAX_DEPTH = 64;

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
  readonly start: number;
  readonly innerStart: number;
}

class Refused extends Error {
  readonly problem: XmlProblem;

  constructor(problem: XmlProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/**
 * The root element of an XML text. Documents with a DTD inside are refused, and so is every entity but
 * XML's own five: nothing is fetched and nothing grows.
 */
export function parseXml(
  text: string,
): { readonly root: XmlElement } | { readonly problem: XmlProblem; readonly detail: string } {
  // Space before the declaration is not XML, but many hands leave it.
  const shift = /^\ufeff?\s*/.exec(text)?.[0].length ?? 0;
  const parser = new SaxesParser({ position: true, xmlns: false });
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  const position = () => parser.position + shift;

  parser.on('error', (error) => {
    const undeclared = /undefined entity/.test(error.message);
    throw new Refused(undeclared ? 'xml-doctype' : 'xml-broken', error.message);
  });
  parser.on('doctype', (doctype) => {
    // What it names is never fetched; only what it declares itself could grow.
    if (doctype.includes('[')) throw new Refused('xml-doctype', 'DOCTYPE');
  });
  const addText = (part: string) => {
    const current = open.at(-1);
    if (current !== undefined) current.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) throw new Refused('xml-broken', 'nested too deep');
    const innerStart = position();
    open.push({
      name: tag.name,
      attributes: { ...tag.attributes },
      children: [],
      text: '',
      // No `<` can stand inside a tag, not even in its attributes.
      start: text.lastIndexOf('<', innerStart - 1),
      innerStart,
    });
  });
  parser.on('closetag', (tag) => {
    const closed = open.pop();
    if (closed === undefined) return;
    const end = position();
    const inner = tag.isSelfClosing
      ? null
      : { start: closed.innerStart, end: text.lastIndexOf('</', end - 1) };
    const { name, attributes, children, start } = closed;
    const element = { name, attributes, children, text: closed.text, start, end, inner };
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });

  try {
    parser.write(text.slice(shift)).close();
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem, detail: error.message };
    throw error;
  }
  return root === null ? { problem: 'xml-broken', detail: 'no element' } : { root };
}

/** Whether an element has this name, with or without a prefix, in small letters or capitals: tools differ. */
export function isCalled(element: XmlElement, name: string): boolean {
  return element.name.slice(prefixOf(element).length).toLowerCase() === name;
}

/** What stands before the name, such as `pc:`; empty where nothing does. */
export function prefixOf({ name }: XmlElement): string {
  return name.slice(0, name.indexOf(':') + 1);
}

/** The first child of a name (given in small letters). */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => isCalled(child, name)) ?? null;
}

/** The text of the first child of a name without the space around it; null where there is none. */
export function childText(element: XmlElement, name: string): string | null {
  return childOf(element, name)?.text.trim() ?? null;
}

/** All elements of a name (given in small letters) within an element, in the order of the text. */
export function descendants(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((child) => [
    ...(isCalled(child, name) ? [child] : []),
    ...descendants(child, name),
  ]);
}

/** An edit that gives an attribute of an element a value, in its place or as the last one. */
export function attributeEdit(
  text: string,
  element: XmlElement,
  key: string,
  value: string,
): TextEdit {
  const end = element.inner?.start ?? element.end;
  const tag = text.slice(element.start, end);
  const written = ` ${key}="${escapeAttribute(value)}"`;
  const standing = new RegExp(`\\s${key}\\s*=\\s*(?:"[^"]*"|'[^']*')`).exec(tag);
  if (standing !== null) {
    const start = element.start + standing.index;
    return { start, end: start + standing[0].length, text: written };
  }
  const at = end - (tag.endsWith('/>') ? 2 : 1);
  return { start: at, end: at, text: written };
}

/** A text as the value of an attribute between double quotes. */
export function escapeAttribute(text: string): string {
  return escapeXml(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;');
}

/** A text as XML content. Characters that XML 1.0 cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** The text with what XML 1.0 cannot hold (control characters, half surrogate pairs) as U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
