import { LANGUAGES, type Language, languagesOf } from '../../reading/recognizer/languages.ts';
import { LANGUAGE_NAMES } from './languageNames.ts';
import { changeSettings, useSettings } from './settings.ts';

/** Which languages are read; the last one cannot be left out. */
export function LanguagesSetting() {
  const { languages } = useSettings();
  const change = (language: Language, isWanted: boolean): void => {
    const next = languagesOf(
      LANGUAGES.filter((one) => (one === language ? isWanted : languages.includes(one))),
    );
    if (next) changeSettings({ languages: next });
  };
  return (
    <fieldset className="choice">
      <legend>Languages</legend>
      <div className="choice-row choice-many">
        {LANGUAGES.map((language) => {
          const isChosen = languages.includes(language);
          return (
            <label key={language}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={isChosen && languages.length === 1}
                onChange={(event) => change(language, event.target.checked)}
              />
              <span>{LANGUAGE_NAMES[language]}</span>
            </label>
          );
        })}
      </div>
      <p className="choice-note">
        What is read from now on is read in these, handwriting in the first four. Each one more
        makes reading slower.
      </p>
    </fieldset>
  );
}
