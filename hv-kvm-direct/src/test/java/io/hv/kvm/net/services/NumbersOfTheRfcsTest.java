package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.kvm.net.ether.Checksum;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the RFCs' own examples say. */
class NumbersOfTheRfcsTest {

    /** RFC 1071, 3: the sum of these is ddf2. */
    @Test
    void theChecksum() {
        byte[] bytes = Wire.hex("0001 f203 f4f5 f6f7");
        assertEquals(0x220d, Checksum.of(Checksum.add(0, bytes, 0, bytes.length)));
        byte[] whole = Wire.join(bytes, Wire.hex("220d"));
        assertEquals(0, Checksum.of(Checksum.add(0, whole, 0, whole.length)));
        byte[] odd = Wire.hex("0001 f2");
        assertEquals(~0xf201 & 0xffff, Checksum.of(Checksum.add(0, odd, 0, odd.length)));
    }

    /** RFC 2464, 4. */
    @Test
    void theAddressOnALink() {
        assertEquals(
                IpAddress.parse("fe80::3656:78ff:fe9a:bcde"),
                Addresses.linkLocal(MacAddress.parse("34:56:78:9a:bc:de")));
    }

    /** RFC 4291, 2.7.1, and RFC 2464, 7. */
    @Test
    void groups() {
        IpAddress group = Addresses.solicitedNode(IpAddress.parse("4037::1:800:200e:8c6c"));
        assertEquals(IpAddress.parse("ff02::1:ff0e:8c6c"), group);
        assertEquals(MacAddress.parse("33:33:ff:0e:8c:6c"), Addresses.group(group));
    }

    /** RFC 1035, 3.5, and RFC 3596, 2.5. */
    @Test
    void namesOfAddresses() {
        assertEquals(Optional.of(IpAddress.parse("10.2.0.52")), DnsNames.address("52.0.2.10.in-addr.arpa"));
        assertEquals(
                Optional.of(IpAddress.parse("4321:0:1:2:3:4:567:89ab")),
                DnsNames.address("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa"));
        assertEquals(Optional.empty(), DnsNames.address("256.0.2.10.in-addr.arpa"));
        assertEquals(Optional.empty(), DnsNames.address("2.10.in-addr.arpa"));
    }

    /** RFC 1035, 4.1.4, of which the second name is not taken here: it points to the first. */
    @Test
    void namesInMessages() {
        assertEquals("01 46 03 49 53 49 04 41 52 50 41 00".replace(" ", ""), Wire.text(DnsNames.encode("F.ISI.ARPA")));
        byte[] bytes = Wire.hex("01 46 03 49 53 49 04 41 52 50 41 00  03 46 4f 4f c0 14");
        Reader reader = new Reader(bytes, 0, bytes.length);
        assertEquals("f.isi.arpa", DnsNames.read(reader));
        assertTrue(reader.isGood());
        assertNull(DnsNames.read(reader));
    }

    @Test
    void addressesOfNetworks() {
        assertEquals(IpAddress.parse("255.255.240.0"), Addresses.mask(32, 20));
        assertEquals(IpAddress.parse("10.1.16.0"), Addresses.first(IpAddress.parse("10.1.31.7"), 20));
        assertEquals(IpAddress.parse("10.1.31.255"), Addresses.last(IpAddress.parse("10.1.31.7"), 20));
        assertEquals(IpAddress.parse("fd00:7::"), Addresses.first(IpAddress.parse("fd00:7::1"), 64));
        assertEquals(IpAddress.parse("::ffff:1.2.3.4"), Addresses.of(Wire.hex("00000000000000000000ffff01020304")));
    }

    @Test
    void whatIsNotThereReadsAsZero() {
        Reader reader = new Reader(Wire.hex("ff 0102 03"), 1, 2);
        assertEquals(0x0102, reader.u16());
        assertTrue(reader.isGood());
        assertEquals(0, reader.u8());
        assertFalse(reader.isGood());
        assertEquals(0, reader.bytes(-1).length);
        assertEquals(0, reader.part(70_000).remaining());
        assertEquals(new MacAddress(0), reader.mac());
    }
}
