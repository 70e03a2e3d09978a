/** The contract of managed keys on ministack 1.5.33, an emulator of AWS that nobody here wrote. */
import { managedKeyContract } from "#test/contracts/managed-keys";
import { startKeyEmulator } from "./emulator.ts";

managedKeyContract("ministack", startKeyEmulator);
