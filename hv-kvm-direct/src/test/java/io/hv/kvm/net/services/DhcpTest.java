package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DhcpHost;
import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.kvm.net.Lease;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Addresses of IPv4, as machines ask for them (RFC 2131, 3 and 4). */
class DhcpTest {

    private static final String DISCOVER = "35 01 01";
    private static final String REQUEST = "35 01 03";
    private static final String DECLINE = "35 01 04";
    private static final String RELEASE = "35 01 07";
    private static final String INFORM = "35 01 08";
    private static final String THIS_SERVER = "36 04 c0a80701";
    private static final String HOUR = "00000e10";

    private final Rig rig = Rig.isolated();
    private final Machine one = Machine.ONE;

    private static String wanted(String address) {
        return "32 04 " + Wire.text(Wire.ip(address));
    }

    private static String name(String name) {
        return "0c" + Wire.text(new byte[] {(byte) name.length()}) + Wire.text(Wire.ascii(name));
    }

    private static byte[] ask(Machine machine, String... options) {
        return machine.dhcp(machine.dhcpMessage(0, "0.0.0.0", options));
    }

    /** The options of an answer, by their codes. */
    private static Map<Integer, String> options(byte[] frame) {
        Map<Integer, String> found = new TreeMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(Rig.payload(frame)).position(240);
        for (int code = bytes.get() & 0xff; code != 255; code = bytes.get() & 0xff) {
            byte[] value = new byte[bytes.get() & 0xff];
            bytes.get(value);
            found.put(code, Wire.text(value));
        }
        return found;
    }

    private static String yours(byte[] frame) {
        byte[] address = Arrays.copyOfRange(Rig.payload(frame), 16, 20);
        return Addresses.of(address).toString();
    }

    private static String type(byte[] frame) {
        return options(frame).getOrDefault(53, "none");
    }

    /** Has a machine get an address, as most do. */
    private static String get(Rig rig, Machine machine, String... more) {
        String[] discover = Arrays.copyOf(more, more.length + 1);
        discover[more.length] = DISCOVER;
        String offered = yours(rig.answer(ask(machine, discover)));
        byte[] answer = rig.answer(ask(machine, REQUEST, THIS_SERVER, wanted(offered), String.join("", more)));
        assertEquals("05", type(answer));
        assertEquals(offered, yours(answer));
        return offered;
    }

    /** The frame of a well known capture (Grandstream telephone), with this network's server in place of its own. */
    @Test
    void anOfferByteByByte() {
        Rig nat = new Rig(NetworkSpec.nat("n")
                .uuid(Rig.ID)
                .dnsDomain("lan.example")
                .mtu(1400)
                .address(NetworkAddress.of("192.168.0.1/24")
                        .host(DhcpHost.of("192.168.0.10")
                                .mac("00:0b:82:01:fc:42")
                                .name("phone")))
                .build());
        Machine phone = new Machine("00:0b:82:01:fc:42", "0.0.0.0", "fe80::1");
        byte[] discover = Wire.join(
                Wire.hex("01 01 06 00 00003d1d 0000 0000 00000000 00000000 00000000 00000000 000b8201fc42"),
                new byte[202],
                Wire.hex("63825363 350101 3d0701000b8201fc42 320400000000 37040103062a ff 00000000000000"));
        byte[] answer = nat.answer(phone.dhcp(discover));
        byte[] message = Wire.join(
                Wire.hex("02 01 06 00 00003d1d 0000 0000 00000000 c0a8000a 00000000 00000000 000b8201fc42"),
                new byte[202],
                Wire.hex("63825363 350102 3604c0a80001 3d0701000b8201fc42"),
                Wire.hex("330400000e10 3a0400000708 3b0400000c4e"),
                Wire.hex("0104ffffff00 1c04c0a800ff 0304c0a80001 0604c0a80001 1a020578"),
                Wire.hex("0c0570686f6e65 0f0b6c616e2e6578616d706c65 ff"));
        byte[] expected = Wire.ethernet(
                phone.mac(),
                nat.mac(),
                0x0800,
                Wire.packet("192.168.0.1", "192.168.0.10", Wire.UDP, 64, Wire.udp(67, 68, message)));
        assertEquals(Wire.text(message), Wire.text(Rig.payload(answer)));
        assertEquals(Rig.bytes(expected, 26, 16), Rig.bytes(answer, 26, 16));
        assertEquals(0, Wire.checksum(Wire.hex(Rig.bytes(answer, 14, 20))));
        byte[] datagram = Arrays.copyOfRange(answer, 34, answer.length);
        byte[] pseudo = Wire.join(Wire.hex("c0a80001 c0a8000a 0011"), Wire.u16(datagram.length));
        assertEquals(0, Wire.checksum(Wire.join(pseudo, datagram)));
    }

