// Types alone: a value that the page and the service worker both took from here would become a file of
// its own, and a service worker of one file runs in every browser.

/** Cache of what other apps shared, until the page takes it. */
export type SharedCache = 'handlens-shared';
/** Header that holds a shared file's name, encoded as in an address. */
export type SharedName = 'x-file-name';
