import type { FineTuned } from '../../../worker/page/trainModel.ts';

/** What has to be known beside the figures of a training, a sentence each. */
export function figureNotes({ classes, tooMany, unopened }: FineTuned): readonly string[] {
  const named = (side: 'trained' | 'heldOut'): string =>
    classes.flatMap((one) => (one[side] === 0 ? [`“${one.name}”`] : [])).join(', ');
  const [unlearnt, unmeasured] = [named('trained'), named('heldOut')];
  return [
    unmeasured === '' ? '' : `No box of ${unmeasured} was held out: the figures say nothing of it.`,
    unlearnt === '' ? '' : `All boxes of ${unlearnt} were held out: it was not learnt.`,
    tooMany === 0
      ? ''
      : `${counted(tooMany, 'picture')} left out: this device has no memory for more.`,
    unopened === 0 ? '' : `${counted(unopened, 'picture')} left out that could not be opened.`,
  ].filter((note) => note !== '');
}

/** `1 box`, `2 boxes`. */
export function counted(count: number, what: 'box' | 'picture'): string {
  const many = what === 'box' ? 'boxes' : 'pictures';
  return `${count} ${count === 1 ? what : many}`;
}
