import type { ReactNode } from 'react';
import { type DocumentPage, hasPicture } from '../pages/page.ts';

interface SampleChoiceProps {
  readonly pages: readonly DocumentPage[];
  /** Opens a form that was saved. */
  readonly open: ReactNode;
  readonly onChoose: (page: DocumentPage) => void;
}

/** Which page is the sample that fields are drawn on. */
export function SampleChoice({ pages, open, onChoose }: SampleChoiceProps) {
  return (
    <section className="sample-choice">
      <h2>Which page shows the form best?</h2>
      <p>
        Draw its fields there once. They are then found in all other photos of the same form, and
        each page becomes a row.
      </p>
      <ul className="sample-pages">
        {pages.filter(hasPicture).map((page) => (
          <li key={page.id}>
            <button type="button" onClick={() => onChoose(page)}>
              {page.thumbnail && page.thumbnail !== 'pending' ? (
                <img
                  src={page.thumbnail.url}
                  width={page.thumbnail.width}
                  height={page.thumbnail.height}
                  alt=""
                />
              ) : (
                <span className="sample-pending" />
              )}
              <span>{page.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="sample-open">{open}</p>
    </section>
  );
}