    @Test
    void anAddressIsGivenForAnHour() {
        rig.names.put(one.mac(), "Web");
        String address = get(rig, one);
        assertTrue(address.startsWith("192.168.7.1"), address);
        Lease lease = new Lease(
                IpAddress.parse(address),
                MacAddress.parse(one.mac()),
                Optional.of("web"),
                rig.now().plus(Duration.ofHours(1)));
        assertEquals(List.of(lease), rig.services.leases());
        rig.pass(Duration.ofHours(1));
        assertEquals(List.of(), rig.services.leases());
        assertEquals(address, get(rig, one));
    }

    @Test
    void anIsolatedNetworkHasNoRouter() {
        Map<Integer, String> options = options(rig.answer(ask(one, DISCOVER)));
        assertEquals(Set.of(1, 6, 15, 26, 28, 51, 53, 54, 58, 59), options.keySet());
        assertEquals(HOUR, options.get(51));
    }

    /** RFC 2131, 4.1. */
    @Test
    void whoCannotBeReachedByItsAddressIsToldWithAll() {
        byte[] answer = rig.answer(one.dhcp(one.dhcpMessage(0x8000, "0.0.0.0", DISCOVER)));
        assertEquals("ffffffffffff", Rig.bytes(answer, 0, 6));
        assertEquals("ffffffff", Rig.bytes(answer, 30, 4));
        assertEquals("8000", Rig.bytes(answer, 14 + 28 + 10, 2));
    }

    @Test
    void aMachineGetsTheSameAddressFromAServerThatKnowsNothingOfIt() {
        String address = get(rig, one);
        get(rig, Machine.TWO);
        assertEquals(address, get(Rig.isolated(), one));
        // What it has in mind it may keep, at a start and when it renews.
        byte[] again = Rig.isolated().answer(ask(one, REQUEST, wanted("192.168.7.177")));
        assertEquals("05 192.168.7.177", type(again) + " " + yours(again));
        byte[] renewed = Rig.isolated().answer(one.dhcp(one.dhcpMessage(0, "192.168.7.178", REQUEST)));
        assertEquals("05 192.168.7.178", type(renewed) + " " + yours(renewed));
        assertEquals("c0a807b2", Rig.bytes(renewed, 30, 4));
    }

    @Test
    void whatIsWrongIsRefused() {
        String address = get(rig, one);
        for (String bad : List.of(address, "192.168.7.1", "192.168.7.99", "10.0.0.1", "192.168.7.255")) {
            byte[] answer = rig.answer(ask(Machine.TWO, REQUEST, wanted(bad)));
            assertEquals("06 0.0.0.0", type(answer) + " " + yours(answer), bad);
            assertEquals("ffffffffffff", Rig.bytes(answer, 0, 6));
        }
    }

    @Test
    void anotherServersOfferIsTaken() {
        rig.answer(ask(one, DISCOVER));
        assertEquals(List.of(), rig.answers(ask(one, REQUEST, "36 04 c0a80702", wanted("192.168.7.100"))));
        assertEquals(List.of(), rig.services.leases());
    }

    @Test
    void anOfferIsKeptForAWhile() {
        Rig tiny = tiny(1);
        String offered = yours(tiny.answer(ask(one, DISCOVER)));
        assertEquals(List.of(), tiny.answers(ask(Machine.TWO, DISCOVER)), "used up");
        tiny.pass(Leases.OFFER);
        assertEquals(offered, yours(tiny.answer(ask(Machine.TWO, DISCOVER))));
    }

