package io.hv.nativeaccess;

/** The sockets by which the host's interfaces are asked and changed: in this process's network namespace. */
public final class NetControl {

    private static final int AF_INET = 2;
    private static final int AF_NETLINK = 16;
    private static final int NETLINK_ROUTE = 0;
    private static final int SOCK_DGRAM_CLOEXEC = 0x80002;

    private NetControl() {}

    /**
     * A new one, for {@link Ioctl} (netdevice(7)).
     *
     * @throws NativeException if the process has no descriptor left
     */
    public static Fd open() {
        Libc.Platform.require();
        return Fd.own(Libc.check("socket", Libc.socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0)), "net control");
    }

    /**
     * A new one whose messages are those of rtnetlink(7): each write is a request to the kernel, each read an answer.
     *
     * @throws NativeException if the process has no descriptor left
     */
    public static Fd routes() {
        Libc.Platform.require();
        return Fd.own(Libc.check("socket", Libc.socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_ROUTE)), "net routes");
    }
}
