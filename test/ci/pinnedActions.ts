/** Every action a workflow may use: the release and its commit, which is what runs. */
export const pinnedActions: Readonly<Record<string, { readonly tag: string; readonly commit: string }>> = {
    "actions/cache": { tag: "v5.0.5", commit: "27d5ce7f107fe9357f9df03efb73ab90386fccae" },
    "actions/checkout": { tag: "v7.0.1", commit: "3d3c42e5aac5ba805825da76410c181273ba90b1" },
    "actions/download-artifact": { tag: "v8.0.1", commit: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c" },
    "actions/setup-go": { tag: "v7.0.0", commit: "b7ad1dad31e06c5925ef5d2fc7ad053ef454303e" },
    "actions/setup-node": { tag: "v7.0.0", commit: "820762786026740c76f36085b0efc47a31fe5020" },
    "actions/upload-artifact": { tag: "v7.0.0", commit: "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f" },
    "github/codeql-action": { tag: "v4.36.2", commit: "8aad20d150bbac5944a9f9d289da16a4b0d87c1e" },
    "pulumi/actions": { tag: "v7.0.0", commit: "8e5e406f4007fca908480587cb9893c07090f58d" },
};
