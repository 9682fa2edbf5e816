// One virtual thread: its realm, its surroundings, its life, and the agent through which the kernel runs it job by job.

import { createConsoleTools } from "./console";
import { createEnvironment } from "./environment";
import { createAgent } from "./thread-agent";
import { createLife } from "./thread-life";
import type { Thread, ThreadOptions } from "./thread-options";
import { ThreadRealm } from "./thread-realm";
import type { WorldState } from "./world-state";

export function createThread(world: WorldState, options: ThreadOptions): Thread {
  const life = createLife({
    realm: () => realm,
    environment: () => environment,
    tools: () => tools,
    options,
    ended: () => cancelTimer(),
  });
  const realm = new ThreadRealm(world, options, {
    emit: (event, ...args) => environment.process.emit(event, ...args),
    uncaught: life.uncaught,
    warn: (warning) => environment.process.warn(warning),
    ended: () => life.stage() === "ended",
  });
  const tools = createConsoleTools(realm, options.stdio);
  const environment = createEnvironment(realm, tools, options, life.exit);
  const { agent, cancelTimer, renew } = createAgent(realm, environment, life, options);
  return {
    realm,
    agent,
    ended: () => life.stage() === "ended",
    renew() {
      const unit = options.unit === undefined ? undefined : world.program.unit(options.unit);
      const onlyCalls = unit?.onlyCallsPromise() === true;
      if (!realm.renew(onlyCalls)) return false;
      life.renew();
      environment.renew();
      renew(onlyCalls);
      return true;
    },
    signal(name) {
      if (life.stage() !== "loop" || !environment.process.emitSignal(name)) return false;
      world.kernel.wake(options.thread);
      return true;
    },
    kill(code) {
      if (life.stage() === "ended") return;
      realm.halted = { kind: "killed" };
      // A thread that has not begun has no exit code of its own.
      life.finish(life.stage() === "new" ? 0 : code, "terminated");
      world.kernel.wake(options.thread);
    },
  };
}
