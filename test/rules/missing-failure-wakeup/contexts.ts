// A task waits until the object that has started it is ended: every way out has to end it, or to hand it on.
import { once } from "node:events";

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

class Session {
  private readonly context = new AbortController();
  private log: string[] = [];

  constructor() {
    void this.keepAlive();
  }

  private async keepAlive(): Promise<void> {
    await aborted(this.context.signal);
    this.log = [];
  }

  async ask(question: string): Promise<string> {
    this.log.push(question);
    return question;
  }

  close(): void {
    this.context.abort();
  }
}

export async function open(user: string): Promise<Session> {
  const session = new Session();
  const answer = await session.ask(user);
  if (answer === "") throw new Error("denied");
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This way out of open drops `session` (line 32) without ending it
  return session;
}

export async function asked(user: string): Promise<string | undefined> {
  const session = new Session();
  const answer = await session.ask(user);
  if (answer === "") return undefined;
//                   ^^^^^^^^^^^^^^^^^ warning: drops `session` (line 40) without ending it
  session.close();
  return answer;
}

export async function closed(user: string): Promise<string> {
  const session = new Session();
  try {
    const answer = await session.ask(user);
    if (answer === "") throw new Error("denied");
    return answer;
  } finally {
    session.close();
  }
}

export async function caught(user: string): Promise<Session> {
  const session = new Session();
  try {
    if ((await session.ask(user)) === "") throw new Error("denied");
  } catch (error) {
    session.close();
    throw error;
  }
  return session;
}

/** It is meant to live as long as the program. */
export async function forLife(user: string): Promise<string> {
  const session = new Session();
  return session.ask(user);
}

export async function kept(user: string, sessions: Session[]): Promise<void> {
  const session = new Session();
  sessions.push(session);
  if ((await session.ask(user)) === "") throw new Error("denied");
}

class Watch {
  private readonly context = new AbortController();

  async run(): Promise<void> {
    await once(this.context.signal, "abort");
  }

  stop(): void {
    this.context.abort();
  }
}

export async function watchFor(ready: () => Promise<boolean>): Promise<Watch | undefined> {
  const watch = new Watch();
  if (!(await ready())) return undefined;
  void watch.run();
  if (!(await ready())) return undefined;
//                      ^^^^^^^^^^^^^^^^^ warning: drops `watch` (line 95) without ending it
  return watch;
}

/** What it waits for ends by itself. */
class Timed {
  private readonly context = new AbortController();

  async run(): Promise<void> {
    await Promise.race([once(this.context.signal, "abort"), new Promise((resolve) => setTimeout(resolve, 1000))]);
  }

  stop(): void {
    this.context.abort();
  }
}

export async function timed(ready: () => Promise<boolean>): Promise<Timed | undefined> {
  const one = new Timed();
  void one.run();
  if (!(await ready())) return undefined;
  return one;
}
