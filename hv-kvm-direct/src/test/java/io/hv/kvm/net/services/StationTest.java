package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of ARP, ICMP and IPv6's neighbours, and their answers, byte by byte. */
class StationTest {

    private static final String LINK_LOCAL_START = "fe80000000000000505400fffe";

    private final Rig rig = Rig.isolated();
    private final Machine one = Machine.ONE;

    private String lowMac() {
        return rig.mac().substring(9).replace(":", "");
    }

    private String linkLocal() {
        String low = lowMac();
        return "fe80::5054:ff:fe" + low.substring(0, 2) + ":" + low.substring(2);
    }

    @Test
    void itsMacAddressIsTheNetworksOwn() {
        assertTrue(rig.mac().startsWith("52:54:00:"), rig.mac());
        assertEquals(rig.mac(), Rig.isolated().mac());
        assertNotEquals(rig.mac(), new Rig(Rig.spec().edit(spec -> spec.uuid(UUID.randomUUID()))).mac());
        Rig nameless = new Rig(Rig.spec().edit(NetworkSpec.Builder::anyUuid));
        assertEquals(nameless.mac(), new Rig(Rig.spec().edit(NetworkSpec.Builder::anyUuid)).mac());
    }

    @Test
    void whoHasItsAddressIsTold() {
        byte[] answer = rig.answer(one.arp(Rig.HOST_V4));
        byte[] expected = Wire.ethernet(
                one.mac(),
                rig.mac(),
                0x0806,
                Wire.join(
                        Wire.hex("0001 0800 06 04 0002"),
                        Wire.mac(rig.mac()),
                        Wire.ip(Rig.HOST_V4),
                        Wire.mac(one.mac()),
                        Wire.ip(one.v4())));
        assertEquals(Wire.text(expected), Wire.text(answer));
    }

    @Test
    void othersAddressesAreNotTold() {
        assertEquals(List.of(), rig.answers(one.arp("192.168.7.2")));
        Machine thief = new Machine(one.mac(), Rig.HOST_V4, one.v6());
        assertEquals(List.of(), rig.answers(thief.arp(Rig.HOST_V4)), "an announcement");
    }

    /** RFC 5227, 2.1.1: a probe has no sender's address. */
    @Test
    void aProbeIsAnswered() {
        Machine probe = new Machine(one.mac(), "0.0.0.0", one.v6());
        assertEquals("00000000", Rig.bytes(rig.answer(probe.arp(Rig.HOST_V4)), 38, 4));
    }

