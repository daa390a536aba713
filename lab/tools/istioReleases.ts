import { type ToolName, type UnitName, units } from "./toolTable";

/** An Istio that the lab can run: the charts of one module, and the istiod built from it. */
export interface IstioRelease {
    readonly minor: string;
    readonly version: string;
    readonly unit: UnitName;
    readonly discovery: ToolName;
}

/** The one that stands for every version without an own. */
export const newestRelease: IstioRelease = {
    minor: "1.31",
    version: units.istio.version,
    unit: "istio",
    discovery: "pilot-discovery",
};

/** Oldest first; no two of one minor. */
export const istioReleases: readonly IstioRelease[] = [
    {
        minor: "1.30",
        version: units["istio-1.30"].version,
        unit: "istio-1.30",
        discovery: "pilot-discovery-1.30",
    },
    newestRelease,
];

/** The release of the same minor, if the lab has one. */
export function releaseOfMinor(version: string): IstioRelease | undefined {
    const minor = version.split(".").slice(0, 2).join(".");
    return istioReleases.find((release) => release.minor === minor);
}
