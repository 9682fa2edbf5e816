// `node:tty`: no stream of a simulated process is a terminal.

export function createTty(): object {
  const refuse = (): never => {
    throw new Error("terminals are not simulated (node:tty)");
  };
  return { isatty: () => false, ReadStream: refuse, WriteStream: refuse };
}
