/** Something in a text that the platform can open. */
export interface FoundLink {
  readonly kind: 'web' | 'mail' | 'phone';
  /** As it stands in the text. */
  readonly text: string;
  readonly href: string;
}

const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const WEB = /(?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,;:!?)]/gi;
const PHONE = /(?<![\w.])\+?\(?\d[\d ()/-]{5,}\d(?!\w)/g;
/** Digits of a telephone number, by E.164 and what people leave out of it. */
const PHONE_DIGITS = { least: 7, most: 15 };
/** `2026-11-30`, `30-11-2026`, `30/11/2026` and the like are dates. */
const DATE = /^\d{1,4}[-/ ]\d{1,2}[-/ ]\d{1,4}$/;

/** Addresses of the web, of mail and telephone numbers in a text, each once, in their order. */
export function foundLinks(text: string): readonly FoundLink[] {
  const mails = [...text.matchAll(MAIL)].map(([found]) => ({
    kind: 'mail' as const,
    text: found,
    href: `mailto:${found}`,
  }));
  const rest = text.replace(MAIL, (found) => ' '.repeat(found.length));
  const webs = [...rest.matchAll(WEB)].map(([found]) => ({
    kind: 'web' as const,
    text: found,
    href: /^https?:/i.test(found) ? found : `https://${found}`,
  }));
  const phones = [...rest.replace(WEB, ' ').matchAll(PHONE)]
    .map(([found]) => ({ found, digits: found.replace(/\D/g, '') }))
    .filter(({ found, digits }) => {
      const { least, most } = PHONE_DIGITS;
      return digits.length >= least && digits.length <= most && !DATE.test(found);
    })
    .map(({ found, digits }) => ({
      kind: 'phone' as const,
      text: found,
      href: `tel:${found.startsWith('+') ? '+' : ''}${digits}`,
    }));
  const all: readonly FoundLink[] = [...webs, ...mails, ...phones];
  const kept = new Map(all.map((link) => [link.href, link]));
  return [...kept.values()].sort((a, b) => text.indexOf(a.text) - text.indexOf(b.text));
}
