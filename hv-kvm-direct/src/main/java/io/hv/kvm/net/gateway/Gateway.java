package io.hv.kvm.net.gateway;

import io.hv.MacAddress;
import io.hv.NetworkSpec;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.tap.TapDevice;
import io.hv.kvm.net.tap.TapLink;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's kernel on a network of mode NAT or ROUTED: it has the host's addresses there, on a tap device, and passes packets
 * on by rules of its firewall. Both are gone when this process is, however that ends. Safe for any thread, as far as said.
 */
public final class Gateway implements AutoCloseable {

    /** The largest packet of a tap device: 65,535 bytes with its Ethernet header. */
    public static final int MOST_MTU = 65_535 - Frame.HEADER;

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Path PROC = Path.of("/proc");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int ADDRESS_BYTES = 6;

    private final TapDevice tap;
    private final TapLink link;
    private final OwnedTable table;
    private final Gate gate;

    private Gateway(TapDevice tap, TapLink link, OwnedTable table, Gate gate) {
        this.tap = tap;
        this.link = link;
        this.table = table;
        this.gate = gate;
    }

    /**
     * Makes the device and the rules, and lets the kernel pass packets on. No frame passes yet.
     *
     * @param mac the host's on this network
     * @param mtu the largest packet, in bytes without the Ethernet header, up to {@link #MOST_MTU}
     * @throws GatewayException if something is missing, the kernel refuses, or the host is in such a network already; then
     *     neither device nor rules are left
     */
    public static Gateway open(NetworkSpec spec, MacAddress mac, int mtu) throws GatewayException {
        return open(Nft.find(), spec, mac, mtu);
    }

    static Gateway open(Optional<Path> program, NetworkSpec spec, MacAddress mac, int mtu) throws GatewayException {
        Path nft = program.orElseThrow(
                () -> new GatewayException("there is no nft, by which rules come into the kernel", Nft.INSTALL));
        Deque<Runnable> opened = new ArrayDeque<>();
        try {
            TapDevice tap = TapDevice.alone(bytes(mac), mtu);
            opened.push(tap::close);
            TapLink link = TapLink.of(tap);
            opened.clear();
            opened.push(link::close);
            boolean v6 = speaks(spec, true);
            KernelSettings kernel = new KernelSettings(PROC);
            kernel.guard(tap.name(), v6);
            // Before they are given: the host's own router may have one of them.
            keepApart(spec, tap.name());
            spec.addresses().forEach(each -> tap.address(each.address().bytes(), each.prefix()));
            // And after it: of two that begin at once, one sees the other at least.
            keepApart(spec, tap.name());
            Gate gate = new Gate(() -> cutOff(spec, tap));
            OwnedTable table = table(nft, spec, tap.name(), gate);
            opened.push(table::close);
            opened.push(gate::close);
            kernel.forward(tap.name(), speaks(spec, false), v6);
            return new Gateway(tap, link, table, gate);
        } catch (NativeException e) {
            opened.forEach(Runnable::run);
            throw refused(e);
        } catch (GatewayException | RuntimeException | Error e) {
            opened.forEach(Runnable::run);
            throw e;
        }
    }

    private static boolean speaks(NetworkSpec spec, boolean v6) {
        return spec.addresses().stream().anyMatch(each -> each.address().isV6() == v6);
    }

    private static byte[] bytes(MacAddress mac) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(mac.bits()).array();
        byte[] address = new byte[ADDRESS_BYTES];
        System.arraycopy(all, Long.BYTES - ADDRESS_BYTES, address, 0, ADDRESS_BYTES);
        return address;
    }

    private static void keepApart(NetworkSpec spec, String device) throws GatewayException {
        Optional<Neighbourhood.Place> other;
        try {
            other = Neighbourhood.overlapping(spec.addresses(), device, Neighbourhood.places());
        } catch (SocketException e) {
            throw new GatewayException("the host's interfaces cannot be listed: " + e, "see 'ip addr'", e);
        }
        if (other.isPresent()) {
            throw new GatewayException(
                    "the host is in such a network already: " + other.get(),
                    "choose addresses that no other network of the host's has");
        }
    }

    private static OwnedTable table(Path nft, NetworkSpec spec, String device, Gate gate) throws GatewayException {
        // One that was killed a moment ago may still have its table, of the same device.
        String name = device + "-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        try {
            return OwnedTable.make(nft, name, Rules.of(name, device, spec), gate::lose);
        } catch (IOException e) {
            throw new GatewayException(
                    "the rules of its firewall are refused: " + e.getMessage(),
                    "run as root, with " + Nft.NEEDS + ", and nftables in the kernel",
                    e);
        }
    }

    /** Without rules nobody is kept out: nothing passes any more. */
    private static void cutOff(NetworkSpec spec, TapDevice tap) {
        LOG.error("network '{}' is cut off from the host: the table of the rules for {} is gone", spec.name(), tap);
        try {
            tap.down();
        } catch (NativeException e) {
            LOG.error("the device {} of network '{}' stays up, and all its frames are dropped", tap, spec.name(), e);
        }
    }

    private static GatewayException refused(NativeException e) {
        String remedy = switch (e.errno()) {
            case Errno.EPERM, Errno.EACCES -> "run as root, or with CAP_NET_ADMIN and a right to /dev/net/tun";
            case Errno.ENOENT, Errno.ENODEV -> "load the module tun; in a container --device /dev/net/tun";
            default -> "see the kernel's log (dmesg)";
        };
        return new GatewayException(String.valueOf(e.getMessage()), remedy, e);
    }

    /**
     * Frames pass from now on. Called once.
     *
     * @param name of the thread
     * @param coming gets each frame of the kernel's, which is the caller's again when it returns
     * @throws GatewayException if the kernel refuses, or the rules are gone already; it is still to be closed
     */
    public void start(String name, Consumer<Frame> coming) throws GatewayException {
        try {
            link.start(name, frame -> {
                if (gate.isOpen()) {
                    coming.accept(frame);
                }
            });
            gate.begin(tap::up);
        } catch (NativeException e) {
            throw refused(e);
        }
    }

    /**
     * Sends a frame to the kernel. For one thread at a time, and none after {@link #close}.
     *
     * @return whether it has arrived; not where the rules are gone
     */
    public boolean write(byte[] frame) {
        return gate.isOpen() && link.write(frame);
    }

    /** The host's name of the device. */
    public String device() {
        return tap.name();
    }

    /** Takes the device away, and then the rules. Idempotent. */
    @Override
    public void close() {
        gate.close();
        link.close();
        table.close();
    }

    @Override
    public String toString() {
        return "the gateway " + tap;
    }
}
