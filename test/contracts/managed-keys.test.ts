/** The contract of managed keys on what `npm start` uses. */

import { startKeptEmulator } from "./managed-keys/kept-emulator.ts";
import { managedKeyContract } from "./managed-keys.ts";

managedKeyContract("dynalite and the stand-in for Secrets Manager", startKeptEmulator);
