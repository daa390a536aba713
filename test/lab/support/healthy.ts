import { labStatus } from "../../../lab/cluster";
import { until } from "./until";

/**
 * Resolves when a lab is healthy. A process that was just started again, or is just being stopped, answers in its own
 * time; one that is gone never does.
 */
export async function isHealthy(home: string): Promise<void> {
    await until("the lab is healthy", async () => {
        const { condition, processes } = await labStatus(home);
        if (condition !== "healthy") {
            const sick = processes.filter(({ healthy }) => !healthy).map(({ name }) => name);
            throw new Error(`${condition}: ${sick.join(", ")}`);
        }
        return true;
    });
}
