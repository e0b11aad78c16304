import { useEffect } from 'react';
import { AirScreen } from './air/AirScreen.tsx';
import { AnnotateScreen } from './annotate/AnnotateScreen.tsx';
import { DocumentsScreen } from './documents/DocumentsScreen.tsx';
import { LiveScreen } from './live/LiveScreen.tsx';
import { NotebookNotices } from './notebook/NotebookNotices.tsx';
import { NotebookScreen } from './notebook/NotebookScreen.tsx';
import { OfflineNotices } from './offline/OfflineNotices.tsx';
import { ReaderProvider } from './reader/ReaderContext.tsx';
import { ReaderLimits } from './reader/ReaderLimits.tsx';
import { ReaderRestarted } from './reader/ReaderRestarted.tsx';
import { NOTEBOOK, readsOn, SCREENS } from './screens.ts';
import { useSettings } from './settings/settings.ts';
import { Bar } from './shell/Bar.tsx';
import { ScreenBoundary } from './shell/ScreenBoundary.tsx';
import { useHashRoute } from './useHashRoute.ts';

/** The whole page: the bar, and one screen under it. */
export function App() {
  const screen = useHashRoute();
  const { theme } = useSettings();

  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);

  useEffect(() => {
    const shown = [...SCREENS, NOTEBOOK].find(({ name }) => name === screen);
    document.title = `${shown?.label ?? 'Live'} · Handlens`;
  }, [screen]);

  return (
    <ReaderProvider needed={readsOn(screen)}>
      <div className="shell">
        <Bar screen={screen} />
        <main className="screen" id="screen">
          {/* All are kept: readings and corrections are not lost by a look at the other screen. */}
          <ScreenBoundary label="Live" hidden={screen !== 'live'}>
            <LiveScreen hidden={screen !== 'live'} />
          </ScreenBoundary>
          <ScreenBoundary label="Air" hidden={screen !== 'air'}>
            <AirScreen hidden={screen !== 'air'} />
          </ScreenBoundary>
          <ScreenBoundary label="Documents" hidden={screen !== 'documents'}>
            <DocumentsScreen hidden={screen !== 'documents'} />
          </ScreenBoundary>
          <ScreenBoundary label="Annotate" hidden={screen !== 'annotate'}>
            <AnnotateScreen hidden={screen !== 'annotate'} />
          </ScreenBoundary>
          <ScreenBoundary label="Notebook" hidden={screen !== 'notebook'}>
            <NotebookScreen hidden={screen !== 'notebook'} />
          </ScreenBoundary>
        </main>
        <div className="notices">
          <ReaderRestarted />
          <ReaderLimits />
          <NotebookNotices screen={screen} />
          <OfflineNotices />
        </div>
      </div>
    </ReaderProvider>
  );
}
