package io.hv.kvm.backend;

import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.net.Lease;
import io.hv.kvm.net.ProgramPort;
import io.hv.kvm.net.services.TapNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What {@link RoutedNetworksTest} runs in a network namespace: a network whose gateway the host is, and on it a Linux, in
 * another namespace.
 */
final class RoutedNetworks {

    static final String GATEWAY_V4 = "10.9.0.1";
    static final String GATEWAY_V6 = "fd00:9::1";
    static final String FOREIGN = "10.99.0.9";
    static final String FOREIGN_V6 = "fd00:99::9";
    static final int GUEST_PORT = 8000;

    private static final String SCRIPT = """
        #!/bin/sh
        [ "$1" = bound ] || exit 0
        ip addr add "$ip/$mask" dev "$interface"
        ip route add default via "$router"
        """;

    private RoutedNetworks() {}

    /** In a folder, a network of a mode; or, with a name, one that cannot be. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        try (Host host = Host.open("kvm:///embed?root=" + folder.resolve("root"))) {
            NetworkSpec spec = spec("lan", NetworkMode.valueOf(args[1]));
            Network lan = host.define(spec);
            if (args.length > 2) {
                refused(host, spec(args[2], NetworkMode.ROUTED));
                return;
            }
            lan.start();
            say("device " + device(lan));
            refused(host, spec("twin", NetworkMode.NAT));
            // Nobody's gateway: golden machines of tests are on such a one meanwhile.
            refused(host, spec("alone", NetworkMode.ISOLATED));
            try (TapNamespace guest = new TapNamespace();
                    ProgramPort port = lan.as(KvmNetwork.class)
                            .connect("guest", (unused, frame) -> guest.send(frame, 0, frame.length))) {
                guest.start(port::send);
                asGuest(guest, lan.as(KvmNetwork.class), folder);
            }
            lan.stop();
            say("stopped");
            awaitLine();
            lan.start();
            say("device " + device(lan));
            // Until it is killed.
            awaitLine();
        }
    }

    private static NetworkSpec spec(String name, NetworkMode mode) {
        return NetworkSpec.nat(name)
                .mode(mode)
                .dnsDomain("lan.example")
                .address(NetworkAddress.of(GATEWAY_V4 + "/24").range("10.9.0.100", "10.9.0.199"))
                .address(NetworkAddress.of(GATEWAY_V6 + "/64"))
                .build();
    }

    private static String device(Network lan) {
        return lan.as(KvmNetwork.class).gatewayDevice().orElse("none");
    }

    private static void refused(Host host, NetworkSpec spec) {
        Network twin = host.define(spec);
        try {
            twin.start();
            say("both are there");
            twin.stop();
        } catch (HostFailureException e) {
            say("refused " + twin.isActive() + " " + e.getMessage() + " -> " + e.remedy());
        }
        twin.undefine();
    }

    private static void asGuest(TapNamespace guest, KvmNetwork lan, Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("script"), SCRIPT);
        if (!script.toFile().setExecutable(true)) {
            throw new IOException(script + " is no program");
        }
        String unused = guest.runWell("ip link set lo up; ip link set " + guest.name + " up");
        unused = guest.runWell("busybox udhcpc -i " + guest.name + " -n -q -f -x hostname:web -s " + script);
        Lease lease = lan.leases().get(0);
        say("lease " + lease.address());
        say("dns "
                + guest.run("busybox nslookup -type=a web.lan.example " + GATEWAY_V4)
                        .contains("Address: " + lease.address()));
        say("ping " + answers(guest, "ping -c 1 " + GATEWAY_V4));
        say("tcp4 " + peer(guest, RoutedNetworksTest.WORLD_V4));
        await(guest, "ip -6 route show default", "via fe80::");
        String own = await(guest, "ip -6 -o addr show scope global -tentative", "fd00:9::");
        say("own6 " + own.replaceAll("(?s).*(fd00:9::[0-9a-f:]+)/64.*", "$1"));
        say("ping6 " + answers(guest, "ping6 -c 1 " + GATEWAY_V6));
        say("tcp6 " + peer(guest, RoutedNetworksTest.WORLD_V6));
        unused = guest.runWell("ip addr add " + FOREIGN + "/32 dev " + guest.name);
        unused = guest.runWell("ip addr add " + FOREIGN_V6 + "/128 dev " + guest.name + " nodad");
        say("foreign " + answers(guest, "ping -I " + FOREIGN + " -c 1 -W 2 " + GATEWAY_V4) + " "
                + answers(guest, "ping6 -I " + FOREIGN_V6 + " -c 1 -W 2 " + GATEWAY_V6));
        // The first one comes from nobody, the second one from the machine itself.
        unused = guest.runWell(
                datagram(FOREIGN) + " && " + datagram(lease.address().toString()));
        unused = guest.runWell("busybox nc -ll -p " + GUEST_PORT
                + " -e echo inside >/dev/null 2>&1 </dev/null & echo $! > " + folder.resolve("pid"));
        await(guest, "cat /proc/net/tcp6 /proc/net/tcp", String.format(":%04X 0", GUEST_PORT));
        say("listening");
        awaitLine();
        unused = guest.runWell("kill $(cat " + folder.resolve("pid") + ")");
    }

    private static boolean answers(TapNamespace guest, String ping) {
        return guest.run("busybox " + ping).contains("1 packets received");
    }

    private static String datagram(String from) {
        String world = RoutedNetworksTest.WORLD_V4;
        return "ip route replace " + world + "/32 via " + GATEWAY_V4 + " src " + from
                + " && bash -c 'echo x > /dev/udp/" + world + "/" + World.PORT + "'";
    }

    /** What a server out there says who has called it. */
    private static String peer(TapNamespace guest, String server) {
        String said = guest.run("busybox nc -w 20 " + server + " " + World.PORT + " 2>/dev/null </dev/null");
        return said.startsWith("---") ? "" : said.lines().findFirst().orElse("");
    }

    private static String await(TapNamespace guest, String command, String part) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String text = guest.runWell(command);
        while (!text.contains(part)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no '" + part + "' in\n" + text);
            }
            text = guest.runWell(command);
        }
        return text;
    }

    private static void awaitLine() throws IOException {
        if (System.in.read() < 0) {
            throw new IOException("nobody is there any more");
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
