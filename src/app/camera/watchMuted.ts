/** A camera that wakes up is muted for a moment: only longer than this counts, ms. */
const PATIENCE_MS = 2500;

type MutableTrack = Pick<MediaStreamTrack, 'muted' | 'addEventListener' | 'removeEventListener'>;

/**
 * Tells when a track gives no picture for longer than a moment (lid, privacy switch, a call), and
 * when it gives one again.
 * @returns ends it
 */
export function watchMuted(track: MutableTrack, tell: (muted: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const changed = (): void => {
    clearTimeout(timer);
    if (track.muted) {
      timer = setTimeout(() => {
        told = true;
        tell(true);
      }, PATIENCE_MS);
    } else if (told) {
      told = false;
      tell(false);
    }
  };
  track.addEventListener('mute', changed);
  track.addEventListener('unmute', changed);
  changed();
  return () => {
    clearTimeout(timer);
    track.removeEventListener('mute', changed);
    track.removeEventListener('unmute', changed);
  };
}
