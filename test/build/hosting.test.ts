import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { HEADERS } from '../../src/serviceWorker/headers.ts';

test('each host in docs/hosting.md is told to send the headers that npm start sends', () => {
  const text = readFileSync(join(packageRoot(), 'docs/hosting.md'), 'utf8');
  for (const [name, value] of Object.entries(HEADERS)) {
    const quoted = value.includes(' ') ? `"${value}"` : value;
    expect(text).toContain(`${name}: ${value}\n`);
    expect(text).toContain(`add_header ${name} ${quoted} always;\n`);
    expect(text).toContain(`    ${name} ${quoted}\n`);
  }
});
