package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.MacAddress;
import io.hv.NetworkMode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linux and its programs, in a network namespace, are served as a machine is. */
@Tag("root")
class RealClientsTest {

    private static final String MAC = "52:54:00:aa:00:01";
    private static final String SCRIPT = """
        #!/bin/sh
        [ "$1" = bound ] || exit 0
        busybox ip addr add "$ip/$mask" dev "$interface"
        echo "$1 $ip/$mask router=$router dns=$dns domain=$domain mtu=$mtu lease=$lease by=$serverid name=$hostname"
        """;

    @TempDir
    private Path folder;

    private Services services;
    private TapNamespace machine;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        for (String program : List.of("ip", "unshare", "busybox")) {
            assumeTrue(isThere(program), program + " is not installed");
        }
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
        machine = new TapNamespace();
        services = new Services(
                Rig.spec().edit(spec -> spec.mode(NetworkMode.NAT)),
                InstantSource.system(),
                frame -> machine.send(frame, 0, frame.length),
                mac -> mac.equals(MacAddress.parse(MAC)) ? Optional.of("web") : Optional.empty());
        machine.start(services::receive);
        machine.runWell("ip link set " + machine.name + " address " + MAC + " up");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (machine != null) {
            machine.close();
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void has(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "no '" + part + "' in\n" + text);
        }
    }

    /** What a command prints as soon as there is a text in it. */
    private String await(String command, String part) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String text = machine.runWell(command);
        while (!text.contains(part) && System.nanoTime() < end) {
            text = machine.runWell(command);
        }
        has(text, part);
        return text;
    }

    @Test
    void busyboxAndIpv4() throws IOException {
        Path script = Files.writeString(folder.resolve("script"), SCRIPT);
        assertTrue(script.toFile().setExecutable(true));
        String udhcpc = "busybox udhcpc -i " + machine.name + " -n -q -f -O mtu -O hostname -s " + script;
        String bound = machine.runWell(udhcpc);
        String address = services.leases().get(0).address().toString();
        has(
                bound,
                "bound " + address + "/24 router=192.168.7.1 dns=192.168.7.1 domain=lan.example mtu=1400 lease=3600"
                        + " by=192.168.7.1 name=web");
        has(machine.runWell("busybox arping -c 2 -I " + machine.name + " 192.168.7.1"), "Received 2 response");
        has(machine.runWell("busybox ping -c 3 -s 1200 192.168.7.1"), "3 packets received");
        has(machine.runWell("busybox nslookup -type=a web.lan.example 192.168.7.1"), "Address: " + address);
        has(machine.runWell("busybox nslookup " + address + " 192.168.7.1"), "name = web.lan.example");
        has(machine.run("busybox nslookup -type=a none.lan.example 192.168.7.1"), "NXDOMAIN");
        has(machine.run("busybox nslookup -type=a www.example.com 192.168.7.1"), "REFUSED");
        has(machine.runWell("busybox ip addr flush dev " + machine.name + "; " + udhcpc + " -r " + address), address);
        assertEquals(1, services.leases().size());
    }

    @Test
    void linuxAndIpv6() {
        assumeTrue(Files.exists(Path.of("/proc/sys/net/ipv6")), "the kernel does not speak IPv6");
        services.tick();
        // Its own address from the prefix, which nobody else has.
        String global = "ip -6 addr show dev " + machine.name + " scope global -tentative";
        has(await(global, "fd00:7::5054:ff:feaa:1/64"), "dynamic");
        has(await("ip -6 route show default", "default via fe80::"), "proto ra", machine.name);
        has(machine.runWell("cat /proc/sys/net/ipv6/conf/" + machine.name + "/mtu"), "1400");
        has(machine.runWell("busybox ping6 -c 3 fd00:7::1"), "3 packets received");
        has(machine.runWell("ip -6 neigh show fd00:7::1"), services.mac() + " router");
        // An address that the host has is found to be another's (RFC 4862, 5.4).
        machine.runWell("ip -6 addr add fd00:7::1/128 dev " + machine.name);
        await("ip -6 addr show dev " + machine.name, "dadfailed");
    }

    @Test
    void dhclientAndIpv6() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/sys/net/ipv6")), "the kernel does not speak IPv6");
        assumeTrue(isThere("dhclient"), "dhclient is not installed");
        await("ip -6 addr show dev " + machine.name + " scope link -tentative", "fe80::");
        Path script = Files.writeString(
                folder.resolve("script"),
                "#!/bin/sh\necho \"$reason $new_ip6_address $new_dhcp6_name_servers $new_dhcp6_domain_search\"" + " >>"
                        + folder.resolve("told") + "\n");
        assertTrue(script.toFile().setExecutable(true));
        String files = " -cf /dev/null -lf " + folder.resolve("leases") + " -pf " + folder.resolve("pid");
        machine.runWell("dhclient -6 -1 -d -sf " + script + files + " " + machine.name + " & pid=$!; "
                + "until grep -q BOUND6 " + folder.resolve("told") + " 2>/dev/null; do kill -0 $pid || break; done; "
                + "kill $pid; wait $pid; true");
        String address = services.leases().get(0).address().toString();
        has(Files.readString(folder.resolve("told")), "BOUND6 " + address + " fd00:7::1 lan.example.");
        machine.run("dhclient -6 -r -d -sf " + script + files + " " + machine.name);
        assertEquals(List.of(), services.leases());
    }
}
