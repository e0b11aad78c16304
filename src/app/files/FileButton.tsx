import { type ReactNode, useRef } from 'react';
import { PICTURE_TYPES } from './pictureFiles.ts';

interface FileButtonProps {
  readonly className: string;
  readonly multiple?: boolean;
  /** Opens the phone's own camera instead of its photos. */
  readonly capture?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** A button that lets one choose picture files. */
export function FileButton({ className, multiple, capture, onFiles, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={PICTURE_TYPES}
        multiple={multiple ?? false}
        {...(capture ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          const files = Array.from(event.target.files ?? []);
          // The same file chosen twice must count as a change.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
