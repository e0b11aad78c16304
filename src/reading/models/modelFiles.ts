/** Where model files come from: a web server in the page, a folder in Node. */
export interface ModelFiles {
  /**
   * The bytes of `public/models/<path>`.
   * @param onBytes told how many bytes have come so far
   * @throws ReadingError `model-missing`, `cancelled`
   */
  read(
    path: string,
    options?: { readonly onBytes?: (bytes: number) => void; readonly signal?: AbortSignal },
  ): Promise<Uint8Array<ArrayBuffer>>;
}
