// Tunes and measures the decoder on logits written by `python -m training.language.logits`.
//
//   node training/language/tuneDecoder.mjs DIR              measures the committed settings
//   node training/language/tuneDecoder.mjs DIR --tune       searches for better ones, prints them
//   node training/language/tuneDecoder.mjs DIR --certainty  fits the words' confidences only
//   node training/language/tuneDecoder.mjs DIR --lone       fits lone characters' biases, writes them
//
// Even lines are for tuning, odd ones for the figures that are reported.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: tuneDecoder.mjs DIR [--tune]');
const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
const load = (path) => vite.ssrLoadModule(`/src/reading/recognizer/${path}`);
const { createCtcDecoder } = await load('ctc/decoder.ts');
const { decodeGreedily } = await load('ctc/greedy.ts');
const { bestPathNll, logSoftmax } = await load('ctc/logSpace.ts');
const { createLoneCharacterJudge, loneCharacterScores, SIZE_ONLY } = await load('ctc/loneCharacter.ts');
const { DECODER_SETTINGS } = await load('ctc/decoderSettings.ts');
const { languageModelOf } = await load('language/languageModel.ts');
const { viewPackedModel } = await load('language/packedModel.ts');
const { createTextVote } = await load('../tracking/textVote.ts');
const { LINE_TRACKER_DEFAULTS } = await load('../tracking/trackedLine.ts');

const packed = viewPackedModel(
  new Uint8Array(readFileSync('public/models/language-model/model.bin')),
);
const languageModel = languageModelOf(packed);

/** Reads one set: its lines with their logits. */
function readSet(name) {
  const { classes, alphabet, lines } = JSON.parse(readFileSync(join(folder, `${name}.json`)));
  const bytes = readFileSync(join(folder, `${name}.bin`));
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  let offset = 0;
  return {
    name,
    alphabet: [...alphabet],
    lines: lines.map(({ text, foldCase, steps }) => {
      const logits = all.subarray(offset, offset + steps * classes);
      offset += steps * classes;
      return { text: text.trim(), foldCase, steps, logits };
    }),
  };
}

function editDistance(a, b) {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substituted, previous[j] + 1, current[j - 1] + 1));
    }
    previous = current;
  }
  return previous[b.length];
}

/** For each guessed word whether it stands in the truth at its place (least-cost alignment). */
function wordsRight(truth, guess) {
  const cost = Array.from({ length: truth.length + 1 }, () => new Array(guess.length + 1).fill(0));
  for (let i = 0; i <= truth.length; i++) {
    for (let j = 0; j <= guess.length; j++) {
      if (i === 0 || j === 0) cost[i][j] = i + j;
      else {
        const same = truth[i - 1] === guess[j - 1] ? 0 : 1;
        cost[i][j] = Math.min(cost[i - 1][j - 1] + same, cost[i - 1][j] + 1, cost[i][j - 1] + 1);
      }
    }
  }
  const right = new Array(guess.length).fill(false);
  let [i, j] = [truth.length, guess.length];
  while (i > 0 && j > 0) {
    const same = truth[i - 1] === guess[j - 1] ? 0 : 1;
    if (cost[i][j] === cost[i - 1][j - 1] + same) {
      right[j - 1] = same === 0;
      [i, j] = [i - 1, j - 1];
    } else if (cost[i][j] === cost[i - 1][j] + 1) i--;
    else j--;
  }
  return right;
}

/** Expected calibration error over ten bins of equal width (Naeini et al. 2015). */
function calibrationError(pairs) {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, sure: 0, right: 0 }));
  for (const [confidence, right] of pairs) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))];
    bin.count++;
    bin.sure += confidence;
    bin.right += right ? 1 : 0;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.sure - bin.right), 0) / Math.max(1, pairs.length);
}

const fold = (line, text) => (line.foldCase ? text.toLowerCase() : text);

