/**
 * The command that trains a detector for the classes of an exported folder, as the export dialog
 * and the README show it. The model it writes is loaded into the page again.
 * @param folder where the export lies, seen from the project's folder
 */
export function trainingCommand({
  folder,
  out = 'runs/annotated',
  minutes = 60,
}: {
  readonly folder: string;
  readonly out?: string;
  readonly minutes?: number;
}): string {
  return [
    'python -m training.detector',
    '--config training/configs/annotated.yaml',
    `--data ${shellWord(`annotated=${folder}`)}`,
    `--out ${shellWord(out)}`,
    `--minutes ${minutes}`,
    `--export ${shellWord(`${out}/model`)}`,
  ].join(' ');
}

/** A word that the shell takes as it is: plain, or between quotes (POSIX shells and PowerShell). */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
