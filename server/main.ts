// The language server's process, started by the editor's client.

import { serve } from "./lsp/connection";
import { VERSION } from "./version";

serve(VERSION);