/** Character errors and, if asked, confidences of the words, of a decoder over lines. */
function measure(lines, decode) {
  let edits = 0;
  let characters = 0;
  const pairs = [];
  let offered = 0;
  let words = 0;
  const times = [];
  const isRight = [];
  for (const line of lines) {
    // Processor time: wall time says little on a machine that also trains.
    const started = process.cpuUsage();
    const reading = decode(line);
    times.push(process.cpuUsage(started).user / 1000);
    const truth = fold(line, line.text);
    edits += editDistance(truth, fold(line, reading.text));
    characters += truth.length;
    isRight.push(truth === fold(line, reading.text));
    if (reading.words === undefined) continue;
    const truths = truth.split(' ').filter((word) => word !== '');
    const right = wordsRight(truths, reading.words.map((word) => fold(line, word.text)));
    reading.words.forEach((word, i) => {
      pairs.push([word.confidence, right[i]]);
      words++;
      if (right[i] || word.alternatives.slice(0, 2).some((o) => truths.includes(fold(line, o.text)))) {
        offered++;
      }
    });
  }
  times.sort((a, b) => a - b);
  return {
    cer: (100 * edits) / Math.max(1, characters),
    pairs,
    isRight,
    ece: calibrationError(pairs),
    wordsRight: pairs.filter(([, right]) => right).length / Math.max(1, words),
    topThree: offered / Math.max(1, words),
    medianMs: times[times.length >> 1] ?? 0,
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
  };
}

const withoutSize = (text) => (SIZE_ONLY.includes(text) ? text.toLowerCase() : text);

/** Shares of lone characters that are read right, and that are among the first three readings. */
function characterRanks(lines, decode) {
  let firsts = 0;
  let thirds = 0;
  for (const line of lines) {
    const { text, words } = decode(line);
    const others = words[0]?.alternatives.map((other) => other.text) ?? [];
    const readings = [...new Set([text, ...others].map(withoutSize))];
    if (readings[0] === withoutSize(line.text)) firsts++;
    if (readings.slice(0, 3).includes(withoutSize(line.text))) thirds++;
  }
  return [firsts / lines.length, thirds / lines.length];
}

/** Lone characters of writers trained on: the biases are fitted on them, and nothing is measured. */
const LONE = 'lone-characters';
/** Validation writers' lone characters. */
const CHARACTERS = 'unipen-characters';
/** The engine's other looks at an unsure line of a set. */
const OTHER_LOOKS = ['-again', '-again-second', '-second'];
/** What the reader of lone characters makes of a set. */
const LONE_LOOK = '-lone';
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -5));
const isOtherLook = (name) => [...OTHER_LOOKS, LONE_LOOK].some((look) => name.endsWith(look));
const sets = names.filter((name) => name !== LONE && !isOtherLook(name)).map(readSet);
const half = (lines, odd) => lines.filter((_, i) => (i % 2 === 1) === odd);

/** How much a set counts in tuning. */
const WEIGHT = (name) => {
  if (name.startsWith('unipen-words') || name.startsWith('unipen-lines')) return 1;
  return name.startsWith('items-') ? 0.5 : name.startsWith('fonts') ? 0.25 : 0;
};

function decoderOf(settings, withWords) {
  return (set) => {
    const decoder = createCtcDecoder({ alphabet: set.alphabet, blank: 0, languageModel, settings });
    const decode = (line) => decoder.decode({ pictures: [line] });
    return withWords ? decode : (line) => ({ text: decode(line).text });
  };
}

/**
 * Reads a line as the engine does: again where the first look is unsure, by all looks in a still
 * picture and by the first net's own in a moving one; and there, votes over it while it is unsure.
 */
function decoderWithLooks(set, settings) {
  const others = OTHER_LOOKS.map((look) => `${set.name}${look}`).filter((name) => names.includes(name));
  if (others.length === 0) return null;
  const again = others.map((name) => readSet(name).lines);
  const looks = new Map(set.lines.map((line, i) => [line, again.map((lines) => lines[i])]));
  const lone = `${set.name}${LONE_LOOK}`;
  const specialist = names.includes(lone) ? readSet(lone).lines : [];
  const lones = new Map(set.lines.map((line, i) => [line, specialist.slice(i, i + 1)]));
  const decoder = createCtcDecoder({ alphabet: set.alphabet, blank: 0, languageModel, settings });
  const othersFor = (line, reading, isHurried) => {
    const sure = settings.sureReading[isHurried ? 'live' : 'still'];
    if (reading.confidence >= sure || (isHurried && reading.text === '')) return [];
    return looks.get(line).slice(0, isHurried ? 1 : undefined);
  };
  const read = (line, isHurried) => {
    const first = decoder.decode({ pictures: [line] });
    const others = othersFor(line, first, isHurried);
    const reading = others.length === 0 ? first : decoder.decode({ pictures: [line], beside: others });
    const own = reading.text.length === 1 ? lones.get(line) : [];
    return own.length === 0 ? reading : decoder.decode({ pictures: [line], beside: others, lones: own });
  };
  return {
    still: (line) => read(line, false),
    othersOf: (line) => othersFor(line, decoder.decode({ pictures: [line] }), false),
    live(line) {
      const { mostVotes, sureConfidence } = LINE_TRACKER_DEFAULTS;
      const vote = createTextVote();
      while (vote.count < mostVotes && !(vote.result?.confidence >= sureConfidence)) {
        const { text, confidence, words } = read(line, vote.count === 0);
        const placed = words.map((word) => ({ ...word, start: word.startStep, end: word.endStep }));
        vote.add({ text, confidence, words: placed, engine: 'handwriting' }, 1);
      }
      return { text: vote.result.text };
    },
  };
}

