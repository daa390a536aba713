import { type Catalogue, workloadsOf } from "../catalogue";
import type { Report } from "../report";
import { shown } from "../shape/shown";

/** Tags that the mesh gives to spans itself; those it makes of headers have names that no tag here may have. */
export const meshTagNames: ReadonlySet<string> = new Set(["environment", "cluster", "service_version"]);

/** A tag stands in every span, for everyone who may look at traces. */
const credential = /(^|[._])(authorization|cookie|credential|key|passwd|password|secret|token)s?($|[._])/;

/** Tags of a workload's own are names that storages can index, and say nothing that the mesh says or nobody may know. */
export function checkSpanTags({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [name, { spanTags = {} }] of workloadsOf(namespace)) {
            for (const tag of Object.keys(spanTags)) {
                const path = namespace.at("workloads", name, "spanTags", tag);
                if (!/^[a-z][a-z0-9]*([._][a-z0-9]+)*$/.test(tag) || tag.length > 63) {
                    const message = `${shown(tag)} is not the name of a tag; write lower-case words, divided by "_" or ".", such as "brain_region"`;
                    report.error("bad-tag-name", path, message);
                } else if (meshTagNames.has(tag)) {
                    const message = `every span of the mesh has "${tag}" already; choose another name`;
                    report.error("tag-of-mesh", path, message);
                } else if (credential.test(tag)) {
                    const message = `"${tag}" is what a credential is called, and everyone who sees traces sees tags; remove it`;
                    report.error("credential-tag", path, message);
                }
            }
        }
    }
}
