package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DhcpHost;
import io.hv.IpAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames that were good once, and have been changed at random: nothing is thrown, what is sent is sound, and a machine that
 * keeps to the rules is served all the same. The checksums are made right again in half of them, so that the changes are read.
 */
class HostileFramesTest {

    private static final int FRAMES = Integer.getInteger("hv.frames", 100_000);

    private final UpstreamResolver upstream = new UpstreamResolver() {
        @Override
        public CompletionStage<List<IpAddress>> addresses(String name) {
            assertTrue(Names.isGood(name), name);
            return CompletableFuture.completedStage(List.of(IpAddress.parse("192.0.2.1")));
        }

        @Override
        public CompletionStage<Optional<String>> name(IpAddress address) {
            return CompletableFuture.completedStage(Optional.of("someone.example"));
        }
    };

    private final Rig rig = new Rig(
            NetworkSpec.nat("hostile")
                    .uuid(Rig.ID)
                    .dnsDomain("lan.example")
                    .mtu(1400)
                    .address(NetworkAddress.of(Rig.HOST_V4 + "/24")
                            .range("192.168.7.100", "192.168.7.199")
                            .host(DhcpHost.of("192.168.7.9").name("db")))
                    .address(NetworkAddress.of(Rig.HOST_V6 + "/64").range("fd00:7::100", "fd00:7::1ff"))
                    .build(),
            Optional.of(upstream));

