/** Where control groups may be made that limit processor time: what Linux says of its own, in either version. */

/** A folder in which groups may be made. */
export interface GroupPlace {
  readonly version: 1 | 2;
  readonly folder: string;
}

/**
 * Folders of the processor controller, the own group first and the outermost one last.
 * @param groups the content of `/proc/self/cgroup` (cgroups(7))
 * @param mounts the content of `/proc/self/mountinfo` (proc(5))
 */
export function groupPlaces(groups: string, mounts: string): readonly GroupPlace[] {
  return mounts.split("\n").flatMap((line): readonly GroupPlace[] => {
    const [before = "", after = ""] = line.split(" - ");
    const [, , , root = "", mountPoint = ""] = before.split(" ");
    const [kind, , options = ""] = after.split(" ");
    const version = kind === "cgroup2" ? 2 : kind === "cgroup" && options.split(",").includes("cpu") ? 1 : 0;
    if (version === 0) return [];
    const own = ownPath(groups, version);
    if (own === undefined) return [];
    return outwards(relativeTo(root, own)).map((path) => ({ version, folder: mountPoint + path }));
  });
}

/** Lines are `<hierarchy>:<controllers>:<path>`; version 2 is hierarchy 0 and names no controllers. */
function ownPath(groups: string, version: 1 | 2): string | undefined {
  for (const line of groups.split("\n")) {
    const [hierarchy, controllers = "", ...path] = line.split(":");
    const isMeant = version === 2 ? hierarchy === "0" : controllers.split(",").includes("cpu");
    if (isMeant) return path.join(":");
  }
  return undefined;
}

/** In a container, the mounted part is often not the whole tree. */
function relativeTo(root: string, own: string): string {
  if (root === "/") return own;
  return own === root || own.startsWith(`${root}/`) ? own.slice(root.length) : "";
}

/** `/a/b` is `/a/b`, `/a` and the empty path. */
function outwards(path: string): readonly string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return Array.from({ length: parts.length + 1 }, (_, taken) =>
    parts
      .slice(0, parts.length - taken)
      .map((part) => `/${part}`)
      .join(""),
  );
}
