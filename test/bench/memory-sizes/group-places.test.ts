/** Where control groups may be made, on machines of either version. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { groupPlaces } from "./group-places.ts";

const versionOneMounts = [
  "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
  "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct",
  "34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset",
].join("\n");

test("version 1: below the controller of processor time, the own group first, and not below that of processor sets", () => {
  const groups = "5:cpuset:/other\n3:cpu,cpuacct:/jobs/a:b\n0::/";
  assert.deepEqual(groupPlaces(groups, versionOneMounts), [
    { version: 1, folder: "/sys/fs/cgroup/cpu,cpuacct/jobs/a:b" },
    { version: 1, folder: "/sys/fs/cgroup/cpu,cpuacct/jobs" },
    { version: 1, folder: "/sys/fs/cgroup/cpu,cpuacct" },
  ]);
});

test("version 2: the one hierarchy, from the own group outwards", () => {
  const mounts = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate";
  assert.deepEqual(groupPlaces("0::/user.slice/session-2.scope\n", mounts), [
    { version: 2, folder: "/sys/fs/cgroup/user.slice/session-2.scope" },
    { version: 2, folder: "/sys/fs/cgroup/user.slice" },
    { version: 2, folder: "/sys/fs/cgroup" },
  ]);
});

test("in a container, what is mounted is a part of the tree", () => {
  const mounts = "41 40 0:29 /docker/c1 /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu";
  assert.deepEqual(groupPlaces("3:cpu:/docker/c1/inner", mounts), [
    { version: 1, folder: "/sys/fs/cgroup/cpu/inner" },
    { version: 1, folder: "/sys/fs/cgroup/cpu" },
  ]);
  assert.deepEqual(groupPlaces("3:cpu:/docker/c10", mounts), [{ version: 1, folder: "/sys/fs/cgroup/cpu" }]);
});

test("where there is no such controller, there is no place", () => {
  assert.deepEqual(groupPlaces("", ""), []);
  assert.deepEqual(groupPlaces("3:memory:/", versionOneMounts), []);
});
