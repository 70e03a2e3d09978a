/** Tells addresses of the public internet from those of this machine, its network and its cloud. */
import * as dns from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** IPv4 blocks that are not globally reachable (IANA's registry of special-purpose addresses, RFC 6890), and multicast. */
const ipv4Blocks = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/**
 * The same of IPv6; those that carry an IPv4 address (mapped, translated, compatible, 6to4, Teredo) are no way around
 * the others. Of what IANA has given to nobody, nothing is let through: global unicast is 2000::/3 alone (RFC 4291
 * section 2.4), beside the addresses by which a network without IPv4 reaches it.
 */
const ipv6Blocks = [
  ["::", 10],
  ["64:ff9b:1::", 48],
  ["80::", 9],
  ["100::", 8],
  ["200::", 7],
  ["400::", 6],
  ["800::", 5],
  ["1000::", 4],
  ["4000::", 2],
  ["8000::", 1],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

// Apart, because a block of IPv4-mapped addresses would match every IPv4 address.
const [ipv4, ipv6] = [new BlockList(), new BlockList()];
for (const [network, bits] of ipv4Blocks) {
  ipv4.addSubnet(network, bits, "ipv4");
  // A network without IPv4 reaches it by these (RFC 6052), public addresses as well as others.
  ipv6.addSubnet(`64:ff9b::${network}`, 96 + bits, "ipv6");
}
for (const [network, bits] of ipv6Blocks) ipv6.addSubnet(network, bits, "ipv6");

/** The code of the error for a host that is not of the public internet. */
export const notPublic = "ERR_ADDRESS_NOT_PUBLIC";

/** True for an IP address that any network on the internet could be meant by. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !ipv4.check(address, "ipv4");
  return family === 6 && !ipv6.check(address, "ipv6");
}

/** True for a URL whose host is an IP address that is not public; what a name leads to, the look-up finds out. */
export function namesPrivateAddress({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(host) !== 0 && !isPublicAddress(host);
}

/**
 * Looks a host up for a connection, and fails where any of its addresses is not public. The connection is made to what
 * was looked at here, so that no second answer of the DNS can lead it elsewhere.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) callback(error ?? refusal(), "", 0);
    else if (!addresses.every(({ address }) => isPublicAddress(address))) callback(refusal(), "", 0);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function refusal(): NodeJS.ErrnoException {
  return Object.assign(new Error("the host's address is not public"), { code: notPublic });
}
