import {
  PRINT_LANGUAGES,
  type PrintLanguage,
  printLanguagesOf,
} from '../../reading/recognizer/printLanguages.ts';
import { changeSettings, useSettings } from './settings.ts';

const NAMES: Readonly<Record<PrintLanguage, string>> = {
  eng: 'English',
  fra: 'French',
  deu: 'German',
  spa: 'Spanish',
  hin: 'Hindi',
  mar: 'Marathi',
};

/** Which languages print is read in; the last one cannot be left out. */
export function PrintLanguagesSetting() {
  const { printLanguages } = useSettings();
  const change = (language: PrintLanguage, isWanted: boolean): void => {
    const next = printLanguagesOf(
      PRINT_LANGUAGES.filter((one) => (one === language ? isWanted : printLanguages.includes(one))),
    );
    if (next) changeSettings({ printLanguages: next });
  };
  return (
    <fieldset className="choice">
      <legend>Languages of print</legend>
      <div className="choice-row choice-many">
        {PRINT_LANGUAGES.map((language) => {
          const isChosen = printLanguages.includes(language);
          return (
            <label key={language}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={isChosen && printLanguages.length === 1}
                onChange={(event) => change(language, event.target.checked)}
              />
              <span>{NAMES[language]}</span>
            </label>
          );
        })}
      </div>
      <p className="choice-note">
        What is read from now on is read in these. Each one more makes print slower to read.
      </p>
    </fieldset>
  );
}
