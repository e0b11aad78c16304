/**
 * What each of so many words of a line says where the line has this text; null where the text has
 * more words or fewer. A lone word takes whatever the line says.
 */
export function wordTexts(text: string | null, words: number): readonly string[] | null {
  const told = (text ?? '').split(/\s+/).filter((word) => word !== '');
  if (words === 1 && told.length > 0) return [told.join(' ')];
  return words > 0 && told.length === words ? told : null;
}
