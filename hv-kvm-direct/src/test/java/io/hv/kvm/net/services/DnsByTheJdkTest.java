package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.IpAddress;
import io.hv.kvm.net.Lease;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK's own client of the DNS, which nobody here wrote, asks, through a socket that puts its questions into frames. */
class DnsByTheJdkTest {

    private final Rig rig = Rig.isolated();
    private final Machine one = Machine.ONE;
    private DatagramSocket socket;
    private Thread relay;

    @BeforeEach
    void start() throws SocketException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        relay = new Thread(this::relay, "relay");
        relay.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        socket.close();
        relay.join(TimeUnit.SECONDS.toMillis(30));
        assertTrue(!relay.isAlive());
    }

    private void relay() {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            while (true) {
                socket.receive(packet);
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                for (byte[] answer : rig.answers(one.udp(rig.mac(), Rig.HOST_V4, 40_000, 53, question))) {
                    byte[] payload = Rig.payload(answer);
                    socket.send(new DatagramPacket(payload, payload.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            assertTrue(socket.isClosed(), e::toString);
        }
    }

    /** Of what is found only the text is looked at, and all of it comes from this test; JNDI's way to say options is a table. */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private String ask(String name, String type) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + socket.getLocalPort());
        InitialDirContext context = new InitialDirContext(environment);
        try {
            Attributes found = context.getAttributes(name, new String[] {type});
            Attribute attribute = found.get(type);
            return attribute == null ? "" : attribute.get().toString();
        } finally {
            context.close();
        }
    }

    @Test
    void namesAndAddresses() throws NamingException {
        rig.names.put(one.mac(), "web");
        byte[] request = one.dhcpMessage(0, "0.0.0.0", "35 01 03 32 04 c0a80778");
        assertEquals(1, rig.answers(one.dhcp(request)).size());
        rig.answer(one.dhcp6(Wire.hex(
                "01 c0ffee 0001 000a 0003 0001",
                one.mac().replace(":", ""),
                "000e 0000 0003 000c 00000007 00000000 00000000")));
        List<Lease> leases = rig.services.leases();
        assertEquals("192.168.7.120", ask("web.lan.example", "A"));
        assertEquals(leases.get(1).address(), IpAddress.parse(ask("WEB.lan.example", "AAAA")));
        assertEquals("web.lan.example.", ask("120.7.168.192.in-addr.arpa", "PTR"));
        assertEquals("", ask("web.lan.example", "TXT"));
        assertThrows(NameNotFoundException.class, () -> ask("mail.lan.example", "A"));
        NamingException refused = assertThrows(NamingException.class, () -> ask("www.example.com", "A"));
        assertTrue(refused.toString().contains("code 5"), refused::toString);
    }
}
