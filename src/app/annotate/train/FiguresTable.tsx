import type { FineTuned } from '../../../worker/page/trainModel.ts';
import { counted, figureNotes } from './figureNotes.ts';

const ROWS = [
  ['ap50', 'AP50', 'Average precision at an overlap of one half'],
  ['recall', 'Found', 'Share of your boxes that were found'],
  ['precision', 'Right', 'Share of what was found that is right'],
] as const;

/** How right the model is, before and after, in pictures that it was not trained on. */
export function FiguresTable({ tuned }: { readonly tuned: FineTuned }) {
  const { before, after, heldOut, trained, classes } = tuned;
  const boxes = classes.reduce((sum, one) => sum + one.heldOut, 0);
  return (
    <>
      <table className="training-figures">
        <caption>
          Trained on {counted(trained, 'picture')}, measured in {heldOut} held out with{' '}
          {counted(boxes, 'box')}
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([key, name, meaning]) => (
            <tr key={key}>
              <th scope="row" title={meaning}>
                {name}
              </th>
              <td className="figure">{percent(before[key])}</td>
              <td className="figure">{percent(after[key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {figureNotes(tuned).map((note) => (
        <p className="model-note" key={note}>
          {note}
        </p>
      ))}
    </>
  );
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}
