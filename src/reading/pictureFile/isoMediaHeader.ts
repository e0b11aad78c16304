import { latin } from './fileKind.ts';

/** What an AVIF or HEIC file says of the picture that it shows. */
export interface IsoMediaHeader {
  /** px, with the file's own turns done; 0 where it does not say. */
  readonly width: number;
  readonly height: number;
  /** False where the file ends inside one of its boxes, or before the one with the picture. */
  readonly complete: boolean;
}

interface IsoBox {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Size of the primary item of an AVIF or HEIC file (ISO/IEC 14496-12 and 23008-12): its `ispe`
 * property, with sides exchanged where `irot` turns it by a quarter.
 */
export function readIsoMedia(bytes: Uint8Array): IsoMediaHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes = boxesOf(view, bytes, 0, bytes.length);
  const meta = boxes.find(({ type }) => type === 'meta');
  const size = meta === undefined ? null : primarySize(view, bytes, meta);
  const isWhole = boxes.at(-1)?.to === bytes.length && boxes.some(({ type }) => type === 'mdat');
  return { ...(size ?? { width: 0, height: 0 }), complete: isWhole };
}

function primarySize(
  view: DataView,
  bytes: Uint8Array,
  meta: IsoBox,
): { readonly width: number; readonly height: number } | null {
  const parts = boxesOf(view, bytes, meta.from + 4, meta.to);
  const properties = parts.find(({ type }) => type === 'iprp');
  if (properties === undefined) return null;
  const inside = boxesOf(view, bytes, properties.from, properties.to);
  const container = inside.find(({ type }) => type === 'ipco');
  if (container === undefined) return null;
  const all = boxesOf(view, bytes, container.from, container.to);
  const primary = parts.find(({ type }) => type === 'pitm');
  const associations = inside.find(({ type }) => type === 'ipma');
  const own =
    primary === undefined || associations === undefined
      ? null
      : propertiesOf(view, associations, primaryId(view, primary));
  const chosen = own === null ? all : own.flatMap((index) => all[index - 1] ?? []);
  const extent = chosen.find(({ type, from, to }) => type === 'ispe' && to - from >= 12);
  if (extent === undefined) return null;
  const width = view.getUint32(extent.from + 4);
  const height = view.getUint32(extent.from + 8);
  const turn = chosen.find(({ type, from, to }) => type === 'irot' && to > from);
  const isQuarter = turn !== undefined && (view.getUint8(turn.from) & 1) === 1;
  return isQuarter ? { width: height, height: width } : { width, height };
}

/** The boxes that stand one after the other between two places, as far as they are whole. */
function boxesOf(view: DataView, bytes: Uint8Array, from: number, to: number): IsoBox[] {
  const found: IsoBox[] = [];
  let at = from;
  while (at + 8 <= to) {
    const short = view.getUint32(at);
    const type = latin(bytes, at + 4, 4);
    if (short === 1 && at + 16 > to) break;
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    const head = short === 1 ? 16 : 8;
    if (size < head || at + size > to) break;
    found.push({ type, from: at + head, to: at + size });
    at += size;
  }
  return found;
}

function primaryId(view: DataView, { from, to }: IsoBox): number | null {
  const isLong = to > from && view.getUint8(from) > 0;
  if (to - from < (isLong ? 8 : 6)) return null;
  return isLong ? view.getUint32(from + 4) : view.getUint16(from + 4);
}

/** Numbers (from 1) of the properties of an item, in the order in which they apply. */
function propertiesOf(view: DataView, { from, to }: IsoBox, item: number | null): number[] | null {
  if (item === null || to - from < 8) return null;
  const version = view.getUint8(from);
  const isWide = (view.getUint8(from + 3) & 1) === 1;
  const count = view.getUint32(from + 4);
  let at = from + 8;
  for (let i = 0; i < count; i++) {
    const idBytes = version < 1 ? 2 : 4;
    if (at + idBytes + 1 > to) return null;
    const id = version < 1 ? view.getUint16(at) : view.getUint32(at);
    const length = view.getUint8(at + idBytes);
    at += idBytes + 1;
    if (at + length * (isWide ? 2 : 1) > to) return null;
    const numbers: number[] = [];
    for (let k = 0; k < length; k++) {
      numbers.push(isWide ? view.getUint16(at + 2 * k) & 0x7fff : view.getUint8(at + k) & 0x7f);
    }
    if (id === item) return numbers;
    at += length * (isWide ? 2 : 1);
  }
  return null;
}
