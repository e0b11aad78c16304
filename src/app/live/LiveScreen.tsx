import { useCallback, useReducer, useState } from 'react';
import { useCamera } from '../camera/useCamera.ts';
import { DropVeil } from '../files/DropVeil.tsx';
import { useFileDrop } from '../files/useFileDrop.ts';
import { NEW_SESSION, sessionReducer } from '../transcript/readingSession.ts';
import { LiveDesk } from './LiveDesk.tsx';
import { PhotoDesk } from './PhotoDesk.tsx';
import { StartPanel } from './StartPanel.tsx';
import { useSampleFilm } from './sample/useSampleFilm.ts';
import { useKeptReading } from './useKeptReading.ts';

/** Where the picture comes from. */
type Source =
  | { readonly kind: 'none' }
  | { readonly kind: 'camera' }
  | { readonly kind: 'sample' }
  | { readonly kind: 'photo'; readonly file: File };

/** Reads handwriting from the camera, the sample or a photo. The camera rests while it is hidden. */
export function LiveScreen({ hidden }: { readonly hidden: boolean }) {
  const [source, setSource] = useState<Source>({ kind: 'none' });
  const [session, dispatch] = useReducer(sessionReducer, NEW_SESSION);
  useKeptReading(session, dispatch, (everyPicture) =>
    setSource((now) => (everyPicture || now.kind === 'photo' ? { kind: 'none' } : now)),
  );
  const camera = useCamera(source.kind === 'camera' && !hidden);
  const sample = useSampleFilm(source.kind === 'sample' && !hidden);

  const openPhoto = useCallback((files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    dispatch({ type: 'restart' });
    dispatch({ type: 'hold' });
    setSource({ kind: 'photo', file });
  }, []);
  const open = (kind: 'none' | 'camera' | 'sample') => (): void => {
    dispatch({ type: 'release' });
    dispatch({ type: 'restart' });
    setSource({ kind });
  };
  const over = useFileDrop(!hidden, openPhoto);

  return (
    <div className="screen-body" hidden={hidden}>
      {source.kind === 'none' && (
        <StartPanel onCamera={open('camera')} onSample={open('sample')} onPhoto={openPhoto} />
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
          onPhoto={openPhoto}
        />
      )}
      {source.kind === 'photo' && (
        <PhotoDesk
          file={source.file}
          hidden={hidden}
          session={session}
          dispatch={dispatch}
          onCamera={open('camera')}
          onPhoto={openPhoto}
          onClose={open('none')}
        />
      )}
      {over && <DropVeil words="Drop it to read it" />}
    </div>
  );
}