function objective(settings) {
  const decode = decoderOf(settings, false);
  let sum = 0;
  for (const set of sets.filter(({ name }) => WEIGHT(name) > 0)) {
    const lines = half(set.lines, false);
    sum += WEIGHT(set.name) * measure(lines.slice(0, LIMIT), decode(set)).cer;
  }
  return sum;
}
const LIMIT = 60;

/** Changes one setting after the other, up and down, as long as that helps. */
function tune(start) {
  let settings = start;
  let best = objective(settings);
  console.log('start', best.toFixed(3));
  const steps = [
    ['line', 'insertionBonus', [-0.3, 0.3]],
    ['line', 'languageWeight', [-0.1, 0.1]],
    [null, 'inkTemperature', [-0.15, 0.15]],
    ['line', 'lmFloor', [-2, 2]],
    ['line', 'minProbability', [-0.0005, 0.0005]],
  ];
  for (let round = 0; round < 3; round++) {
    let changed = false;
    for (const [group, name, changes] of steps) {
      const from = group === null ? settings[name] : settings[group][name];
      if (from === undefined) continue;
      for (const change of changes) {
        const value = Number((from + change).toFixed(5));
        if (value <= 0) continue;
        const tried =
          group === null
            ? { ...settings, [name]: value }
            : { ...settings, [group]: { ...settings[group], [name]: value } };
        const score = objective(tried);
        if (score < best - 0.005) {
          best = score;
          settings = tried;
          changed = true;
          console.log(name, value, best.toFixed(3));
        }
      }
    }
    if (!changed) break;
  }
  settings = { ...settings, word: { ...settings.line, beamWidth: settings.word.beamWidth, beamThreshold: settings.word.beamThreshold },
  };
  return { ...settings, ...fitCertainties(settings) };
}

/** The certainties that make the words' confidences come true, of lines seen once and again. */
function fitCertainties(settings) {
  // With slope 1 and nothing else the confidence's logit is the lead itself.
  const lead = { slope: 1, doubtWeight: 0, offset: 0 };
  const plain = { ...settings, wordCertainty: lead, wordCertaintyOfViews: lead };
  const tuned = sets.filter(({ name }) => WEIGHT(name) > 0);
  const once = tuned.flatMap((set) => {
    const decode = decoderOf(plain, true)(set);
    return certaintySamples(set, settings, (line) => ({ reading: decode(line), looks: [line] }));
  });
  const again = tuned.flatMap((set) => {
    // Which lines are looked at again is for the settings' own confidences to say.
    const unsure = decoderWithLooks(set, settings);
    const decode = createCtcDecoder({ alphabet: set.alphabet, blank: 0, languageModel, settings: plain });
    return certaintySamples(set, settings, (line) => {
      const others = unsure?.othersOf(line) ?? [];
      if (others.length === 0) return null;
      return { reading: decode.decode({ pictures: [line], beside: others }), looks: [line, ...others] };
    });
  });
  return {
    wordCertainty: fitCertainty(once),
    wordCertaintyOfViews: again.length === 0 ? settings.wordCertaintyOfViews : fitCertainty(again),
  };
}

