import { enter } from "../../../lab/dataplane/enter";

/** Holds namespaces with a device and a process in them until it is ended; what the process is called is the argument. */
const script = `ip link add held0 type dummy && ip netns add held 2>/dev/null; exec sleep ${process.argv[2]}`;
void enter(["sh", "-c", `mount -t tmpfs t /run && mkdir /run/netns && ${script}`]);
