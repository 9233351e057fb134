package io.hv.kvm.net.passt;

import io.hv.IpAddress;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.net.TransportProtocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The host's ports of forwards: those that are free, and how passt is told of them. */
final class HostPorts {

    private HostPorts() {}

    /**
     * The same forwards with a free port each where they have none: of each protocol different ones, since passt knows a
     * forward by the number of its port alone. They are free now; somebody else may be faster than passt. So are those of UDP
     * that were asked for: passt would share one with another passt, and not say so.
     *
     * @throws ForwardException if one is somebody else's, or there is none at an address
     * @throws IOException if a socket does not close
     */
    static List<PortForward> choose(List<PortForward> wanted) throws IOException {
        List<Held> held = new ArrayList<>();
        try {
            List<PortForward> chosen = new ArrayList<>();
            for (PortForward forward : wanted) {
                if (forward.hostPort() == 0) {
                    chosen.add(free(forward, wanted, held));
                } else {
                    chosen.add(forward);
                    if (forward.protocol() == TransportProtocol.UDP) {
                        held.add(hold(forward));
                    }
                }
            }
            return List.copyOf(chosen);
        } finally {
            for (Held each : held) {
                each.socket.close();
            }
        }
    }

    /** A port that is ours until all are chosen. */
    private record Held(TransportProtocol protocol, Closeable socket, int port) {}

    private static PortForward free(PortForward forward, List<PortForward> wanted, List<Held> held)
            throws ForwardException {
        while (true) {
            Held fresh = hold(forward);
            boolean taken = held.stream().anyMatch(each -> each.protocol == fresh.protocol && each.port == fresh.port)
                    || wanted.stream()
                            .anyMatch(each -> each.protocol() == fresh.protocol && each.hostPort() == fresh.port);
            // It stays held, too, so that the next one is another.
            held.add(fresh);
            if (!taken) {
                return forward.by(fresh.port);
            }
        }
    }

    /** Takes the port, or any. */
    private static Held hold(PortForward forward) throws ForwardException {
        try {
            InetSocketAddress at = new InetSocketAddress(
                    InetAddress.getByAddress(forward.address().bytes()), forward.hostPort());
            return switch (forward.protocol()) {
                case TCP -> {
                    ServerSocket socket = new ServerSocket();
                    try {
                        socket.bind(at);
                    } catch (IOException e) {
                        socket.close();
                        throw e;
                    }
                    yield new Held(TransportProtocol.TCP, socket, socket.getLocalPort());
                }
                case UDP -> {
                    DatagramSocket socket = new DatagramSocket(at);
                    yield new Held(TransportProtocol.UDP, socket, socket.getLocalPort());
                }
            };
        } catch (IOException e) {
            throw new ForwardException(forward, "the port of " + forward + " is not to be had: " + e.getMessage(), e);
        }
    }

    /** The options for passt. Each forward has its own: an address is that of all ports behind it. */
    static List<String> options(List<PortForward> forwards) {
        List<String> options = new ArrayList<>();
        for (PortForward forward : forwards) {
            options.add(forward.protocol() == TransportProtocol.TCP ? "-t" : "-u");
            options.add(specifier(forward));
        }
        return options;
    }

    private static String specifier(PortForward forward) {
        IpAddress address = forward.address();
        return address + "/" + forward.hostPort() + ":" + forward.guestPort();
    }

    /** The forward that passt complains of, which it names by its option. */
    static Optional<PortForward> blamed(List<PortForward> forwards, String said) {
        return forwards.stream()
                .filter(forward -> said.contains("'" + String.join(" ", options(List.of(forward))) + "'"))
                .findFirst();
    }
}