    @Test
    void echoesOfIpv4() {
        byte[] ping = Wire.join(Wire.hex("08 00 0000 1234 0001"), Wire.ascii("abcdefghijklm"));
        byte[] answer = rig.answer(one.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, ping));
        Machine host = new Machine(rig.mac(), Rig.HOST_V4, Rig.HOST_V6);
        byte[] expected = host.packet(
                one.mac(),
                one.v4(),
                Wire.ICMP,
                64,
                Wire.join(Wire.hex("00 00 0000 1234 0001"), Wire.ascii("abcdefghijklm")));
        // The flag that it is not to be taken apart, and the sum that it is in.
        assertEquals("4000", Rig.bytes(answer, 20, 2));
        assertEquals(0, Wire.checksum(Wire.hex(Rig.bytes(answer, 14, 20))));
        assertEquals(Rig.bytes(expected, 26, expected.length - 26), Rig.bytes(answer, 26, answer.length - 26));
    }

    @Test
    void aLargeEchoComesBackWhole() {
        byte[] ping = Wire.join(Wire.hex("08 00 0000 1234 0001"), new byte[60_001]);
        assertEquals(14 + 20 + 8 + 60_001, rig.answer(one.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, ping)).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 20, 24, 33, 36, 41})
    void whatIsDamagedIsDropped(int at) {
        byte[] ping = Wire.join(Wire.hex("08 00 0000 1234 0001"), Wire.ascii("abcd"));
        byte[] frame = one.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, ping);
        frame[at] ^= 0x20;
        assertEquals(List.of(), rig.answers(frame));
    }

    @Test
    void whatFillsAFrameUpIsNotPartOfIt() {
        byte[] ping = Wire.hex("08 00 0000 1234 0001 61");
        byte[] frame = one.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, ping);
        assertArrayEquals(rig.answer(frame), rig.answer(Wire.join(frame, Wire.hex("7777777777"))));
    }

    @Test
    void othersFramesAreLeftAlone() {
        byte[] ping = Wire.hex("08 00 0000 1234 0001 61");
        assertEquals(
                List.of(),
                rig.answers(one.packet("52:54:00:00:00:99", Rig.HOST_V4, Wire.ICMP, 64, ping)),
                "to another");
        assertEquals(List.of(), rig.answers(one.packet(rig.mac(), "192.168.7.9", Wire.ICMP, 64, ping)), "for another");
        Machine group = new Machine("01:00:5e:00:00:01", one.v4(), one.v6());
        assertEquals(List.of(), rig.answers(group.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, ping)), "from a group");
        Machine echo = new Machine(one.mac(), Rig.HOST_V4, one.v6());
        assertEquals(List.of(), rig.answers(echo.packet(rig.mac(), Rig.HOST_V4, Wire.ICMP, 64, ping)), "from itself");
    }

    private byte[] solicitation(Machine from, String target) {
        byte[] bytes = Wire.ip(target);
        byte[] to = Wire.join(
                Wire.hex("ff02 0000 0000 0000 0000 0001 ff"),
                Wire.hex(Wire.text(bytes).substring(26)));
        byte[] source = from.v6().equals("::") ? new byte[0] : Wire.join(Wire.hex("01 01"), Wire.mac(from.mac()));
        byte[] message = Wire.join(Wire.hex("87 00 0000 00000000"), bytes, source);
        String group = "33:33:ff" + Wire.text(bytes).substring(26).replaceAll("(..)", ":$1");
        return Wire.ethernet(group, from.mac(), 0x86dd, Wire.packet(from.v6(), text(to), Wire.ICMPV6, 255, message));
    }

    private static String text(byte[] v6) {
        return Wire.text(v6).replaceAll("(....)(?!$)", "$1:");
    }

    @Test
    void neighboursOfIpv6() {
        byte[] answer = rig.answer(solicitation(one, Rig.HOST_V6));
        byte[] message = Wire.join(
                Wire.hex("88 00 0000 60000000"), Wire.ip(Rig.HOST_V6), Wire.hex("02 01"), Wire.mac(rig.mac()));
        byte[] expected = Wire.ethernet(
                one.mac(), rig.mac(), 0x86dd, Wire.packet(Rig.HOST_V6, one.v6(), Wire.ICMPV6, 255, message));
        assertEquals(Wire.text(expected), Wire.text(answer));
        assertEquals(1, rig.answers(solicitation(one, linkLocal())).size(), "its address on the link");
        assertEquals(List.of(), rig.answers(solicitation(one, "fd00:7::2")));
    }

    /** RFC 4862, 5.4.3: who asks whether an address is in use has none yet. */
    @Test
    void whoWantsItsAddressIsToldByAll() {
        byte[] answer = rig.answer(solicitation(new Machine(one.mac(), one.v4(), "::"), Rig.HOST_V6));
        assertEquals("333300000001", Rig.bytes(answer, 0, 6));
        assertEquals(Wire.text(Wire.ip("ff02::1")), Rig.bytes(answer, 38, 16));
        assertEquals("20000000", Rig.bytes(answer, 58, 4));
    }

    @Test
    void aSolicitationThatARouterPassedOnIsDropped() {
        byte[] frame = solicitation(one, Rig.HOST_V6);
        frame[14 + 7] = (byte) 254;
        assertEquals(List.of(), rig.answers(frame));
    }

    @Test
    void echoesOfIpv6() {
        byte[] ping = Wire.hex("80 00 0000 1234 0001 6162");
        byte[] answer = rig.answer(one.packet(rig.mac(), Rig.HOST_V6, Wire.ICMPV6, 64, ping));
        byte[] expected = Wire.ethernet(
                one.mac(),
                rig.mac(),
                0x86dd,
                Wire.packet(Rig.HOST_V6, one.v6(), Wire.ICMPV6, 255, Wire.hex("81 00 0000 1234 0001 6162")));
        assertEquals(Wire.text(expected), Wire.text(answer));
    }

    /** RFC 4861, 4.2; RFC 8106, 5. */
    private String advertisement(int routerLifetime) {
        return Wire.text(Wire.join(
                Wire.hex("40 c0"),
                Wire.u16(routerLifetime),
                Wire.hex("00000000 00000000", "01 01"),
                Wire.mac(rig.mac()),
                Wire.hex("05 01 0000 00000578"),
                Wire.hex("03 04 40 c0 00278d00 00093a80 00000000"),
                Wire.ip("fd00:7::"),
                Wire.hex("19 03 0000 00000708"),
                Wire.ip(Rig.HOST_V6),
                Wire.hex("1f 03 0000 00000708", "03 6c616e 07 6578616d706c65 00", "000000")));
    }

    private byte[] routerSolicitation(String from) {
        byte[] message = Wire.hex("85 00 0000 00000000");
        return Wire.ethernet(
                "33:33:00:00:00:02", one.mac(), 0x86dd, Wire.packet(from, "ff02::2", Wire.ICMPV6, 255, message));
    }

    @Test
    void whoLooksForARouterIsToldOfPrefixes() {
        byte[] answer = rig.answer(routerSolicitation(one.v6()));
        assertEquals(one.mac().replace(":", ""), Rig.bytes(answer, 0, 6));
        assertEquals(LINK_LOCAL_START + lowMac(), Rig.bytes(answer, 22, 16));
        assertEquals(Wire.text(Wire.ip(one.v6())), Rig.bytes(answer, 38, 16));
        assertEquals("8600", Rig.bytes(answer, 54, 2));
        assertEquals(advertisement(0), Rig.bytes(answer, 58, answer.length - 58));
        // RFC 6085, 3: to the group by its address, to one interface by the frame.
        byte[] anonymous = rig.answer(routerSolicitation("::"));
        assertEquals(one.mac().replace(":", ""), Rig.bytes(anonymous, 0, 6));
        assertEquals(Wire.text(Wire.ip("ff02::1")), Rig.bytes(anonymous, 38, 16));
    }

    @Test
    void allAreToldFromTimeToTime() {
        rig.services.tick();
        assertEquals(1, rig.sent.size());
        assertEquals("333300000001", Rig.bytes(rig.sent.get(0), 0, 6));
        rig.pass(Duration.ofSeconds(199));
        rig.services.tick();
        assertEquals(1, rig.sent.size());
        rig.pass(Duration.ofSeconds(1));
        rig.services.tick();
        assertEquals(2, rig.sent.size());
        rig.pass(Duration.ofDays(-1));
        rig.services.tick();
        assertEquals(3, rig.sent.size(), "a clock that was set back");
    }

    @Test
    void aRouterSaysThatItIsOne() {
        Rig routed = new Rig(NetworkSpec.routed("r")
                .address(NetworkAddress.of("fd00:9::1/56"))
                .build());
        byte[] answer = routed.answer(routerSolicitation(one.v6()));
        assertEquals("4040" + "0708", Rig.bytes(answer, 58, 4), "others hand out addresses; 1800 s");
        assertEquals("0304" + "38" + "80", Rig.bytes(answer, 58 + 12 + 8, 4), "nobody makes an address of 56 bits");
    }

    @Test
    void withoutAnAddressOfAKindItDoesNotSpeakIt() {
        Rig old = new Rig(NetworkSpec.isolated("old")
                .uuid(Rig.ID)
                .address(NetworkAddress.of("10.0.0.1/8"))
                .build());
        old.services.tick();
        assertEquals(List.of(), old.sent);
        assertEquals(List.of(), old.answers(solicitation(one, linkLocal())));
        assertEquals(List.of(), old.answers(routerSolicitation(one.v6())));
        Rig none = new Rig(NetworkSpec.bridge("b", "br0").build());
        assertEquals(List.of(), none.answers(one.arp(Rig.HOST_V4)));
    }

    @Test
    void whatIsClosedIsSilent() {
        rig.services.close();
        assertEquals(List.of(), rig.answers(one.arp(Rig.HOST_V4)));
        rig.services.tick();
        assertEquals(List.of(), rig.sent);
    }
}
