import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DecoderSettings } from '../../reading/models/calibration.ts';
import {
  type LanguageModel,
  languageModelOf,
} from '../../reading/recognizer/language/languageModel.ts';
import { viewPackedModel } from '../../reading/recognizer/language/packedModel.ts';
import {
  BESIDE,
  isCalibrated,
  LANGUAGE_MODEL,
  presentCalibration,
  READER,
  writeCalibration,
} from './calibrationFile.ts';
import { fitCertainties, fitLoneCharacters, fitSearch } from './fit.ts';
import {
  CHARACTERS,
  LONE_CHARACTERS,
  type LoggedSet,
  readLoggedSet,
  setNames,
} from './logitSets.ts';
import { reportOf } from './report.ts';

const HELP = `Usage: npm run calibrate -- LOGITS [options]
       npm run calibrate -- --keep-values

Fits everything about reading lines that depends on the nets' weights, and writes it into
handwriting-reader/manifest.json under the SHA-256 of the weights it was fitted to. LOGITS is a
folder that \`python -m training.language.logits\` wrote with the same nets: even lines are fitted on,
odd ones measured. Prints the figures before and after.

  --only PART      search, certainty or lone (characters); default all three
  --measure        measures the present values, changes nothing
  --keep-values    fits nothing: the present values are taken for the present weights
  --models DIR     folder of the models; default public/models`;

const PARTS = ['lone', 'search', 'certainty'] as const;
type Part = (typeof PARTS)[number];

/** Parses the command line, fits and writes; gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      measure: { type: 'boolean', default: false },
      'keep-values': { type: 'boolean', default: false },
      models: { type: 'string', default: 'public/models' },
    },
  });
  const { models } = values;
  const parts = PARTS.filter((part) => values.only === undefined || values.only === part);
  const [folder] = positionals;
  const isKept = values['keep-values'];
  if ((folder === undefined) !== isKept || positionals.length > 1 || parts.length === 0) {
    console.error(HELP);
    return 2;
  }
  if (folder === undefined) {
    if (!isCalibrated(models)) {
      console.error(
        `${READER}: its manifest holds no values to keep; fit them: npm run calibrate -- LOGITS`,
      );
      return 1;
    }
    const every = [LANGUAGE_MODEL, ...Object.values(BESIDE)];
    writeCalibration(models, presentCalibration(models), every);
    console.log(`${READER}: the values stand as they were, for the weights that are there now.`);
    return 0;
  }

  const languageModel = languageModelIn(models);
  const all = setNames(folder).map((name) => readLoggedSet(folder, name));
  const sets = all.filter(({ name }) => name !== LONE_CHARACTERS);
  const present = presentCalibration(models);
  console.log(await reportOf(present.decoder, sets, languageModel));
  if (values.measure) return 0;

  const decoder = await fitted(present.decoder, all, languageModel, parts);
  console.log(`\nFitted:\n\n${await reportOf(decoder, sets, languageModel)}`);
  const has = (net: keyof LoggedSet['has']): boolean => all.some((set) => set.has[net]);
  writeCalibration(models, { ...present, decoder }, [
    LANGUAGE_MODEL,
    ...(has('latinNet') ? [BESIDE.latinNet] : []),
    ...(has('characterNet') ? [BESIDE.characterNet] : []),
  ]);
  return 0;
}

async function fitted(
  start: DecoderSettings,
  all: readonly LoggedSet[],
  languageModel: LanguageModel,
  parts: readonly Part[],
): Promise<DecoderSettings> {
  const sets = all.filter(({ name }) => name !== LONE_CHARACTERS);
  const named = (wanted: string): LoggedSet | null =>
    all.find(({ name }) => name === wanted) ?? null;
  let settings = start;
  if (parts.includes('search')) settings = await fitSearch(settings, sets, languageModel);
  const trained = named(LONE_CHARACTERS);
  if (parts.includes('lone') && trained !== null) {
    settings = fitLoneCharacters(settings, trained, named(CHARACTERS));
  }
  // Last: the confidences are those of the search as it then is.
  if (parts.includes('certainty')) settings = await fitCertainties(settings, sets, languageModel);
  return settings;
}

function languageModelIn(models: string): LanguageModel {
  const bytes = readFileSync(join(models, LANGUAGE_MODEL, 'model.bin'));
  return languageModelOf(viewPackedModel(Uint8Array.from(bytes)));
}
