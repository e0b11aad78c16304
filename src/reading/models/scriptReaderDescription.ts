import { isScript, type Script } from '../script/scripts.ts';
import { arrayOf, invalid, numberOf, objectOf, stringsOf, weightsIn } from './fields.ts';
import { type PieceNetDescription, pieceNetOf } from './pieceNetDescription.ts';

/** What tells the script of a page by its pieces of ink. */
export interface ScriptReaderDescription {
  /** Scripts of the net's classes; its last class, one more, is of what all scripts share. */
  readonly names: readonly Script[];
  /** Share of each script in what the net was fitted to, 0..1. */
  readonly shares: readonly number[];
  /** How much likelier than Latin a page must be to be believed in each script, nats a piece. */
  readonly least: readonly number[];
  readonly net: PieceNetDescription;
}

/** @throws ReadingError `model-invalid` that names the first wrong field */
export function scriptsOf(value: unknown): ScriptReaderDescription {
  const scripts = objectOf(value, 'scripts');
  const names = stringsOf(scripts.names, 'scripts.names').map((name) => {
    if (!isScript(name)) throw invalid('scripts.names', 'must be known scripts');
    return name;
  });
  return {
    names,
    shares: arrayOf(scripts.shares, 'scripts.shares', names.length, names.length).map((share) =>
      numberOf(share, 'scripts.shares', 1e-4, 1),
    ),
    least: weightsIn(scripts.least, 'scripts.least', names.length),
    net: pieceNetOf(scripts.net, 'scripts.net', names.length + 1),
  };
}
