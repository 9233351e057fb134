package io.hv.kvm.net.tap;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.NetControl;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToIntFunction;

/**
 * A tap device (Documentation/networking/tuntap.rst): an interface of the host's whose cable is a descriptor of this process.
 * The kernel has it for as long as its descriptor is open: it is gone when this process is, however that ends.
 */
public final class TapDevice implements AutoCloseable {

    /** The kernel puts a number in. */
    private static final String PATTERN = "hvtap%d";

    private static final Path CLONE = Path.of("/dev/net/tun");
    private static final long SET_INTERFACE = 0x400454caL; // TUNSETIFF
    private static final short TAP_WITHOUT_HEADER = 0x1002; // IFF_TAP | IFF_NO_PI
    private static final long GET_FLAGS = 0x8913; // SIOCGIFFLAGS
    private static final long SET_FLAGS = 0x8914; // SIOCSIFFLAGS
    private static final long GET_MTU = 0x8921; // SIOCGIFMTU
    private static final long SET_MTU = 0x8922; // SIOCSIFMTU
    private static final long SET_ADDRESS = 0x8924; // SIOCSIFHWADDR
    private static final long GET_INDEX = 0x8933; // SIOCGIFINDEX
    private static final long ADD_PORT = 0x89a2; // SIOCBRADDIF
    private static final int UP = 1; // IFF_UP
    private static final short ETHERNET = 1;

    /** A bridge without an address of its own takes the lowest of its ports': never this one. */
    private static final byte HIGHEST = (byte) 0xfe;

    private static final int ADDRESS = 6;

    private final Fd fd;

    // Held from the beginning: what takes the device down is to work in a time without descriptors too.
    private final Fd control;

    private final String name;
    private final int mtu;

    private TapDevice(Fd fd, Fd control, String name, int mtu) {
        this.fd = fd;
        this.control = control;
        this.name = name;
        this.mtu = mtu;
    }

    /**
     * Makes one, and puts it on a bridge.
     *
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses: there is no such bridge, or no right
     */
    static TapDevice on(String bridge) {
        byte[] address = new byte[ADDRESS];
        new SecureRandom().nextBytes(address);
        address[0] = HIGHEST;
        // Its size before it is a port: a bridge takes over the lowest of its ports' sizes.
        TapDevice tap = made(
                address,
                control -> new InterfaceRequest(bridge)
                        .call(control, "SIOCGIFMTU", GET_MTU)
                        .buffer()
                        .getInt(InterfaceRequest.NAME));
        try {
            tap.join(bridge);
            tap.up();
            return tap;
        } catch (RuntimeException | Error e) {
            tap.close();
            throw e;
        }
    }

    /**
     * Makes one that is on no bridge, and not up.
     *
     * @param address its MAC address, 6 bytes
     * @param mtu the largest packet, in bytes without the Ethernet header
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses: there is no right, or the size is none
     */
    public static TapDevice alone(byte[] address, int mtu) {
        return made(address, unused -> mtu);
    }

    private static TapDevice made(byte[] address, ToIntFunction<Fd> size) {
        Deque<Fd> opened = new ArrayDeque<>();
        try {
            Fd control = NetControl.open();
            opened.push(control);
            int mtu = size.applyAsInt(control);
            Fd fd = Fd.open(CLONE);
            opened.push(fd);
            InterfaceRequest made = new InterfaceRequest(PATTERN);
            made.buffer().putShort(InterfaceRequest.NAME, TAP_WITHOUT_HEADER);
            String name = made.call(fd, "TUNSETIFF", SET_INTERFACE).name();
            InterfaceRequest addressed = new InterfaceRequest(name);
            addressed.buffer().putShort(InterfaceRequest.NAME, ETHERNET).put(InterfaceRequest.NAME + 2, address);
            addressed.call(control, "SIOCSIFHWADDR", SET_ADDRESS);
            InterfaceRequest sized = new InterfaceRequest(name);
            sized.buffer().putInt(InterfaceRequest.NAME, mtu);
            sized.call(control, "SIOCSIFMTU", SET_MTU);
            return new TapDevice(fd, control, name, mtu);
        } catch (RuntimeException | Error e) {
            opened.forEach(Fd::close);
            throw e;
        }
    }

    private void join(String bridge) {
        InterfaceRequest port = new InterfaceRequest(bridge);
        port.buffer().putInt(InterfaceRequest.NAME, index());
        port.call(control, "SIOCBRADDIF", ADD_PORT);
    }

    private int index() {
        return new InterfaceRequest(name)
                .call(control, "SIOCGIFINDEX", GET_INDEX)
                .buffer()
                .getInt(InterfaceRequest.NAME);
    }

    /** Sets or clears one flag, and leaves the others as they are. */
    private void flag(int flag, boolean on) {
        InterfaceRequest request = new InterfaceRequest(name).call(control, "SIOCGIFFLAGS", GET_FLAGS);
        int flags = request.buffer().getShort(InterfaceRequest.NAME);
        request.buffer().putShort(InterfaceRequest.NAME, (short) (on ? flags | flag : flags & ~flag));
        InterfaceRequest unused = request.call(control, "SIOCSIFFLAGS", SET_FLAGS);
    }

    /**
     * Gives the host an address on it, beside those that it has.
     *
     * @param address of IPv4, 4 bytes, or of IPv6, 16 bytes
     * @param prefix how many bits all addresses of the network have in common
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    public void address(byte[] address, int prefix) {
        try (Fd routes = NetControl.routes()) {
            NewAddress.request(index(), address, prefix).send(routes);
        }
    }

    /**
     * Frames pass from now on.
     *
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    public void up() {
        flag(UP, true);
    }

    /**
     * Frames pass no more. Needs no descriptor. Not after {@link #close}.
     *
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    public void down() {
        flag(UP, false);
    }

    /** Its descriptor: each read is a frame, and each write. */
    Fd fd() {
        return fd;
    }

    /** The largest packet, in bytes without the Ethernet header. */
    int mtu() {
        return mtu;
    }

    /** The host's name of it. */
    public String name() {
        return name;
    }

    @Override
    public void close() {
        fd.close();
        control.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