/** Each word's lead and doubt and whether it is right, of the lines that are tuned on. */
function certaintySamples(set, { inkTemperature }, read) {
  const classes = set.alphabet.length + 1;
  return half(set.lines, false).flatMap((line) => {
    const found = read(line);
    // A lone character is weighed otherwise.
    if (found === null || found.reading.text.length < 2) return [];
    const { reading, looks } = found;
    const truths = fold(line, line.text).split(' ').filter((word) => word !== '');
    const right = wordsRight(truths, reading.words.map((word) => fold(line, word.text)));
    const doubts = looks.map(({ logits, steps }) =>
      bestPathNll(logSoftmax(logits, steps, classes, inkTemperature), steps, classes),
    );
    const doubt = doubts.reduce((sum, one) => sum + one, 0) / looks.length / reading.text.length;
    return reading.words.map(({ confidence }, i) => ({
      inputs: [Math.log(confidence / (1 - confidence)), -doubt, 1],
      right: right[i] ? 1 : 0,
      weight: WEIGHT(set.name),
    }));
  });
}

/** Logistic regression. */
function fitCertainty(samples) {
  const weights = [0.6, 1, 0];
  const scale = samples.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < 4000; step++) {
    const slopes = [0, 0, 0];
    for (const { inputs, right, weight } of samples) {
      const z = inputs.reduce((sum, input, k) => sum + input * weights[k], 0);
      const error = right - 1 / (1 + Math.exp(-z));
      inputs.forEach((input, k) => {
        slopes[k] += (weight * error * input) / scale;
      });
    }
    // Leads go up to 14, doubts and the constant to about one.
    [0.05, 0.5, 0.5].forEach((rate, k) => {
      weights[k] += rate * slopes[k];
    });
  }
  const [slope, doubtWeight, offset] = weights.map((value) => Number(value.toFixed(3)));
  return { slope, doubtWeight, offset };
}

/** Scores of each lone character by the ink, and which class it is. */
function loneScores(set, lines) {
  const classes = set.alphabet.length + 1;
  return lines.map((line) => {
    const scores = logSoftmax(line.logits, line.steps, classes, DECODER_SETTINGS.inkTemperature);
    const label = set.alphabet.indexOf(line.text) + 1;
    return { scores: loneCharacterScores(scores, line.steps, classes, 0), label };
  });
}

/** Shares of the classes, from scores and biases. */
function softmax(scores, biases) {
  const sums = scores.map((score, c) => score + biases[c]);
  const best = sums.reduce((a, b) => Math.max(a, b), -Infinity);
  const shares = sums.map((sum) => Math.exp(sum - best));
  const total = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / total);
}

/** Biases that make the right characters the likeliest (logistic regression, a weak normal prior). */
function fitLoneBiases(set) {
  const samples = loneScores(set, set.lines);
  const biases = new Float64Array(set.alphabet.length + 1);
  for (let step = 0; step < 300; step++) {
    const slopes = biases.map((bias) => -PRIOR * bias);
    for (const { scores, label } of samples) {
      const shares = softmax(scores, biases);
      for (let c = 1; c < shares.length; c++) slopes[c] -= shares[c];
      slopes[label]++;
    }
    const rate = 12 / (1 + (4 * step) / 300) / samples.length;
    for (let c = 1; c < biases.length; c++) biases[c] += rate * slopes[c];
  }
  return Object.fromEntries(set.alphabet.map((c, i) => [c, Number(biases[i + 1].toFixed(2))]));
}
const PRIOR = 1;

/** The temperature at which lone characters' probabilities come true. */
function fitLoneTemperature(set, bias) {
  const samples = loneScores(set, half(set.lines, false));
  let best = { temperature: 1, loss: Infinity };
  for (let temperature = 0.4; temperature < 2.5; temperature += 0.1) {
    const judge = createLoneCharacterJudge(set.alphabet, { temperature, bias });
    const loss = samples.reduce((sum, { scores, label }) => {
      const { label: first, probability, others } = judge(scores);
      const all = [{ labels: [first], probability }, ...others];
      const right = all.find(({ labels }) => labels[0] === label)?.probability ?? 0.001;
      return sum - Math.log(right);
    }, 0);
    if (loss < best.loss) best = { temperature: Number(temperature.toFixed(1)), loss };
  }
  return best.temperature;
}

