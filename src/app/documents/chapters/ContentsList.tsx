import { pageHeading, type ReadPage } from '../../../formats/readItems.ts';
import { Icon } from '../../icons/Icon.tsx';
import { contentsOf } from './contents.ts';

/** The chapters of all photos in their order; what is missing or there twice is pointed out. */
export function ContentsList({ pages }: { readonly pages: readonly ReadPage[] }) {
  const { entries, missing, doubled } = contentsOf(pages);
  if (entries.length < 2) return null;
  return (
    <details className="contents">
      <summary>
        Contents
        {(missing.length > 0 || doubled.length > 0) && (
          <span className="contents-doubt">
            <Icon name="alert" />
            {[
              ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
              ...(doubled.length > 0 ? [`twice: ${doubled.join(', ')}`] : []),
            ].join(' · ')}
          </span>
        )}
      </summary>
      <ol>
        {entries.map(({ file, page }) => (
          <li key={file}>
            {pageHeading(page) ?? file} <span className="photo-name">{file}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
