import { useCallback, useState } from 'react';
import { DropVeil } from '../files/DropVeil.tsx';
import { filesOfTransfer } from '../files/droppedItems.ts';
import { useOpenedDocuments } from '../files/openInDocuments.ts';
import { useIncomingFiles } from '../files/useIncomingFiles.ts';
import { useTransferDrop } from '../files/useTransferDrop.ts';
import { Notice } from '../notices/Notice.tsx';
import { ChaptersStart } from './chapters/ChaptersStart.tsx';
import { ChaptersView } from './chapters/ChaptersView.tsx';
import { DocumentsStart } from './DocumentsStart.tsx';
import { FieldsStart } from './fields/FieldsStart.tsx';
import { FieldsView } from './fields/FieldsView.tsx';
import { AddFiles } from './intake/AddFiles.tsx';
import { PagePicker } from './intake/PagePicker.tsx';
import { PhotoCamera } from './intake/PhotoCamera.tsx';
import { refusal } from './intake/refusal.ts';
import { useIntake } from './intake/useIntake.ts';
import { PagesProgress } from './PagesProgress.tsx';
import type { Purpose } from './pages/page.ts';
import { countsOf } from './pages/pageCounts.ts';
import { usePageList } from './pages/usePageList.ts';
import { TextView } from './text/TextView.tsx';
import { UndoNotice } from './UndoNotice.tsx';
import { nameInAddress, usePurposeOfAddress } from './usePurposeOfAddress.ts';
import './documents.css';

/** Pages of any files: all of their text, or the chapters that they open. */
export function DocumentsScreen({ hidden }: { readonly hidden: boolean }) {
  const [shown, setShown] = useState<number | null>(null);
  const [takesPhotos, setTakesPhotos] = useState(false);
  const { list, dispatch } = usePageList(shown);
  const intake = useIntake(dispatch);
  const { take } = intake;
  usePurposeOfAddress((purpose) => dispatch({ type: 'purpose', purpose }));
  useOpenedDocuments((files) => {
    dispatch({ type: 'purpose', purpose: 'text' });
    take(files);
  });
  useIncomingFiles();
  const over = useTransferDrop(!hidden, (transfer) => {
    void filesOfTransfer(transfer).then(({ files, unreadable }) => take(files, unreadable));
  });
  const closeCamera = useCallback(() => setTakesPhotos(false), []);
  const refused = refusal(intake.refused);
  const { purpose, pages } = list;
  const isEmpty = pages.length === 0;
  const add = <AddFiles large={isEmpty} onFiles={take} onCamera={() => setTakesPhotos(true)} />;
  const lookAt = (next: Purpose): void => {
    nameInAddress(next);
    dispatch({ type: 'purpose', purpose: next });
  };
  const { opening, stop, unlock } = intake;
  const view = { list, dispatch, hidden, add, opening, onStop: stop, onPurpose: lookAt };

  return (
    <div className="screen-body documents" hidden={hidden}>
      {refused && (
        <div className="pages-refused">
          <Notice error={refused} onDismiss={intake.forget} />
        </div>
      )}
      {isEmpty && (
        <div className="pages-opening">
          <PagesProgress
            opening={opening}
            onStop={stop}
            counts={countsOf(pages, purpose)}
            isPaused={false}
            dispatch={dispatch}
          />
        </div>
      )}
      {isEmpty && purpose === 'text' && <DocumentsStart onPurpose={lookAt}>{add}</DocumentsStart>}
      {isEmpty && purpose === 'chapters' && <ChaptersStart onPurpose={lookAt}>{add}</ChaptersStart>}
      {isEmpty && purpose === 'fields' && (
        <FieldsStart form={list.form} onPurpose={lookAt}>
          {add}
        </FieldsStart>
      )}
      {!isEmpty && purpose === 'text' && (
        <TextView {...view} shown={shown} onShow={setShown} onUnlock={unlock} />
      )}
      {!isEmpty && purpose === 'chapters' && <ChaptersView {...view} />}
      {!isEmpty && purpose === 'fields' && <FieldsView {...view} />}
      {takesPhotos && !hidden && <PhotoCamera onPhoto={take} onClose={closeCamera} />}
      {intake.asking && !hidden && <PagePicker key={intake.asking.name} question={intake.asking} />}
      <UndoNotice step={list.undo.at(-1)} dispatch={dispatch} />
      {over && <DropVeil words="Drop pictures, PDF files, folders or zips to read them" />}
    </div>
  );
}
