import type { GraphModel } from '@tensorflow/tfjs-converter';
import { buildGraph } from '../../models/loadGraph.ts';
import { type LoadingOptions, readFiles } from '../../models/loadModel.ts';
import type { ManifestFile } from '../../models/manifest.ts';
import type { ModelFiles } from '../../models/modelFiles.ts';

/** Folder of the hand's graphs among the models. */
const HAND_FOLDER = 'hand';

/**
 * The hand graphs that `@vladmandic/human` 3.3.6 publishes (MIT): Dibia's handtrack (SSD-MobileNet)
 * and MediaPipe's hand landmarks, lite. Both run with our own TF.js.
 */
const DETECTOR: readonly [graph: ManifestFile, weights: ManifestFile] = [
  {
    path: 'handtrack.json',
    bytes: 602_812,
    sha256: 'a27d86daea1799c65dd0ad99ea1855a6b6dc721bf7ba4d4eb1a138c9e51d5755',
  },
  {
    path: 'handtrack.bin',
    bytes: 2_964_837,
    sha256: '70164f725aefbbf8094a8ef4150dc10e906b6f0976b484ef8ec882d3eae4b812',
  },
];
const LANDMARKS: readonly [graph: ManifestFile, weights: ManifestFile] = [
  {
    path: 'handlandmark-lite.json',
    bytes: 83_013,
    sha256: '8478ec3224129957f1436194738ad26ac78bbac8ea3be1730399ccad6964a27f',
  },
  {
    path: 'handlandmark-lite.bin',
    bytes: 2_023_432,
    sha256: '3dbf92db39720eac7f88aff322a24d3f4ed3ba1f54aa7a8a37b704f14cb76c0e',
  },
];

export interface HandGraphs {
  readonly detector: GraphModel;
  readonly landmarks: GraphModel;
}

/**
 * Loads both graphs onto the current backend.
 * @throws ReadingError `model-missing`, `model-corrupt`, `model-invalid`, `cancelled`
 */
export async function loadHandGraphs(
  files: ModelFiles,
  options: LoadingOptions = {},
): Promise<HandGraphs> {
  const bytes = await readFiles(files, HAND_FOLDER, [...DETECTOR, ...LANDMARKS], options);
  const build = ([graph, weights]: typeof DETECTOR): Promise<GraphModel> =>
    buildGraph({
      manifest: { name: graph.path, kind: 'detector' },
      bytes: new Map(
        [
          ['model.json', bytes.get(graph.path)] as const,
          [weights.path, bytes.get(weights.path)] as const,
        ].flatMap(([path, file]) => (file === undefined ? [] : [[path, file] as const])),
      ),
    });
  const detector = await build(DETECTOR);
  try {
    return { detector, landmarks: await build(LANDMARKS) };
  } catch (error) {
    detector.dispose();
    throw error;
  }
}