    private List<byte[]> seeds() {
        Machine one = Machine.ONE;
        String id = "0001 000a 0003 0001" + one.mac().replace(":", "");
        String server = "0002 0012 0004 123456789abc4def8123456789abcdef";
        String association = "0003 0028 00000007 00000000 00000000 0005 0018" + Wire.text(Wire.ip("fd00:7::101"))
                + "00000000 00000000";
        return List.of(
                one.arp(Rig.HOST_V4),
                one.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, Wire.hex("0800 0000 1234 0001 6162636465")),
                one.packet(rig.mac(), Rig.HOST_V6, Wire.ICMPV6, 64, Wire.hex("8000 0000 1234 0001 6162636465")),
                one.packet("33:33:00:00:00:02", "ff02::2", Wire.ICMPV6, 255, Wire.hex("8500 0000 00000000")),
                one.packet(
                        rig.mac(),
                        Rig.HOST_V6,
                        Wire.ICMPV6,
                        255,
                        Wire.join(Wire.hex("8700 0000 00000000"), Wire.ip(Rig.HOST_V6))),
                one.dhcp(one.dhcpMessage(0, "0.0.0.0", "350101 0c027765 3d0701525400aa0001 390205dc")),
                one.dhcp(one.dhcpMessage(0, "0.0.0.0", "350103 3204c0a8076f 3604c0a80701 5109040000046d61696c00")),
                one.dhcp(one.dhcpMessage(0, "192.168.7.111", "350107 3604c0a80701")),
                one.dhcp(one.dhcpMessage(0, "0.0.0.0", "350104 3204c0a8076f 3604c0a80701 340103")),
                one.dhcp(one.dhcpMessage(0, "192.168.7.111", "350108")),
                one.dhcp6(Wire.hex("01 c0ffee", id, "000e0000", association, "0027 0004 01 02 6462")),
                one.dhcp6(Wire.hex("03 c0ffee", id, server, association)),
                one.dhcp6(Wire.hex("05 c0ffee", id, server, association, association)),
                one.dhcp6(Wire.hex("09 c0ffee", id, server, association)),
                one.dhcp6(Wire.hex("0b c0ffee", id)),
                dns("03777777 07 6578616d706c65 00 0001 0001"),
                dns("03776562 00 001c 0001 000029 0500 00000000 0000"),
                dns("03313131 0137 03313638 03313932 07 696e2d61646472 04 61727061 00 000c 0001"));
    }

    private byte[] dns(String question) {
        String more = question.contains("0029 ") || question.contains("000029 ") ? "0001" : "0000";
        return Machine.ONE.udp(
                rig.mac(), Rig.HOST_V4, 40_000, 53, Wire.hex("abcd 0100 0001 0000 0000" + more, question));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void nothingIsThrown(long seed) {
        Random random = new Random(seed);
        List<byte[]> seeds = seeds();
        int[] answered = {0};
        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            for (int i = 0; i < FRAMES / 2; i++) {
                byte[] frame = changed(seeds.get(random.nextInt(seeds.size())), random);
                for (byte[] answer : rig.answers(frame)) {
                    answered[0]++;
                    check(answer);
                }
                if (random.nextInt(100) == 0) {
                    rig.pass(Duration.ofMillis(random.nextInt(1000)));
                    rig.services.tick();
                }
            }
        });
        System.out.println("seed " + seed + ": " + FRAMES / 2 + " frames, " + answered[0] + " answers");
        assertTrue(answered[0] > FRAMES / 20, () -> answered[0] + " answers");
        assertTrue(rig.services.leases().size() <= 201);
        byte[] ping = Wire.hex("0800 0000 1234 0001 61");
        assertEquals(
                1,
                rig.answers(Machine.TWO.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, ping))
                        .size());
        assertEquals(
                1,
                rig.answers(Machine.TWO.dhcp(Machine.TWO.dhcpMessage(0, "0.0.0.0", "350101")))
                        .size());
    }

    private static byte[] changed(byte[] seed, Random random) {
        byte[] frame = switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(seed, random.nextInt(seed.length));
            case 1 -> Arrays.copyOf(seed, seed.length + random.nextInt(2000));
            default -> seed.clone();
        };
        for (int i = random.nextInt(6); i > 0 && frame.length > 0; i--) {
            // Less often in the headers, which make most frames nobody's.
            int from = random.nextInt(4) == 0 ? 0 : Math.min(42, frame.length - 1);
            int at = from + random.nextInt(frame.length - from);
            frame[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt();
                case 1 -> (byte) 0xff;
                case 2 -> 0;
                default -> (byte) (frame[at] ^ 1 << random.nextInt(8));
            };
        }
        return random.nextBoolean() ? mended(frame) : frame;
    }

    /** With the checksum of whatever is in it made right, as far as its lengths let it be. */
    private static byte[] mended(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        boolean isV6 = frame.length > 54 && bytes.getShort(12) == (short) 0x86dd;
        int start = isV6 ? 54 : 34;
        if (frame.length < start + 8 || bytes.getShort(12) == 0x0806) {
            return frame;
        }
        if (!isV6) {
            bytes.putShort(24, (short) 0);
            bytes.putShort(24, (short) Wire.checksum(Arrays.copyOfRange(frame, 14, 34)));
        }
        int protocol = frame[isV6 ? 20 : 23] & 0xff;
        int length = isV6 ? bytes.getShort(18) & 0xffff : (bytes.getShort(16) & 0xffff) - 20;
        int at = start + (protocol == Wire.UDP ? 6 : 2);
        int end = Math.min(frame.length, start + Math.max(length, 8));
        bytes.putShort(at, (short) 0);
        byte[] rest = Arrays.copyOfRange(frame, start, end);
        byte[] pseudo =
                Wire.join(Arrays.copyOfRange(frame, isV6 ? 22 : 26, start), Wire.u32(rest.length), Wire.u32(protocol));
        bytes.putShort(at, (short) Wire.checksum(protocol == Wire.ICMP ? rest : Wire.join(pseudo, rest)));
        return frame;
    }

    /** Its lengths and its checksums are right. */
    private void check(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        assertEquals(rig.mac().replace(":", ""), Rig.bytes(frame, 6, 6));
        int type = bytes.getShort(12) & 0xffff;
        if (type == 0x0800) {
            assertEquals(frame.length - 14, bytes.getShort(16) & 0xffff);
            assertEquals(0, Wire.checksum(Arrays.copyOfRange(frame, 14, 34)));
            checkPayload(frame, 34, Arrays.copyOfRange(frame, 26, 34), frame[23]);
        } else if (type == 0x86dd) {
            assertEquals(frame.length - 54, bytes.getShort(18) & 0xffff);
            checkPayload(frame, 54, Arrays.copyOfRange(frame, 22, 54), frame[20]);
        } else {
            assertEquals(0x0806, type);
            assertEquals(14 + 28, frame.length);
        }
    }

    private static void checkPayload(byte[] frame, int start, byte[] addresses, int protocol) {
        byte[] rest = Arrays.copyOfRange(frame, start, frame.length);
        byte[] pseudo = Wire.join(addresses, Wire.u32(rest.length), Wire.u32(protocol));
        assertEquals(0, Wire.checksum(protocol == Wire.ICMP ? rest : Wire.join(pseudo, rest)));
    }
}
