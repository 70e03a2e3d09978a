/** The real OPA decides as the embedded engine does. */
import { enginesDecideAlike } from "#test/contracts/policy-engines-agree";
import { embeddedAndReal } from "./embedded-and-real.ts";

enginesDecideAlike(embeddedAndReal);
