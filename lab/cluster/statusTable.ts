import { basename, dirname } from "node:path";
import type { LabStatus, ProcessStatus } from "./status";

/** The status as a person wants to read it: first how it stands, then each process, last what to do. */
export function formatStatus(status: LabStatus, now: Date): string {
    const lines = [headline(status, now)];
    if (status.processes.length > 0) {
        lines.push("", ...table(status.processes));
    }
    const others = status.condition === "stale" ? "left over" : "also running";
    for (const { pid, command } of status.others) {
        lines.push(`  ${others}: ${command} (pid ${pid})`);
    }
    if (status.server !== undefined && status.condition !== "stopped") {
        lines.push(
            "",
            `  server      ${status.server}`,
            `  kubeconfig  ${status.kubeconfig ?? "not written yet"}`,
        );
    }
    return [...lines, "", `  ${advice(status)}`, ""].join("\n");
}

function headline(status: LabStatus, now: Date): string {
    const name = `Lab ${status.home}`;
    switch (status.condition) {
        case "healthy":
            return `${name}: healthy, up ${duration(now, status.startedAt)}`;
        case "degraded":
            return status.phase === "ready"
                ? `${name}: degraded, not healthy: ${unhealthy(status)}`
                : `${name}: ${status.phase ?? "in an unknown phase"}`;
        case "stale":
            return `${name}: stale, its supervisor is gone`;
        case "stopped":
            return status.hasData ? `${name}: stopped, its data is kept` : `${name}: not running`;
    }
}

function advice(status: LabStatus): string {
    switch (status.condition) {
        case "healthy":
            return `export KUBECONFIG=$(npm run -s lab -- kubeconfig${which(status.home)})`;
        case "degraded":
            return `look closer: npm run lab -- logs PROCESS${which(status.home)}`;
        case "stale":
            return `repair it: npm run lab -- up${which(status.home)}`;
        case "stopped":
            return `start it: npm run lab -- up${which(status.home)}`;
    }
}

/** The words that make a command mean this lab; none for the usual one. */
function which(home: string): string {
    const name = basename(home);
    if (basename(dirname(home)) !== ".lab") {
        return ` --home ${home}`;
    }
    return name === "dev" ? "" : ` --name ${name}`;
}

function unhealthy(status: LabStatus): string {
    return status.processes
        .filter(({ healthy }) => !healthy)
        .map(({ name }) => name)
        .join(", ");
}

function table(processes: readonly ProcessStatus[]): readonly string[] {
    const rows = [
        ["PROCESS", "STATE", "PID", "PORT", "MEMORY", "RESTARTS", ""],
        ...processes.map((each) => [
            each.name,
            each.healthy ? "healthy" : each.alive ? "not ready" : "dead",
            each.pid === undefined ? "-" : `${each.pid}`,
            each.port === undefined ? "-" : `${each.port}`,
            each.memory === undefined ? "-" : `${Math.round(each.memory / 1024 ** 2)} MiB`,
            `${each.restarts}`,
            each.detail ?? "",
        ]),
    ];
    const widths =
        rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return rows.map((row) =>
        `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
    );
}

function duration(now: Date, since: string | undefined): string {
    const seconds =
        since === undefined ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 1000));
    const [days, hours, minutes] = [
        Math.floor(seconds / 86_400),
        Math.floor(seconds / 3600) % 24,
        Math.floor(seconds / 60) % 60,
    ];
    if (days > 0) {
        return `${days} d ${hours} h`;
    }
    return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min` : `${seconds} s`;
}
