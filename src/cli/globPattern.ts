/** Whether an argument is a pattern rather than a name. */
export function isGlobPattern(argument: string): boolean {
  return /[*?[]/.test(argument);
}

/**
 * A pattern of paths with `/` between folders as a regular expression: `*` and `?` stay within a
 * name, `**` as a whole name spans folders, `[ab]` and `[!ab]` are one character.
 */
export function globExpression(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const rest = pattern.slice(at);
    const set = /^\[(!?)([^\]]+)\]/.exec(rest);
    if (/^\*\*\//.test(rest) && (at === 0 || pattern[at - 1] === '/')) {
      source += '(?:[^/]+/)*';
      at += 2;
    } else if (rest === '**') {
      source += '.*';
      at += 1;
    } else if (rest.startsWith('*')) source += '[^/]*';
    else if (rest.startsWith('?')) source += '[^/]';
    else if (set !== null) {
      source += `[${set[1] === '!' ? '^/' : ''}${(set[2] ?? '').replace(/[\\^]/g, '\\$&')}]`;
      at += set[0].length - 1;
    } else source += rest.charAt(0).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'u');
}

/** The folder that a pattern starts in: its leading names without a sign, `.` where there is none. */
export function globRoot(pattern: string): string {
  const names = pattern.split('/');
  const first = names.findIndex(isGlobPattern);
  const root = names.slice(0, first < 0 ? names.length : first).join('/');
  return root === '' ? (pattern.startsWith('/') ? '/' : '.') : root;
}
