/** The real OPA is told any JSON as the embedded engine is. */
import { enginesReadJsonAlike } from "#test/contracts/policy-engines-agree";
import { embeddedAndReal } from "./embedded-and-real.ts";

enginesReadJsonAlike(embeddedAndReal);
