/** All about one key, for people. */
import { cell } from "./columns.ts";
import type { KeyDocument } from "./key-document.ts";

/** Lines of what is known, each with what it is. */
export function keyDetails(key: KeyDocument): string {
  const pepper = {
    current: "current",
    previous: "made under the previous pepper: rotate it before the pepper is rotated again",
    missing: "made under a pepper that is gone: it does not work; make a new key",
    unknown: "not known: the secret could not be read",
  }[key.pepper];
  const lines: readonly (readonly [string, string])[] = [
    ["id", key.id],
    ["name", key.name],
    ["owner", key.owner],
    ["status", key.status.replaceAll("_", " ")],
    ["scopes", key.scopes.join(" ") || "none"],
    ["created", key.createdAt],
    ["not before", key.notBefore ?? "-"],
    ["expires", key.expiresAt ?? "never"],
    ["last used", key.lastUsedDay ?? "never, or not noted"],
    ["replaced by", key.replacedBy ?? "-"],
    ["pepper", pepper],
  ];
  return lines.map(([label, text]) => `${label.padEnd(12)}${cell(text)}\n`).join("");
}
