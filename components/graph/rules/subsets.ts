import { type Catalogue, servicesOf } from "../catalogue";
import type { Report } from "../report";

/** Two subsets of the same pods could not be told apart by weights. */
export function checkSubsets({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [name, { subsets = {} }] of servicesOf(namespace)) {
            const owners = new Map<string, string>();
            for (const [subset, { version }] of Object.entries(subsets)) {
                const owner = owners.get(version);
                if (owner !== undefined) {
                    const message = `the version "${version}" already is the subset "${owner}"; remove one`;
                    report.error(
                        "duplicate-subset",
                        namespace.at("services", name, "subsets", subset, "version"),
                        message,
                    );
                }
                owners.set(version, owner ?? subset);
            }
        }
    }
}
