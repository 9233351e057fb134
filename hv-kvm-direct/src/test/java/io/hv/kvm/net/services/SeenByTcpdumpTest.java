package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.DhcpHost;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent, as tcpdump reads it, which nobody here wrote. It checks checksums and lengths too. */
class SeenByTcpdumpTest {

    private static final int ETHERNET = 1;
    private static final int LONGEST = 0x4_0000;
    private static final Pattern COMPLAINT =
            Pattern.compile("bad |incorrect|invalid|malformed|\\[\\||truncated|wrong|unknown|missing");

    @TempDir
    private Path folder;

    private final Machine one = Machine.ONE;
    private final Rig rig = new Rig(Rig.spec().edit(spec -> spec.mode(NetworkMode.NAT)));

    @BeforeEach
    void hasTcpdump() {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tcpdump")));
        assumeTrue(there, "tcpdump is not installed");
    }

    /** Frames in a file of libpcap's first format. */
    private static byte[] capture(List<byte[]> frames) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(Wire.join(Wire.hex("a1b2c3d4 0002 0004 00000000 00000000"), Wire.u32(LONGEST), Wire.u32(ETHERNET)));
        for (byte[] frame : frames) {
            parts.add(Wire.join(new byte[8], Wire.u32(frame.length), Wire.u32(frame.length), frame));
        }
        return Wire.join(parts.toArray(byte[][]::new));
    }

    /** What tcpdump says of frames; it has nothing to complain of. */
    private String seen(List<byte[]> frames) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("frames.pcap"), capture(frames));
        Path errors = folder.resolve("errors");
        // As input: tcpdump reads what it opens itself as a user of its own.
        Process process = new ProcessBuilder("tcpdump", "-nevvv", "-r", "-")
                .redirectInput(file.toFile())
                .redirectError(errors.toFile())
                .start();
        String text;
        try (InputStream output = process.getInputStream()) {
            text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertEquals(0, process.waitFor(), text + Files.readString(errors));
        assertTrue(!COMPLAINT.matcher(text).find(), () -> text);
        return text;
    }

    private void has(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "no '" + part + "' in\n" + text);
        }
    }

    @Test
    void neighboursAndEchoes() throws IOException, InterruptedException {
        List<byte[]> frames = new ArrayList<>();
        frames.addAll(rig.answers(one.arp(Rig.HOST_V4)));
        frames.addAll(
                rig.answers(one.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, Wire.hex("0800 0000 1234 0001 61"))));
        frames.addAll(
                rig.answers(one.packet(rig.mac(), Rig.HOST_V6, Wire.ICMPV6, 64, Wire.hex("8000 0000 1234 0001 61"))));
        frames.addAll(rig.answers(one.packet(
                rig.mac(),
                Rig.HOST_V6,
                Wire.ICMPV6,
                255,
                Wire.join(Wire.hex("8700 0000 00000000"), Wire.ip(Rig.HOST_V6)))));
        assertEquals(4, frames.size());
        has(
                seen(frames),
                "Reply 192.168.7.1 is-at " + rig.mac(),
                "192.168.7.1 > 192.168.7.50: ICMP echo reply, id 4660, seq 1",
                "ICMP6, echo reply, id 4660, seq 1",
                "neighbor advertisement, length 32, tgt is fd00:7::1, Flags [router, solicited, override]");
    }

    @Test
    void prefixes() throws IOException, InterruptedException {
        rig.services.tick();
        has(
                seen(rig.sent),
                "33:33:00:00:00:01",
                "router advertisement",
                "Flags [managed, other stateful], pref medium, router lifetime 1800s",
                "source link-address option (1), length 8 (1): " + rig.mac(),
                "mtu option (5), length 8 (1):  1400",
                "prefix info option (3), length 32 (4): fd00:7::/64, Flags [onlink, auto], "
                        + "valid time 2592000s, pref. time 604800s",
                "rdnss option (25), length 24 (3):  lifetime 1800s, addr: fd00:7::1",
                "dnssl option (31), length 24 (3):  lifetime 1800s, domain(s): lan.example.");
    }

    @Test
    void addresses() throws IOException, InterruptedException {
        rig.names.put(one.mac(), "web");
        List<byte[]> frames = new ArrayList<>();
        frames.addAll(rig.answers(one.dhcp(one.dhcpMessage(0, "0.0.0.0", "350101 3204c0a80778"))));
        frames.addAll(rig.answers(one.dhcp(one.dhcpMessage(0x8000, "0.0.0.0", "350103 3204c0a80778"))));
        frames.addAll(rig.answers(one.dhcp(one.dhcpMessage(0, "0.0.0.0", "350103 32040a000001"))));
        has(
                seen(frames),
                "192.168.7.1.67 > 192.168.7.120.68",
                "192.168.7.1.67 > 255.255.255.255.68",
                "DHCP-Message (53), length 1: Offer",
                "DHCP-Message (53), length 1: ACK",
                "DHCP-Message (53), length 1: NACK",
                "Your-IP 192.168.7.120",
                "Server-ID (54), length 4: 192.168.7.1",
                "Lease-Time (51), length 4: 3600",
                "RN (58), length 4: 1800",
                "RB (59), length 4: 3150",
                "Subnet-Mask (1), length 4: 255.255.255.0",
                "BR (28), length 4: 192.168.7.255",
                "Default-Gateway (3), length 4: 192.168.7.1",
                "Domain-Name-Server (6), length 4: 192.168.7.1",
                "MTU (26), length 2: 1400",
                "Hostname (12), length 3: \"web\"",
                "Domain-Name (15), length 11: \"lan.example\"");
    }

    @Test
    void addressesOfIpv6() throws IOException, InterruptedException {
        String id = "0001 000a 0003 0001" + one.mac().replace(":", "");
        String association = "0003 0028 00000007 00000000 00000000 0005 0018" + Wire.text(Wire.ip("fd00:7::111"))
                + "00000000 00000000";
        String server = "0002 0012 0004 123456789abc4def8123456789abcdef";
        List<byte[]> frames = new ArrayList<>();
        frames.addAll(rig.answers(one.dhcp6(Wire.hex("01 c0ffee", id, association))));
        frames.addAll(rig.answers(one.dhcp6(Wire.hex("03 c0ffee", id, server, association))));
        frames.addAll(rig.answers(one.dhcp6(Wire.hex("08 c0ffee", id, server, association))));
        has(
                seen(frames),
                "dhcp6 advertise (xid=c0ffee",
                "dhcp6 reply (xid=c0ffee",
                "(client-ID hwaddr type 1 525400aa0001)",
                "(preference 255)",
                "(IA_NA IAID:7 T1:1800 T2:2880 (IA_ADDR fd00:7::111 pltime:3600 vltime:3600))",
                "(DNS-server fd00:7::1)",
                "(DNS-search-list lan.example.)",
                "(status-code Success)");
    }

    @Test
    void names() throws IOException, InterruptedException {
        Rig named = new Rig(NetworkSpec.isolated("named")
                .dnsDomain("lan.example")
                .address(NetworkAddress.of(Rig.HOST_V4 + "/24")
                        .host(DhcpHost.of("192.168.7.9").name("db")))
                .build());
        String start = "abcd 0100 0001 0000 0000";
        List<byte[]> frames = new ArrayList<>();
        frames.addAll(ask(named, start + "0001 02 6462 00 0001 0001 00 0029 0500 00000000 0000"));
        frames.addAll(
                ask(named, start + "0000 0139 0137 03313638 03313932 07 696e2d61646472 04 61727061 00 000c 0001"));
        frames.addAll(ask(named, start + "0000 02 6e6f 00 0001 0001"));
        has(
                seen(frames),
                "q: A? db. 1/0/1 db. [10s] A 192.168.7.9 ar: . OPT UDPsize=1232",
                "q: PTR? 9.7.168.192.in-addr.arpa. 1/0/0 9.7.168.192.in-addr.arpa. [10s] PTR db.lan.example.",
                "43981 NXDomain*- q: A? no. 0/0/0");
    }

    private List<byte[]> ask(Rig to, String hex) {
        return to.answers(one.udp(to.mac(), Rig.HOST_V4, 40_000, 53, Wire.hex(hex)));
    }
}
