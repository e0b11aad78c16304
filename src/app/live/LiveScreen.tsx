import { useReducer, useState } from 'react';
import { useCamera } from '../camera/useCamera.ts';
import { DropVeil } from '../files/DropVeil.tsx';
import { openInDocuments } from '../files/openInDocuments.ts';
import { useFileDrop } from '../files/useFileDrop.ts';
import { NEW_SESSION, sessionReducer } from '../transcript/readingSession.ts';
import { LiveDesk } from './LiveDesk.tsx';
import { StartPanel } from './StartPanel.tsx';
import { useSampleFilm } from './sample/useSampleFilm.ts';
import { useKeptReading } from './useKeptReading.ts';

/** Where the picture comes from. */
type Source = 'none' | 'camera' | 'sample';

/** Reads handwriting from the camera or the sample. The camera rests while it is hidden. */
export function LiveScreen({ hidden }: { readonly hidden: boolean }) {
  const [source, setSource] = useState<Source>('none');
  const [session, dispatch] = useReducer(sessionReducer, NEW_SESSION);
  useKeptReading(session, dispatch, () => setSource('none'));
  const camera = useCamera(source === 'camera' && !hidden);
  const sample = useSampleFilm(source === 'sample' && !hidden);
  const open = (next: Source) => (): void => {
    dispatch({ type: 'release' });
    dispatch({ type: 'restart' });
    setSource(next);
  };
  const over = useFileDrop(!hidden, openInDocuments);

  return (
    <div className="screen-body" hidden={hidden}>
      {source === 'none' ? (
        <StartPanel
          onCamera={open('camera')}
          onSample={open('sample')}
          onPhotos={openInDocuments}
        />
      ) : (
        <LiveDesk
          key={source}
          source={
            source === 'camera' ? { kind: 'camera', camera } : { kind: 'sample', track: sample }
          }
          hidden={hidden}
          session={session}
          dispatch={dispatch}
          onStop={open('none')}
          onSample={open('sample')}
          onCamera={open('camera')}
          onPhotos={openInDocuments}
        />
      )}
      {over && <DropVeil words="Drop photos to read them in Documents" />}
    </div>
  );
}
