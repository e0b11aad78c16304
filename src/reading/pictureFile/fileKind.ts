/** Pictures that a platform decodes by itself, by what their bytes say. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'bmp' | 'gif' | 'heic';

/** What a file of pages can be. */
export type FileKind = ImageFormat | 'tiff' | 'pdf';

/** A PDF may have other bytes before its mark (ISO 32000, annex H). */
const PDF_SEARCH_BYTES = 1024;

const SIGNATURES: readonly { readonly kind: FileKind; readonly sign: string }[] = [
  { kind: 'jpeg', sign: '\xff\xd8\xff' },
  { kind: 'png', sign: '\x89PNG\r\n\x1a\n' },
  { kind: 'gif', sign: 'GIF87a' },
  { kind: 'gif', sign: 'GIF89a' },
  { kind: 'tiff', sign: 'II*\0' },
  { kind: 'tiff', sign: 'MM\0*' },
];

/** Brands of the ISO base media file format (ISO/IEC 23008-12) that are pictures. */
const AVIF_BRANDS = new Set(['avif', 'avis']);
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** Kinds of file that people try and that hold no page, by how they begin. */
const FOREIGN: readonly { readonly name: string; readonly sign: string }[] = [
  { name: 'TIFF over 4 GB', sign: 'II+\0' },
  { name: 'TIFF over 4 GB', sign: 'MM\0+' },
  { name: 'zip', sign: 'PK\x03\x04' },
  { name: 'SVG', sign: '<svg' },
  { name: 'JPEG 2000', sign: '\0\0\0\x0cjP  ' },
  { name: 'JPEG XL', sign: '\0\0\0\x0cJXL ' },
  { name: 'Photoshop', sign: '8BPS' },
];

/** The characters of bytes, one each. */
export function latin(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/** What a file is by its first bytes, whatever its name says; null for anything that has no pages. */
export function sniffFileKind(bytes: Uint8Array): FileKind | null {
  const found = SIGNATURES.find(({ sign }) => latin(bytes, 0, sign.length) === sign);
  if (found !== undefined) return found.kind;
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 4) === 'WEBP') return 'webp';
  if (latin(bytes, 4, 4) === 'ftyp') return brandKind(bytes);
  if (isBitmap(bytes)) return 'bmp';
  return latin(bytes, 0, PDF_SEARCH_BYTES).includes('%PDF-') ? 'pdf' : null;
}

/** The name of a kind of file that cannot be opened; undefined for those that nobody would try. */
export function foreignKind(bytes: Uint8Array): string | undefined {
  return FOREIGN.find(({ sign }) => latin(bytes, 0, sign.length) === sign)?.name;
}

/** The major brand decides; `mif1` says only that it is a picture, and the others say of which kind. */
function brandKind(bytes: Uint8Array): FileKind | null {
  const end = Math.min(bytes.length, ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0));
  const brands = [latin(bytes, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin(bytes, at, 4));
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'avif';
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? 'heic' : null;
}

/** `BM` alone could begin any text: the size of the header behind it is one of few. */
function isBitmap(bytes: Uint8Array): boolean {
  if (latin(bytes, 0, 2) !== 'BM' || bytes.length < 18) return false;
  return [12, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? 0) && bytes[15] === 0;
}
