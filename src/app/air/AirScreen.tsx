import { useEffect, useState } from 'react';
import { useCamera } from '../camera/useCamera.ts';
import { PAD_HASH } from '../screens.ts';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import { AirStart } from './AirStart.tsx';
import { changeAirSettings, useAirSettings, type WritingTool } from './airSettings.ts';
import { CameraDesk } from './CameraDesk.tsx';
import { PadDesk } from './pad/PadDesk.tsx';
import { useAirWriting } from './useAirWriting.ts';

/** Writes with a marker or a hand in front of the camera, or with a pointer on a pad. */
export function AirScreen({ hidden }: { readonly hidden: boolean }) {
  const [tool, setTool] = useState<WritingTool | null>(null);
  const { cameraId } = useAirSettings();
  const camera = useCamera((tool === 'marker' || tool === 'hand') && !hidden, {
    facing: 'user',
    cameraId,
    remember: rememberCamera,
  });
  const writing = useAirWriting(() => setTool('pad'));

  const choose = (next: WritingTool | null): void => {
    // A pad has another size than a camera's picture: what is written goes into the transcript.
    const otherPicture = next === 'pad' || tool === 'pad' || next === null;
    if (otherPicture && next !== tool) void writing.finish();
    setTool(next);
  };

  const follow = useSteadyHandler(() => {
    if (location.hash === PAD_HASH && tool !== 'pad') choose('pad');
  });
  useEffect(() => {
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [follow]);

  return (
    <div className="screen-body" hidden={hidden}>
      {tool === null && <AirStart onCamera={() => choose('marker')} onPad={() => choose('pad')} />}
      {(tool === 'marker' || tool === 'hand') && (
        <CameraDesk tool={tool} camera={camera} hidden={hidden} writing={writing} onTool={choose} />
      )}
      {tool === 'pad' && (
        <PadDesk key={writing.recalled} hidden={hidden} writing={writing} onTool={choose} />
      )}
    </div>
  );
}

function rememberCamera(cameraId: string): void {
  changeAirSettings({ cameraId });
}
