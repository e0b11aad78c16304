import { useEffect } from 'react';
import { LiveScreen } from './live/LiveScreen.tsx';
import { ReaderProvider } from './reader/ReaderContext.tsx';
import { ReaderRestarted } from './reader/ReaderRestarted.tsx';
import { useSettings } from './settings/settings.ts';
import { Bar } from './shell/Bar.tsx';
import { TextbookScreen } from './textbook/TextbookScreen.tsx';
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
    document.title = screen === 'live' ? 'Live · Handlens' : 'Textbook · Handlens';
  }, [screen]);

  return (
    <ReaderProvider>
      <div className="shell">
        <Bar screen={screen} />
        <main className="screen" id="screen">
          {/* Both are kept: readings and corrections are not lost by a look at the other screen. */}
          <LiveScreen hidden={screen !== 'live'} />
          <TextbookScreen hidden={screen !== 'textbook'} />
        </main>
        <ReaderRestarted />
      </div>
    </ReaderProvider>
  );
}
