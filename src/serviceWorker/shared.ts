/** Cache of what other apps shared, until the page takes it. */
export const SHARED_CACHE = 'handlens-shared';
/** Address below the page's folder that files are shared to, as `app.webmanifest` says. */
export const SHARE_PATH = 'share';
/** Name of the files in the form that comes there. */
export const SHARED_FILES = 'pictures';
/** Header that holds a shared file's name, encoded as in an address. */
export const SHARED_NAME = 'x-file-name';