/** Fits lone characters anew and writes the settings' file. */
function fitLone() {
  const bias = fitLoneBiases(readSet(LONE));
  const written = sets.find(({ name }) => name === CHARACTERS);
  const temperature = written === undefined ? 1 : fitLoneTemperature(written, bias);
  const file = 'src/reading/recognizer/ctc/loneCharacterSettings.ts';
  const entries = Object.entries(bias).map(([c, value]) => `    [${JSON.stringify(c)}, ${value}],`);
  const start = readFileSync(file, 'utf8').split('export const')[0];
  const table = `  bias: Object.fromEntries([\n${entries.join('\n')}\n  ]),\n`;
  const value = `{\n  temperature: ${temperature},\n${table}};\n`;
  writeFileSync(file, `${start}export const LONE_CHARACTERS: LoneCharacterSettings = ${value}`);
  return { temperature, bias };
}

const settings = flags.includes('--tune')
  ? tune(DECODER_SETTINGS)
  : flags.includes('--certainty')
    ? { ...DECODER_SETTINGS, ...fitCertainties(DECODER_SETTINGS) }
    : flags.includes('--lone')
      ? { ...DECODER_SETTINGS, loneCharacter: fitLone() }
      : DECODER_SETTINGS;
console.log(JSON.stringify(settings, null, 2));
console.log('\n| set | lines | greedy CER % | beam, no language model | lines it mends | lines it spoils | beam + language model | words right % | in top 3 % | ECE | CPU ms a line, median | p95 |');
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|');
const everyWord = [];
const lookedAgain = [];
for (const set of sets) {
  const lines = half(set.lines, true);
  const greedy = measure(lines, (line) => ({
    text: decodeGreedily(line.logits, line.steps, set.alphabet, 0),
  }));
  const inkOnly = createCtcDecoder({
    alphabet: set.alphabet,
    blank: 0,
    settings: { ...settings, line: { ...settings.line, insertionBonus: 0 } },
  });
  const alone = measure(lines, (line) => inkOnly.decode({ pictures: [line] }));
  const full = measure(lines, decoderOf(settings, true)(set));
  everyWord.push(...full.pairs);
  const mended = full.isRight.filter((right, i) => right && !alone.isRight[i]).length;
  const spoilt = alone.isRight.filter((right, i) => right && !full.isRight[i]).length;
  const columns = ({ cer, wordsRight, topThree, ece, medianMs, p95Ms }) =>
    `${cer.toFixed(2)} | ${(100 * wordsRight).toFixed(1)} | ${(100 * topThree).toFixed(1)} | ${ece.toFixed(3)} | ${medianMs.toFixed(1)} | ${p95Ms.toFixed(1)} |`;
  console.log(
    `| ${set.name} | ${lines.length} | ${greedy.cer.toFixed(2)} | ${alone.cer.toFixed(2)} | ${mended} | ${spoilt} | ${columns(full)}`,
  );
  const withLooks = decoderWithLooks(set, settings);
  if (withLooks === null) continue;
  const again = measure(lines, withLooks.still);
  const live = measure(lines, withLooks.live).cer.toFixed(2);
  lookedAgain.push({ name: set.name, again, row: `| ${set.name} | ${lines.length} | ${columns(again)} ${live} |` });
}
if (lookedAgain.length > 0) {
  console.log('\nUnsure lines looked at again, the time of both readings together:\n');
  console.log('| set | lines | CER % | words right % | in top 3 % | ECE | CPU ms a line, median | p95 | CER %, live |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const { row } of lookedAgain) console.log(row);
  const pairs = lookedAgain.flatMap(({ again }) => again.pairs);
  console.log(`\nECE over all ${pairs.length} words of these: ${calibrationError(pairs).toFixed(3)}`);
}
const characters = sets.find(({ name }) => name === CHARACTERS);
if (characters !== undefined) {
  const decoder = createCtcDecoder({
    alphabet: characters.alphabet,
    blank: 0,
    languageModel,
    settings,
  });
  const percent = (ranks) => ranks.map((share) => (100 * share).toFixed(1));
  const once = characterRanks(characters.lines, (line) => decoder.decode({ pictures: [line] }));
  const [first, third] = percent(once);
  console.log(`\nLone characters: first ${first} %, among three ${third} %`);
  const withLooks = decoderWithLooks(characters, settings);
  if (withLooks !== null) {
    const [firsts, thirds] = percent(characterRanks(characters.lines, withLooks.still));
    console.log(`unsure ones looked at again: first ${firsts} %, among three ${thirds} %`);
  }
}
console.log(`\nECE over all ${everyWord.length} words: ${calibrationError(everyWord).toFixed(3)}`);
await vite.close();