    private static Rig tiny(int count) {
        return new Rig(NetworkSpec.isolated("tiny")
                .address(NetworkAddress.of(Rig.HOST_V4 + "/24").range("192.168.7.100", "192.168.7." + (99 + count)))
                .build());
    }

    @Test
    void allAddressesAreGivenOutAndNoneTwice() {
        Rig tiny = tiny(50);
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            assertTrue(given.add(get(tiny, Machine.number(i))));
        }
        assertEquals(List.of(), tiny.answers(ask(Machine.number(50), DISCOVER)));
        assertEquals("06", type(tiny.answer(ask(Machine.number(50), REQUEST, wanted("192.168.7.100")))));
        tiny.pass(Duration.ofMinutes(30));
        for (int i = 1; i < 50; i++) {
            get(tiny, Machine.number(i));
        }
        tiny.pass(Duration.ofMinutes(30));
        // That of the first is free now, and no other one.
        get(tiny, Machine.number(50));
        assertEquals(List.of(), tiny.answers(ask(Machine.number(0), DISCOVER)));
    }

    @Test
    void theHostsAddressAndFixedOnesAreNotGivenToOthers() {
        Rig all = new Rig(NetworkSpec.isolated("all")
                .address(NetworkAddress.of("10.0.0.3/29")
                        .range("10.0.0.1", "10.0.0.6")
                        .host(DhcpHost.of("10.0.0.5").mac("52:54:00:aa:00:01")))
                .build());
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            byte[] offer = all.answer(ask(Machine.number(i), DISCOVER));
            assertTrue(given.add(yours(offer)));
        }
        assertEquals(Set.of("10.0.0.1", "10.0.0.2", "10.0.0.4", "10.0.0.6"), given);
        assertEquals(List.of(), all.answers(ask(Machine.number(9), DISCOVER)));
        assertEquals("10.0.0.5", yours(all.answer(ask(one, DISCOVER))));
    }

    @Test
    void whatIsFixedByANameIsHisWhoSaysItFirst() {
        Rig fixed = new Rig(NetworkSpec.isolated("fixed")
                .address(NetworkAddress.of(Rig.HOST_V4 + "/24")
                        .range("192.168.7.100", "192.168.7.199")
                        .host(DhcpHost.of("192.168.7.9").name("DB")))
                .build());
        assertEquals("192.168.7.9", get(fixed, one, name("db.somewhere")));
        assertNotEquals("192.168.7.9", get(fixed, Machine.TWO, name("db")));
        assertEquals(
                List.of(Optional.of("db"), Optional.empty()),
                fixed.services.leases().stream().map(Lease::name).toList());
        // Nobody says of himself what the program knows better.
        fixed.names.put(Machine.number(3).mac(), "web");
        fixed.pass(Duration.ofHours(1));
        assertNotEquals("192.168.7.9", get(fixed, Machine.number(3), name("db")));
    }

    @Test
    void aNameIsHisWhoSaysItFirstToo() {
        get(rig, one, name("web"));
        get(rig, Machine.TWO, name("web"));
        get(rig, Machine.number(3), name("two words"));
        // RFC 4702, 2: as the DNS writes it.
        get(rig, Machine.number(4), "51 09 04 0000 04 6d61696c 00");
        assertEquals(
                Set.of(Optional.of("web"), Optional.of("mail"), Optional.empty()),
                new HashSet<>(rig.services.leases().stream().map(Lease::name).toList()));
        assertEquals(
                1,
                rig.services.leases().stream()
                        .filter(lease -> lease.name().equals(Optional.of("web")))
                        .count());
    }

    @Test
    void anAddressIsGivenBack() {
        String address = get(rig, one);
        rig.answers(Machine.TWO.dhcp(Machine.TWO.dhcpMessage(0, address, RELEASE, THIS_SERVER)));
        assertEquals(1, rig.services.leases().size(), "by another");
        rig.answers(one.dhcp(one.dhcpMessage(0, address, RELEASE, "36 04 c0a80702")));
        assertEquals(1, rig.services.leases().size(), "to another");
        assertEquals(List.of(), rig.answers(one.dhcp(one.dhcpMessage(0, address, RELEASE, THIS_SERVER))));
        assertEquals(List.of(), rig.services.leases());
    }

    @Test
    void anAddressThatSomebodyUsesIsLeftAloneForAWhile() {
        String address = get(rig, one);
        assertEquals(List.of(), rig.answers(ask(one, DECLINE, THIS_SERVER, wanted(address))));
        assertNotEquals(address, get(rig, one));
        assertEquals("06", type(rig.answer(ask(Machine.TWO, REQUEST, wanted(address)))));
        rig.pass(Declined.TIME);
        assertEquals("05", type(rig.answer(ask(Machine.TWO, REQUEST, wanted(address)))));
    }

    /** Who says of every address that it is in use does not use all of them up. */
    @Test
    void declinesAreBounded() {
        Rig tiny = tiny(8);
        for (int i = 0; i < 100; i++) {
            String address = get(tiny, one);
            tiny.answers(ask(one, DECLINE, THIS_SERVER, wanted(address)));
        }
        for (int i = 0; i < 6; i++) {
            get(tiny, Machine.number(i));
        }
    }

    @Test
    void whoHasAnAddressIsToldTheRest() {
        byte[] answer = rig.answer(one.dhcp(one.dhcpMessage(0, "192.168.7.50", INFORM)));
        assertEquals("05 0.0.0.0", type(answer) + " " + yours(answer));
        assertEquals("c0a80732", Rig.bytes(answer, 30, 4));
        assertEquals(Set.of(1, 6, 15, 26, 28, 53, 54), options(answer).keySet());
        assertEquals(List.of(), rig.services.leases());
        assertEquals(List.of(), rig.answers(one.dhcp(one.dhcpMessage(0, "10.1.1.1", INFORM))));
    }

    /** RFC 2132, 9.3: options where else names of files are. */
    @Test
    void optionsInOtherFields() {
        byte[] message = one.dhcpMessage(0, "0.0.0.0", "34 01 01");
        System.arraycopy(Wire.hex(DISCOVER, "ff"), 0, message, 108, 4);
        assertEquals("02", type(rig.answer(one.dhcp(message))));
    }

    @Test
    void whatTheClientCallsItselfComesBackIfItFits() {
        String long255 = "3d ff" + "61".repeat(255);
        assertEquals(
                "61".repeat(255),
                options(rig.answer(ask(one, DISCOVER, long255))).get(61));
        byte[] answer = rig.answer(ask(one, DISCOVER, long255, "3d 90" + "62".repeat(0x90)));
        assertEquals(null, options(answer).get(61));
        assertTrue(answer.length <= 14 + 576);
    }

    @Test
    void whatIsNotAMachinesOwnWordIsDropped() {
        byte[] relayed = one.dhcpMessage(0, "0.0.0.0", DISCOVER);
        relayed[24 + 3] = 9;
        assertEquals(List.of(), rig.answers(one.dhcp(relayed)), "by a relay");
        byte[] another = Machine.TWO.dhcpMessage(0, "0.0.0.0", DISCOVER);
        assertEquals(List.of(), rig.answers(one.dhcp(another)), "for another interface");
        byte[] reply = one.dhcpMessage(0, "0.0.0.0", DISCOVER);
        reply[0] = 2;
        assertEquals(List.of(), rig.answers(one.dhcp(reply)), "a server's");
        assertEquals(List.of(), rig.answers(ask(one)), "BOOTP");
        assertEquals(List.of(), rig.answers(ask(one, "35 01 02")), "an offer");
    }

    @Test
    void whatIsRememberedIsBounded() {
        Rig large = new Rig(NetworkSpec.isolated("large")
                .address(NetworkAddress.of("10.0.0.1/16").range("10.0.0.2", "10.0.255.254"))
                .build());
        for (int i = 0; i < Leases.MOST; i++) {
            assertEquals(
                    1,
                    large.answers(ask(Machine.number(i), REQUEST, wanted("10.0." + (16 + i / 256) + "." + i % 256)))
                            .size());
        }
        assertEquals(Leases.MOST, large.services.leases().size());
        assertEquals(List.of(), large.answers(ask(Machine.number(Leases.MOST), DISCOVER)));
        large.pass(Duration.ofHours(1));
        assertEquals(
                1, large.answers(ask(Machine.number(Leases.MOST), DISCOVER)).size());
    }
}
