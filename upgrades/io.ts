import type { Style } from "../accessReport/matrix";
import type { ClusterAccess } from "../components/liveCluster";
import type { ClusterView } from "../components/revisions/clusterView";
import type { RestartCluster } from "./restart/cluster";
import type { RunningLab } from "./whichCluster";

/** What the command reads and writes. */
export interface RevisionsIo {
    readonly out: (text: string) => void;
    readonly err: (text: string) => void;
    readonly style: Style;
    /** ISO date by which dated settings are judged. */
    readonly today: string;
    readonly lab: (stack: string) => Promise<RunningLab | undefined>;
    readonly read: (access: ClusterAccess) => Promise<ClusterView>;
    readonly connect: (access: ClusterAccess) => Promise<RestartCluster>;
    readonly now: () => number;
    /** Waits between two looks; ends early, by throwing, when interrupted. */
    readonly pause: () => Promise<void>;
    readonly signal: AbortSignal;
}

export type ExitCode = 0 | 1 | 2 | 3 | 130;
