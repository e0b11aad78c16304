import { lazy, Suspense, useEffect, useState } from 'react';

const AnnotateHome = lazy(async () => {
  const { AnnotateHome: Home } = await import('./AnnotateHome.tsx');
  return { default: Home };
});

/** Boxes for training, drawn in the page. Its parts come when the screen is first looked at. */
export function AnnotateScreen({ hidden }: { readonly hidden: boolean }) {
  const [wanted, setWanted] = useState(!hidden);
  useEffect(() => {
    if (!hidden) setWanted(true);
  }, [hidden]);
  return (
    <div className="screen-body annotate" hidden={hidden}>
      {wanted && (
        <Suspense fallback={null}>
          <AnnotateHome hidden={hidden} />
        </Suspense>
      )}
    </div>
  );
}
