import { Notice } from '../notices/Notice.tsx';
import { byteSize, loadedOf } from '../progress/byteSize.ts';
import { ProgressBar } from '../progress/ProgressBar.tsx';
import { useReader, useReaderState } from './ReaderContext.tsx';

const PART_NAMES: Readonly<Record<string, string>> = {
  'handwriting-detector': 'finder of lines',
  'textbook-detector': 'finder of chapter and title',
  'handwriting-reader': 'reader of handwriting',
  'latin-reader': 'Latin reader of handwriting',
  'character-reader': 'reader of lone characters',
  'language-model': 'knowledge of words',
  'language-model-fra': 'French words',
  'language-model-deu': 'German words',
  'language-model-spa': 'Spanish words',
  tesseract: 'reader of print',
  opencv: 'picture tools',
  backend: 'calculator',
};

/** Parts that make readings better, which need not wait for them. */
const BESIDE: readonly string[] = ['latin-reader', 'character-reader'];

interface ReaderProgressProps {
  /** Whether a picture is being read already: parts that nothing waits for come unannounced. */
  readonly isReading?: boolean;
}

/** What of the reader is still on its way, how big it is and how far; nothing once it reads. */
export function ReaderProgress({ isReading = false }: ReaderProgressProps) {
  const reader = useReader();
  const state = useReaderState();
  if (state.kind === 'failed') {
    return (
      <Notice error={state.error} action={{ label: 'Try again', perform: () => reader?.retry() }} />
    );
  }
  if (state.kind === 'ready' || state.kind === 'asleep') return null;
  const { loadedBytes, totalBytes } = loadedOf(state.parts);
  const current = state.parts.find((part) => part.loadedBytes < part.totalBytes);
  if (isReading && current !== undefined && BESIDE.includes(current.name)) return null;
  return (
    <ProgressBar
      label={
        current ? `Loading the ${PART_NAMES[current.name] ?? current.name}` : 'Starting the reader'
      }
      done={totalBytes > 0 ? loadedBytes / totalBytes : null}
      figure={totalBytes > 0 ? byteSize(loadedBytes, totalBytes) : ''}
    />
  );
}
