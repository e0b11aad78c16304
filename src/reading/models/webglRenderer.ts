/** The parts of a WebGL context that name the graphics processor; the engine has no DOM types. */
interface RendererQuery {
  getExtension(name: string): RendererExtension | null;
  getParameter(name: number): unknown;
  readonly RENDERER: number;
}

interface RendererExtension {
  readonly UNMASKED_RENDERER_WEBGL?: number;
  loseContext?(): void;
}

interface CanvasMaker {
  readonly OffscreenCanvas?: new (
    width: number,
    height: number,
  ) => { getContext(name: 'webgl2'): RendererQuery | null };
}

/**
 * Name of the graphics processor that WebGL 2 runs on, or null where there is no WebGL 2 off the
 * screen (in Node, and in browsers that can't have it in a worker).
 */
export function webglRenderer(): string | null {
  const { OffscreenCanvas } = globalThis as CanvasMaker;
  if (OffscreenCanvas === undefined) return null;
  try {
    const context = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (context === null) return null;
    const unmasked = context.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL;
    const name = String(context.getParameter(unmasked ?? context.RENDERER));
    // Browsers keep few contexts alive; this one has told what it knows.
    context.getExtension('WEBGL_lose_context')?.loseContext?.();
    return name;
  } catch {
    return null;
  }
}

/** Whether WebGL runs on the main processor: never a gain, and unbearably slow for a live view. */
export function isSoftwareRenderer(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|mesa offscreen/i.test(
    renderer,
  );
}
