/** What a pointer that comes down on the paper does there. */
export type PointerRole = 'write' | 'erase' | 'scroll' | 'none';

/** What is looked at of a pointer event. */
export type PadPointer = Pick<
  PointerEvent,
  'pointerId' | 'pointerType' | 'button' | 'buttons' | 'width' | 'height'
>;

/** A touch this wide or high is the ball of the hand, px of the page. */
const PALM_PX = 48;
/** `buttons` of a pen whose other end is on the paper (Pointer Events, 5.1.1). */
const ERASER_END = 32;

/**
 * Who may write on the paper: one pointer at a time. Once a pen has been seen, fingers and the ball
 * of the hand leave no ink: one finger moves the paper; without a pen, two fingers do.
 */
export class PadPointers {
  readonly #roles = new Map<number, PointerRole>();
  readonly #types = new Map<number, string>();
  #penSeen = false;

  /** @returns what it does, and whether what is being written was no writing */
  down(pointer: PadPointer): { readonly role: PointerRole; readonly discards: boolean } {
    const { pointerId, pointerType } = pointer;
    const writing = this.#writing();
    let role: PointerRole = 'none';
    let discards = false;
    if (pointerType === 'pen') {
      this.#penSeen = true;
      // A hand that came down before its pen has written nothing.
      discards = writing !== null && this.#types.get(writing) === 'touch';
      if (discards && writing !== null) this.#roles.set(writing, 'none');
      if (writing === null || discards) {
        role =
          (pointer.buttons & ERASER_END) !== 0 ? 'erase' : pointer.button === 0 ? 'write' : 'none';
      }
    } else if (pointerType === 'touch') {
      if (Math.max(pointer.width, pointer.height) >= PALM_PX) role = 'none';
      else if (this.#penSeen) role = writing === null ? 'scroll' : 'none';
      else if (writing === null) role = this.#has('scroll') ? 'scroll' : 'write';
      else {
        // The second finger: both move the paper, and what the first has begun was no writing.
        discards = true;
        this.#roles.set(writing, 'scroll');
        role = 'scroll';
      }
    } else if (writing === null && pointer.button === 0) role = 'write';
    this.#roles.set(pointerId, role);
    this.#types.set(pointerId, pointerType);
    return { role, discards };
  }

  roleOf(pointerId: number): PointerRole {
    return this.#roles.get(pointerId) ?? 'none';
  }

  /** How many pointers move the paper: each moves it by its share. */
  get scrolling(): number {
    return [...this.#roles.values()].filter((role) => role === 'scroll').length;
  }

  up(pointerId: number): void {
    this.#roles.delete(pointerId);
    this.#types.delete(pointerId);
  }

  #has(role: PointerRole): boolean {
    return [...this.#roles.values()].includes(role);
  }

  #writing(): number | null {
    for (const [id, role] of this.#roles) if (role === 'write' || role === 'erase') return id;
    return null;
  }
}
