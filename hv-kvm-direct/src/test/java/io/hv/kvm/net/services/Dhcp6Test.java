package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DhcpHost;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses of IPv6, as machines ask for them (RFC 8415, 18). */
class Dhcp6Test {

    private static final String SERVER = "0002 0012 0004 123456789abc4def8123456789abcdef";
    private static final String TELLS =
            "0017 0010 fd000007000000000000000000000001" + "0018 000d 036c616e 07 6578616d706c65 00";
    private static final String TIMES = "00000e10 00000e10";
    private static final String GONE = "00000000 00000000";

    private final Rig rig = Rig.isolated();
    private final Machine one = Machine.ONE;

    /** By the link-layer address (RFC 8415, 11.4). */
    private static String client(Machine machine) {
        return "0001 000a 0003 0001" + machine.mac().replace(":", "");
    }

    private static String association(int id, String... addresses) {
        String inner = "";
        for (String address : addresses) {
            inner += "0005 0018" + Wire.text(Wire.ip(address)) + GONE;
        }
        String whole = Wire.text(Wire.u32(id)) + GONE + inner;
        return "0003" + Wire.text(Wire.u16(Wire.hex(whole).length)) + whole;
    }

    private static byte[] message(Machine machine, int type, String... options) {
        return machine.dhcp6(Wire.join(new byte[] {(byte) type}, Wire.hex("c0ffee"), Wire.hex(options)));
    }

    /** What is answered, in hexadecimal, without the type and the number. */
    private String says(int type, byte[] frame) {
        return says(rig, type, frame);
    }

    private static String says(Rig rig, int type, byte[] frame) {
        String answer = Wire.text(Rig.payload(rig.answer(frame)));
        assertEquals("0" + type + "c0ffee", answer.substring(0, 8));
        return answer.substring(8);
    }

    private static String plain(String... parts) {
        return Wire.text(Wire.hex(parts));
    }

    /** The addresses in an answer, those that are gone with a minus before them, and the codes of what is refused. */
    private static List<String> associations(String answer) {
        List<String> found = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(Wire.hex(answer));
        while (bytes.hasRemaining()) {
            int code = bytes.getShort();
            ByteBuffer value = bytes.slice(bytes.position() + 2, bytes.getShort(bytes.position()));
            bytes.position(bytes.position() + 2 + value.capacity());
            if (code == 3) {
                value.position(12);
                while (value.hasRemaining()) {
                    found.add(inner(value));
                }
            }
        }
        return found;
    }

    private static String inner(ByteBuffer value) {
        int code = value.getShort();
        byte[] bytes = new byte[value.getShort()];
        value.get(bytes);
        if (code == 13) {
            return "status " + bytes[1];
        }
        String address = Addresses.of(Arrays.copyOf(bytes, 16)).toString();
        return (bytes[23] == 0 && bytes[22] == 0 ? "-" : "") + address;
    }

    private static String get(Rig rig, Machine machine, String... more) {
        String options = client(machine) + String.join("", more);
        String offered = associations(says(rig, 2, message(machine, 1, options, association(7))))
                .get(0);
        byte[] request = message(machine, 3, options, SERVER, association(7, offered));
        assertEquals(List.of(offered), associations(says(rig, 7, request)));
        return offered;
    }

    @Test
    void anAddressByteByByte() {
        String answer = says(2, message(one, 1, client(one), association(7)));
        String address = answer.substring(answer.indexOf("00050018") + 8).substring(0, 32);
        assertTrue(address.startsWith("fd0000070000000000000000000001"), address);
        String granted = "0003 0028 00000007 00000708 00000b40 0005 0018" + address + TIMES;
        assertEquals(plain(SERVER, client(one), "0007 0001 ff", granted, TELLS), answer);
        assertEquals(List.of(), rig.services.leases());
        String offered = associations(answer).get(0);
        assertEquals(
                plain(SERVER, client(one), granted, TELLS),
                says(7, message(one, 3, client(one), SERVER, association(7, offered))));
        assertEquals(
                List.of(offered),
                rig.services.leases().stream()
                        .map(lease -> lease.address().toString())
                        .toList());
        assertEquals(one.mac(), rig.services.leases().get(0).mac().toString());
    }

    @Test
    void theFrameIsFromTheHostsAddressOnTheLink() {
        byte[] answer = rig.answer(message(one, 1, client(one), association(7)));
        assertEquals(one.mac().replace(":", ""), Rig.bytes(answer, 0, 6));
        assertEquals("fe80", Rig.bytes(answer, 22, 2));
        assertEquals(Wire.text(Wire.ip(one.v6())), Rig.bytes(answer, 38, 16));
        assertEquals("02230222", Rig.bytes(answer, 54, 4));
        byte[] datagram = Wire.hex(Rig.bytes(answer, 54, answer.length - 54));
        byte[] pseudo = Wire.hex(Rig.bytes(answer, 22, 32), "0011", Wire.text(Wire.u16(datagram.length)));
        assertEquals(0, Wire.checksum(Wire.join(pseudo, datagram)));
    }

    @Test
    void whoIsInAHurryGetsItAtOnce() {
        String answer = says(7, message(one, 1, client(one), "000e 0000", association(7)));
        assertTrue(answer.contains("000e0000"));
        assertEquals(1, rig.services.leases().size());
    }

