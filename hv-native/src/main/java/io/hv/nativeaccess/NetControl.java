package io.hv.nativeaccess;

/** The socket by which the host's interfaces are asked and changed (netdevice(7)): in this process's network namespace. */
public final class NetControl {

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 0x80002;

    private NetControl() {}

    /**
     * A new one, for {@link Ioctl}.
     *
     * @throws NativeException if the process has no descriptor left
     */
    public static Fd open() {
        Libc.Platform.require();
        return Fd.own(Libc.check("socket", Libc.socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0)), "net control");
    }
}
