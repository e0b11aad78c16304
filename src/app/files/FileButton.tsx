import { type ReactNode, useRef } from 'react';
import { PICTURE_TYPES } from './pictureFiles.ts';

interface FileButtonProps {
  readonly className: string;
  readonly multiple?: boolean;
  /** As the `accept` of a file input; pictures where it is left out. */
  readonly accept?: string;
  /** Opens the phone's own camera instead of its photos. */
  readonly capture?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** A button that lets one choose files. */
export function FileButton({
  className,
  multiple,
  accept = PICTURE_TYPES,
  capture,
  onFiles,
  children,
}: FileButtonProps) {
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
        accept={accept}
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
