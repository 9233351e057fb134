package io.hv.kvm.net;

import io.hv.IpAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of the host behind which is a port of a guest with a card in user mode, see {@link io.hv.kvm.KvmOptions#forward}.
 *
 * @param protocol of both ports
 * @param address where the host listens: one of its own addresses, or the unspecified one ({@code 0.0.0.0}, {@code ::}) for
 *     all of that kind; never a group's
 * @param hostPort the host's port, 1 to 65535; or 0 for a free one, which {@link io.hv.kvm.KvmDomain#forwards()} tells
 * @param guestPort the guest's port, 1 to 65535
 */
public record PortForward(TransportProtocol protocol, IpAddress address, int hostPort, int guestPort) {

    /** The highest port that there is. */
    public static final int LAST_PORT = 65_535;

    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final Pattern TEXT =
            Pattern.compile("(tcp|udp):(?:\\[([0-9a-fA-F:.]+)]|([0-9.]*)):([0-9]{1,5})-:([0-9]{1,5})");

    /**
     * A forward.
     *
     * @throws IllegalArgumentException if a port is out of its range, or the address is a group's
     */
    public PortForward {
        Objects.requireNonNull(protocol);
        if (address.isMulticast()) {
            throw new IllegalArgumentException("nobody listens at the address of a group, " + address);
        }
        if (hostPort < 0 || hostPort > LAST_PORT) {
            throw new IllegalArgumentException(
                    "the host's port is 1 to " + LAST_PORT + ", or 0 for a free one, not " + hostPort);
        }
        if (guestPort < 1 || guestPort > LAST_PORT) {
            throw new IllegalArgumentException("the guest's port is 1 to " + LAST_PORT + ", not " + guestPort);
        }
    }

    /**
     * TCP connections to 127.0.0.1 of the host become connections to the guest.
     *
     * @param hostPort 1 to 65535, or 0 for a free one
     * @throws IllegalArgumentException if a port is out of its range
     */
    public static PortForward tcp(int hostPort, int guestPort) {
        return new PortForward(TransportProtocol.TCP, LOOPBACK, hostPort, guestPort);
    }

    /**
     * UDP datagrams to 127.0.0.1 of the host go to the guest, and its answers back.
     *
     * @param hostPort 1 to 65535, or 0 for a free one
     * @throws IllegalArgumentException if a port is out of its range
     */
    public static PortForward udp(int hostPort, int guestPort) {
        return new PortForward(TransportProtocol.UDP, LOOPBACK, hostPort, guestPort);
    }

    /**
     * The same at another address of the host. Whoever reaches that address reaches the guest.
     *
     * @throws IllegalArgumentException if the address is a group's
     */
    public PortForward at(IpAddress newAddress) {
        return new PortForward(protocol, newAddress, hostPort, guestPort);
    }

    /**
     * The same by another port of the host.
     *
     * @throws IllegalArgumentException if the port is out of its range
     */
    public PortForward by(int newHostPort) {
        return new PortForward(protocol, address, newHostPort, guestPort);
    }

    /**
     * Reads what {@link #toString()} writes, which is QEMU's {@code hostfwd}. Where the address is left out it is 127.0.0.1.
     *
     * @throws IllegalArgumentException if the text is no forward
     */
    public static PortForward parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "not a forward: '" + text + "'; write for example tcp:127.0.0.1:8080-:80 or udp:[::1]:5353-:53");
        }
        String v4 = parts.group(3);
        IpAddress address =
                v4 == null ? IpAddress.parse(parts.group(2)) : v4.isEmpty() ? LOOPBACK : IpAddress.parse(v4);
        return new PortForward(
                TransportProtocol.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                address,
                Integer.parseInt(parts.group(4)),
                Integer.parseInt(parts.group(5)));
    }

    /** For example {@code tcp:127.0.0.1:8080-:80}, or {@code udp:[::1]:5353-:53}. */
    @Override
    public String toString() {
        return protocol.name().toLowerCase(Locale.ROOT) + ":" + (address.isV6() ? "[" + address + "]" : address) + ":"
                + hostPort + "-:" + guestPort;
    }
}
