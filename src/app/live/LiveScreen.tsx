import { useCallback, useReducer, useState } from 'react';
import { useCamera } from '../camera/useCamera.ts';
import { DropVeil } from '../files/DropVeil.tsx';
import { useFileDrop } from '../files/useFileDrop.ts';
import { useIncomingFiles } from '../files/useIncomingFiles.ts';
import { Notice } from '../notices/Notice.tsx';
import { NEW_SESSION, sessionReducer } from '../transcript/readingSession.ts';
import { LiveDesk } from './LiveDesk.tsx';
import { PhotoDesk } from './photos/PhotoDesk.tsx';
import { type Photo, type RefusedFile, refusal, sortFiles } from './photos/photos.ts';
import { StartPanel } from './StartPanel.tsx';
import { useSampleFilm } from './sample/useSampleFilm.ts';
import { useKeptReading } from './useKeptReading.ts';

/** Where the picture comes from. */
type Source =
  | { readonly kind: 'none' }
  | { readonly kind: 'camera' }
  | { readonly kind: 'sample' }
  /** `shown` is the number of a photo's sheet. */
  | { readonly kind: 'photos'; readonly photos: readonly Photo[]; readonly shown: number };

/** Reads handwriting from the camera, the sample or photos. The camera rests while it is hidden. */
export function LiveScreen({ hidden }: { readonly hidden: boolean }) {
  const [source, setSource] = useState<Source>({ kind: 'none' });
  const [session, dispatch] = useReducer(sessionReducer, NEW_SESSION);
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  useKeptReading(session, dispatch, (everyPicture) =>
    setSource((now) => (everyPicture || now.kind === 'photos' ? { kind: 'none' } : now)),
  );
  const camera = useCamera(source.kind === 'camera' && !hidden);
  const sample = useSampleFilm(source.kind === 'sample' && !hidden);
  const notOpened = refusal(refused);

  const fromPhotos = source.kind === 'photos';
  const openPhotos = useCallback(
    async (files: readonly File[]) => {
      const sorted = await sortFiles(files);
      setRefused(sorted.refused);
      const [first] = sorted.photos;
      // What stands there stays where nothing takes its place.
      if (first === undefined) return;
      if (!fromPhotos) dispatch({ type: 'restart' });
      setSource((before) => ({
        kind: 'photos',
        photos: before.kind === 'photos' ? [...before.photos, ...sorted.photos] : sorted.photos,
        shown: first.sheetId,
      }));
    },
    [fromPhotos],
  );
  const openFiles = useCallback((files: readonly File[]) => void openPhotos(files), [openPhotos]);
  const open = (kind: 'none' | 'camera' | 'sample') => (): void => {
    dispatch({ type: 'release' });
    dispatch({ type: 'restart' });
    setRefused([]);
    setSource({ kind });
  };
  const over = useFileDrop(!hidden, openFiles);
  useIncomingFiles(openFiles);

  return (
    <div className="screen-body" hidden={hidden}>
      {source.kind === 'none' && (
        <StartPanel onCamera={open('camera')} onSample={open('sample')} onPhotos={openFiles} />
      )}
      {(source.kind === 'camera' || source.kind === 'sample') && (
        <LiveDesk
          key={source.kind}
          source={
            source.kind === 'camera'
              ? { kind: 'camera', camera }
              : { kind: 'sample', track: sample }
          }
          hidden={hidden}
          session={session}
          dispatch={dispatch}
          onStop={open('none')}
          onSample={open('sample')}
          onCamera={open('camera')}
          onPhotos={openFiles}
        />
      )}
      {source.kind === 'photos' && (
        <PhotoDesk
          photos={source.photos}
          shown={source.shown}
          hidden={hidden}
          session={session}
          dispatch={dispatch}
          onShow={(shown) => setSource({ ...source, shown })}
          onCamera={open('camera')}
          onPhotos={openFiles}
          onClose={open('none')}
        />
      )}
      {notOpened && (
        <div className="files-refused">
          <Notice error={notOpened} onDismiss={() => setRefused([])} />
        </div>
      )}
      {over && <DropVeil words="Drop photos to read them" />}
    </div>
  );
}
