/** Headings of what stands within chapters and opens none, in eight languages. */
const NOTHING =
  /^\P{L}*(?:exercises?|activit(?:y|ies)|summary|review|questions?|project work|points to remember|practice|answers|self[- ]assessment|check ?point|key ?words|key terms|objectives|what (?:you will|have (?:we|you)) learn\w*|let us|do you know|think (?:and|about)|discuss|try it|suggested reading|figure|fig|table|example|step|note|übung(?:en)?|aufgaben?|zusammenfassung|exercices?|bilan|ejercicios|actividades|esercizi|exercícios|अभ्यास|स्वाध्याय)(?!\p{L})/iu;

const MATTER =
  /^\P{L}*(?:preface|foreword|introduction|acknowledge?ments?|bibliography|references|index|glossary|contents|table of contents|about|dedication|conclusions?|epilogue|prologue|afterword|solutions|notation|colophon|credits|appendix)(?!\p{L})/iu;

/** Whether a heading is that of exercises, a box or a table. */
export function opensNothing(title: string): boolean {
  return NOTHING.test(title);
}

/** Whether a heading is that of a preface, an index and the like, which carry no number. */
export function namesMatter(title: string): boolean {
  return MATTER.test(title);
}
