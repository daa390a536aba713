/** Rules outside traffic and authorization where a repair suggests itself, and why it is left to people. */
export const withoutRemediation: Readonly<Record<string, string>> = {
    "B-04": "which networks istiod must not ask is for whoever runs them to say",
    "E-01": "staying outside is a decision, and joining changes who is answered",
    "E-04": "which user the program can run as is for its image to say",
    "E-05": "a program may need what it asks for, and would fail without it in its own way",
    "E-08": "a native sidecar and one that is waited for are two repairs",
    "E-11": "failing closed turns a module that is not there into an outage, and a digest is for people to look up",
    "F-05": "which release is meant stands nowhere",
    "F-06": "how many a cluster has room for is for whoever runs it to say",
    "F-10": "a log that is silenced can be filtered as well as restored",
    "G-06": "the limit is the most that is allowed, not what was meant",
    "G-09": "a protocol decides how traffic is read",
};
