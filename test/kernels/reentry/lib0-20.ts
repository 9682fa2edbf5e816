// A guard against calls of itself, made for synchronous functions, is given an asynchronous one: it opens at the first await.
type Guard = (work: () => unknown, otherwise?: () => void) => void;

function createGuard(): Guard {
  let open = true;
  return (work, otherwise) => {
    if (open) {
      open = false;
      try {
        work();
      } finally {
        open = true;
      }
    } else {
      otherwise?.();
    }
  };
}

const guard = createGuard();
let saved = 0;

export function save(read: () => Promise<number>): void {
  guard(async () => {
    const before = saved;
    saved = before + (await read());
  });
}
