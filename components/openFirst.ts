import type * as pulumi from "@pulumi/pulumi";

/**
 * The order between namespaces that a rollback needs and nothing else does: pods that start without a proxy speak
 * plain text, so none of them starts before every namespace takes it. What closes is not gone by then, because the
 * engine deletes last; it has been changed in place into what opens.
 */
export class OpenFirst {
    /** What opens every namespace; told when all of them are registered. */
    readonly everywhere: Promise<readonly pulumi.Resource[]>;
    readonly #opening: pulumi.Resource[] = [];
    #tell: (opening: readonly pulumi.Resource[]) => void = () => undefined;

    constructor() {
        this.everywhere = new Promise((resolve) => {
            this.#tell = resolve;
        });
    }

    add(opening: pulumi.Resource): void {
        this.#opening.push(opening);
    }

    /** Every namespace is registered. Until this is called, whatever waits for `everywhere` waits. */
    complete(): void {
        this.#tell(this.#opening);
    }
}
