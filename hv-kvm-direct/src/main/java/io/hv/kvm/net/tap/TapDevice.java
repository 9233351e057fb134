package io.hv.kvm.net.tap;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.NetControl;
import java.nio.file.Path;
import java.security.SecureRandom;

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
    private static final long SET_FLAGS = 0x8914; // SIOCSIFFLAGS
    private static final long GET_MTU = 0x8921; // SIOCGIFMTU
    private static final long SET_MTU = 0x8922; // SIOCSIFMTU
    private static final long SET_ADDRESS = 0x8924; // SIOCSIFHWADDR
    private static final long GET_INDEX = 0x8933; // SIOCGIFINDEX
    private static final long ADD_PORT = 0x89a2; // SIOCBRADDIF
    private static final short UP = 1;
    private static final short DOWN = 0;
    private static final short ETHERNET = 1;

    /** A bridge without an address of its own takes the lowest of its ports': never this one. */
    private static final byte HIGHEST = (byte) 0xfe;

    private static final int ADDRESS = 6;

    private final Fd fd;
    private final String name;
    private final int mtu;

    private TapDevice(Fd fd, String name, int mtu) {
        this.fd = fd;
        this.name = name;
        this.mtu = mtu;
    }

    /**
     * Makes one, and puts it on a bridge.
     *
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses: there is no such bridge, or no right
     */
    static TapDevice on(String bridge) {
        try (Fd control = NetControl.open()) {
            int mtu = new InterfaceRequest(bridge)
                    .call(control, "SIOCGIFMTU", GET_MTU)
                    .buffer()
                    .getInt(InterfaceRequest.NAME);
            byte[] address = new byte[ADDRESS];
            new SecureRandom().nextBytes(address);
            address[0] = HIGHEST;
            // Its size before it is a port: a bridge takes over the lowest of its ports' sizes.
            TapDevice tap = made(control, address, mtu);
            try {
                tap.join(control, bridge);
                tap.flags(control, UP);
                return tap;
            } catch (RuntimeException | Error e) {
                tap.close();
                throw e;
            }
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
        try (Fd control = NetControl.open()) {
            return made(control, address, mtu);
        }
    }

    private static TapDevice made(Fd control, byte[] address, int mtu) {
        Fd fd = Fd.open(CLONE);
        try {
            InterfaceRequest made = new InterfaceRequest(PATTERN);
            made.buffer().putShort(InterfaceRequest.NAME, TAP_WITHOUT_HEADER);
            String name = made.call(fd, "TUNSETIFF", SET_INTERFACE).name();
            InterfaceRequest addressed = new InterfaceRequest(name);
            addressed.buffer().putShort(InterfaceRequest.NAME, ETHERNET).put(InterfaceRequest.NAME + 2, address);
            addressed.call(control, "SIOCSIFHWADDR", SET_ADDRESS);
            InterfaceRequest sized = new InterfaceRequest(name);
            sized.buffer().putInt(InterfaceRequest.NAME, mtu);
            sized.call(control, "SIOCSIFMTU", SET_MTU);
            return new TapDevice(fd, name, mtu);
        } catch (RuntimeException | Error e) {
            fd.close();
            throw e;
        }
    }

    private void join(Fd control, String bridge) {
        InterfaceRequest port = new InterfaceRequest(bridge);
        port.buffer().putInt(InterfaceRequest.NAME, index(control));
        port.call(control, "SIOCBRADDIF", ADD_PORT);
    }

    private int index(Fd control) {
        return new InterfaceRequest(name)
                .call(control, "SIOCGIFINDEX", GET_INDEX)
                .buffer()
                .getInt(InterfaceRequest.NAME);
    }

    private void flags(Fd control, short flags) {
        InterfaceRequest request = new InterfaceRequest(name);
        request.buffer().putShort(InterfaceRequest.NAME, flags);
        request.call(control, "SIOCSIFFLAGS", SET_FLAGS);
    }

    /**
     * Gives the host an address on it, beside those that it has.
     *
     * @param address of IPv4, 4 bytes, or of IPv6, 16 bytes
     * @param prefix how many bits all addresses of the network have in common
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    public void address(byte[] address, int prefix) {
        try (Fd control = NetControl.open();
                Fd routes = NetControl.routes()) {
            NewAddress.request(index(control), address, prefix).send(routes);
        }
    }

    /**
     * Frames pass from now on.
     *
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    public void up() {
        try (Fd control = NetControl.open()) {
            flags(control, UP);
        }
    }

    /**
     * Frames pass no more.
     *
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    public void down() {
        try (Fd control = NetControl.open()) {
            flags(control, DOWN);
        }
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
    }

    @Override
    public String toString() {
        return name;
    }
}
