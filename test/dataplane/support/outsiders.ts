import type { Outsider } from "../../../lab/dataplane/outsider";

/** All of them one server, with one certificate. */
const partnerHosts = ["api", "books", "plain", "legacy", "impostor"].map((name) => `${name}.partner.example`);

/** Who is outside the cluster: a client of the public hosts, and the hosts that workloads call. */
export const outsiders: Readonly<Record<string, Outsider>> = {
    browser: { address: "203.0.113.10", ports: [], hosts: [] },
    partner: { address: "203.0.113.20", ports: [80, 443], hosts: partnerHosts },
    unknown: { address: "203.0.113.30", ports: [80, 443], hosts: ["api.unknown.example"] },
};