    @Test
    void anAddressIsRenewed() {
        String address = get(rig, one);
        rig.pass(Leases.TIME.dividedBy(2));
        byte[] renew = message(one, 5, client(one), SERVER, association(7, address, "fd00:7::99"));
        assertEquals(List.of(address, "-fd00:7::99"), associations(says(7, renew)));
        assertEquals(rig.now().plus(Leases.TIME), rig.services.leases().get(0).expires());
        // A server that has just begun takes a machine's word, as long as nobody else has the address.
        Rig other = Rig.isolated();
        assertEquals(
                List.of("fd00:7::1ab"),
                associations(says(other, 7, message(one, 6, client(one), association(7, "fd00:7::1ab")))));
        byte[] foreign = message(Machine.TWO, 6, client(Machine.TWO), association(7, "fd00:7::1ab"));
        List<String> instead = associations(says(other, 7, foreign));
        assertEquals(2, instead.size());
        assertEquals("-fd00:7::1ab", instead.get(1));
    }

    @Test
    void anAddressFromElsewhereIsNoneHere() {
        byte[] request = message(one, 3, client(one), SERVER, association(7, "fd00:8::1"));
        assertEquals(List.of("status 4"), associations(says(7, request)));
        byte[] confirm = message(one, 4, client(one), association(7, "fd00:8::1"));
        assertEquals(plain(SERVER, client(one), "000d 0002 0004"), says(7, confirm));
        byte[] near = message(one, 4, client(one), association(7, "fd00:7::8"));
        assertEquals(plain(SERVER, client(one), "000d 0002 0000"), says(7, near));
        assertEquals(List.of(), rig.answers(message(one, 4, client(one), association(7))));
    }

    @Test
    void anAddressIsGivenBack() {
        String address = get(rig, one);
        byte[] thief = message(Machine.TWO, 8, client(one), SERVER, association(7, address));
        assertEquals(List.of("status 3"), associations(says(7, thief)));
        byte[] release = message(one, 8, client(one), SERVER, association(7, address));
        assertEquals(plain(SERVER, client(one), "000d 0002 0000"), says(7, release));
        assertEquals(List.of(), rig.services.leases());
        get(rig, one);
        byte[] decline = message(one, 9, client(one), SERVER, association(7, address));
        assertEquals(plain(SERVER, client(one), "000d 0002 0000"), says(7, decline));
        assertNotEquals(address, get(rig, one));
    }

    @Test
    void whoHasAnAddressIsToldTheRest() {
        assertEquals(plain(SERVER, client(one), "0020 0004 00015180", TELLS), says(7, message(one, 11, client(one))));
        assertEquals(plain(SERVER, "0020 0004 00015180", TELLS), says(7, message(one, 11)));
        assertEquals(List.of(), rig.answers(message(one, 11, association(7))));
        assertEquals(List.of(), rig.answers(message(one, 11, "0002 0003 000407")));
    }

    @Test
    void whatIsNotHandedOutIsRefused() {
        String answer = says(2, message(one, 1, client(one), "0004 0004 00000005", "0019 000c 00000006", GONE));
        assertTrue(answer.contains(plain("0004 000a 00000005 000d 0002 0002")), answer);
        assertTrue(answer.contains(plain("0019 0012 00000006", GONE, "000d 0002 0006")), answer);
        Rig none = new Rig(NetworkSpec.isolated("none")
                .uuid(Rig.ID)
                .address(NetworkAddress.of("fd00:7::1/64"))
                .build());
        assertEquals(List.of("status 2"), associations(says(none, 2, message(one, 1, client(one), association(7)))));
    }

    /** RFC 8415, 16 and 18.4. */
    @Test
    void whatIsWronglyAddressedIsDropped() {
        assertEquals(List.of(), rig.answers(message(one, 1, association(7))), "nobody's");
        assertEquals(List.of(), rig.answers(message(one, 1, client(one), SERVER, association(7))), "for a server");
        assertEquals(List.of(), rig.answers(message(one, 3, client(one), association(7))), "for no server");
        assertEquals(
                List.of(), rig.answers(message(one, 3, client(one), "0002 0003 000407", association(7))), "another's");
        assertEquals(List.of(), rig.answers(message(one, 12, client(one), SERVER)), "a relay's");
        byte[] unicast = Wire.join(Wire.hex("03 c0ffee"), Wire.hex(client(one), SERVER, association(7)));
        assertEquals(
                plain(SERVER, client(one), "000d 0002 0005"),
                says(7, one.udp(rig.mac(), Rig.HOST_V6, 546, 547, unicast)));
    }

    @Test
    void whatIsFixedByAName() {
        Rig fixed = new Rig(NetworkSpec.isolated("fixed")
                .uuid(Rig.ID)
                .address(NetworkAddress.of("fd00:7::1/64")
                        .range("fd00:7::100", "fd00:7::1ff")
                        .host(DhcpHost.of("fd00:7::9").name("db")))
                .build());
        String says = "0027 0004 01 02 6462";
        assertEquals("fd00:7::9", get(fixed, one, says));
        assertNotEquals("fd00:7::9", get(fixed, Machine.TWO, says));
        assertEquals(Optional.of("db"), fixed.services.leases().get(0).name());
        fixed.names.put(Machine.number(5).mac(), "db");
        fixed.pass(Leases.TIME);
        assertEquals("fd00:7::9", get(fixed, Machine.number(5)));
    }

    /** One interface does not use all addresses up by calling itself another one each time. */
    @Test
    void oneInterfaceHasAFewAddresses() {
        for (int i = 0; i < 300; i++) {
            String id = "0001 0006 0002" + Wire.text(Wire.u32(i));
            assertEquals(
                    1,
                    rig.answers(message(one, 1, id, "000e 0000", association(7)))
                            .size());
        }
        assertEquals(8, rig.services.leases().size());
        get(rig, Machine.TWO);
    }
}
