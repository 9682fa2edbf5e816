// A lock that has no name but "default".
import { Mutex } from "async-mutex";

export default new Mutex();
