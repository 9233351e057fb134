package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DhcpHost;
import io.hv.IpAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Questions for names, and their answers byte by byte (RFC 1035, 4). */
class DnsTest {

    private static final int A = 1;
    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int AAAA = 28;
    private static final int ANY = 255;

    private final Machine one = Machine.ONE;
    private final Upstream upstream = new Upstream();
    private final Rig rig = Rig.isolated();
    private final Rig nat = new Rig(
            NetworkSpec.nat("nat")
                    .dnsDomain("lan.example")
                    .address(NetworkAddress.of(Rig.HOST_V4 + "/24").range("192.168.7.100", "192.168.7.199"))
                    .build(),
            Optional.of(upstream));

    /** Keeps what it is asked until a test answers it. */
    private static final class Upstream implements UpstreamResolver {

        final List<String> asked = new ArrayList<>();
        final Deque<CompletableFuture<List<IpAddress>>> addresses = new ArrayDeque<>();
        final Deque<CompletableFuture<Optional<String>>> names = new ArrayDeque<>();

        @Override
        public CompletionStage<List<IpAddress>> addresses(String name) {
            asked.add(name);
            addresses.add(new CompletableFuture<>());
            return addresses.getLast();
        }

        @Override
        public CompletionStage<Optional<String>> name(IpAddress address) {
            asked.add(address.toString());
            names.add(new CompletableFuture<>());
            return names.getLast();
        }
    }

    private static String labels(String name) {
        StringBuilder hex = new StringBuilder();
        for (String label : name.split("\\.", -1)) {
            hex.append(String.format("%02x", label.length())).append(Wire.text(Wire.ascii(label)));
        }
        return hex.append("00").toString();
    }

    private static String question(String name, int type) {
        return labels(name) + String.format("%04x", type) + "0001";
    }

    private byte[] query(Rig to, String hex) {
        return one.udp(to.mac(), Rig.HOST_V4, 40_000, 53, Wire.hex(hex));
    }

    private byte[] query(Rig to, String name, int type) {
        return query(to, "abcd 0100 0001 0000 0000 0000" + question(name, type));
    }

    private String ask(Rig to, String name, int type) {
        return Wire.text(Rig.payload(to.answer(query(to, name, type))));
    }

    /** An answer: what its flags say, and how many records it has. */
    private static String answer(String flags, String name, int type, String... records) {
        return Wire.text(Wire.hex(
                "abcd" + flags + "0001" + String.format("%04x", records.length) + "0000 0000",
                question(name, type),
                String.join("", records)));
    }

    private static String a(String address) {
        return "c00c 0001 0001 0000000a 0004" + Wire.text(Wire.ip(address));
    }

    /** Has a machine get an address at once. */
    private String lease(Rig on, Machine machine, String said, String address) {
        String option = said.isEmpty() ? "" : "0c" + String.format("%02x", said.length()) + Wire.text(Wire.ascii(said));
        byte[] request = machine.dhcpMessage(0, "0.0.0.0", "35 01 03 32 04", Wire.text(Wire.ip(address)), option);
        assertEquals(1, on.answers(machine.dhcp(request)).size());
        return address;
    }

    @Test
    void aMachinesNameByteByByte() {
        lease(rig, one, "Web", "192.168.7.120");
        String record = a("192.168.7.120");
        assertEquals(answer("8500", "web", A, record), ask(rig, "web", A));
        assertEquals(answer("8500", "web.lan.example", A, record), ask(rig, "web.lan.example", A));
        // In the letters in which it was asked for.
        assertEquals(answer("8500", "wEB.LAN.example", ANY, record), ask(rig, "wEB.LAN.example", ANY));
        assertEquals(answer("8500", "web", AAAA), ask(rig, "web", AAAA));
        assertEquals(answer("8500", "web", TXT), ask(rig, "web", TXT));
        assertEquals(answer("8503", "mail", A), ask(rig, "mail", A));
        rig.pass(Leases.TIME);
        assertEquals(answer("8503", "web", A), ask(rig, "web", A));
    }

    @Test
    void theAnswerGoesBackToWhereTheQuestionCameFrom() {
        byte[] answer = rig.answer(query(rig, "web", A));
        assertEquals(one.mac().replace(":", "") + rig.mac().replace(":", "") + "0800", Rig.bytes(answer, 0, 14));
        assertEquals("c0a80701c0a80732" + "0035" + "9c40", Rig.bytes(answer, 26, 12));
        byte[] overV6 = one.udp(
                rig.mac(), Rig.HOST_V6, 40_000, 53, Wire.hex("abcd 0100 0001 0000 0000 0000", question("web", A)));
        byte[] answerV6 = rig.answer(overV6);
        assertEquals(Wire.text(Wire.ip(Rig.HOST_V6)) + Wire.text(Wire.ip(one.v6())), Rig.bytes(answerV6, 22, 32));
        assertEquals(answer("8503", "web", A), Wire.text(Rig.payload(answerV6)));
    }

    @Test
    void bothKindsOfAddressesOfAMachineAreFound() {
        rig.names.put(one.mac(), "web");
        lease(rig, one, "", "192.168.7.120");
        rig.answer(one.dhcp6(Wire.hex(
                "01 c0ffee 0001 000a 0003 0001",
                one.mac().replace(":", ""),
                "000e 0000 0003 000c 00000007 00000000 00000000")));
        String v6 = Wire.text(Wire.ip(rig.services.leases().get(1).address().toString()));
        assertEquals(answer("8500", "web", AAAA, "c00c 001c 0001 0000000a 0010" + v6), ask(rig, "web", AAAA));
        assertEquals(answer("8500", "web", A, a("192.168.7.120")), ask(rig, "web", A));
    }

    @Test
    void theProgramsNameComesBeforeWhatAnotherMachineSays() {
        lease(rig, Machine.TWO, "web", "192.168.7.121");
        assertEquals(answer("8500", "web", A, a("192.168.7.121")), ask(rig, "web", A));
        rig.names.put(one.mac(), "web");
        lease(rig, one, "other", "192.168.7.120");
        assertEquals(answer("8500", "web", A, a("192.168.7.120")), ask(rig, "web", A));
        assertEquals(answer("8503", "other", A), ask(rig, "other", A));
    }

    @Test
    void whatIsFixedIsKnownBeforeAnybodyHasIt() {
        Rig fixed = new Rig(NetworkSpec.isolated("fixed")
                .address(NetworkAddress.of(Rig.HOST_V4 + "/24")
                        .host(DhcpHost.of("192.168.7.9").name("DB.Rack")))
                .build());
        assertEquals(answer("8500", "db.rack", A, a("192.168.7.9")), ask(fixed, "db.rack", A));
        assertEquals(
                answer("8500", "9.7.168.192.in-addr.arpa", PTR, "c00c 000c 0001 0000000a 0009" + labels("db.rack")),
                ask(fixed, "9.7.168.192.in-addr.arpa", PTR));
    }

    @Test
    void whoHasAnAddress() {
        lease(rig, one, "web", "192.168.7.120");
        String reverse = "120.7.168.192.in-addr.arpa";
        assertEquals(
                answer("8500", reverse, PTR, "c00c 000c 0001 0000000a 0011" + labels("web.lan.example")),
                ask(rig, reverse, PTR));
        assertEquals(answer("8503", "121.7.168.192.in-addr.arpa", PTR), ask(rig, "121.7.168.192.in-addr.arpa", PTR));
        assertEquals(answer("8105", "1.1.1.1.in-addr.arpa", PTR), ask(rig, "1.1.1.1.in-addr.arpa", PTR));
        assertEquals(answer("8105", "168.192.in-addr.arpa", PTR), ask(rig, "168.192.in-addr.arpa", PTR));
    }

    @Test
    void anIsolatedNetworkKnowsNobodyElse() {
        assertEquals(answer("8105", "www.example.com", A), ask(rig, "www.example.com", A));
        assertEquals(answer("8503", "other.lan.example", A), ask(rig, "other.lan.example", A));
        assertEquals(answer("8500", "lan.example", A), ask(rig, "lan.example", A));
    }

    @Test
    void othersAreAskedForOthersNames() {
        assertEquals(List.of(), nat.answers(query(nat, "www.Example.com", A)));
        assertEquals(List.of(), nat.answers(query(nat, "www.example.com", AAAA)));
        assertEquals(List.of("www.example.com", "www.example.com"), upstream.asked);
        List<IpAddress> found = List.of(IpAddress.parse("2001:db8::1"), IpAddress.parse("192.0.2.1"));
        upstream.addresses.remove().complete(found);
        upstream.addresses.remove().complete(found);
        assertEquals(2, nat.sent.size());
        assertEquals(
                answer("8180", "www.Example.com", A, "c00c 0001 0001 0000001e 0004 c0000201"),
                Wire.text(Rig.payload(nat.sent.get(0))));
        assertEquals(
                answer(
                        "8180",
                        "www.example.com",
                        AAAA,
                        "c00c 001c 0001 0000001e 0010 20010db8000000000000000000000001"),
                Wire.text(Rig.payload(nat.sent.get(1))));
    }

    @Test
    void othersFailures() {
        nat.answers(query(nat, "no.example", A));
        upstream.addresses.remove().complete(List.of());
        assertEquals(answer("8183", "no.example", A), Wire.text(Rig.payload(nat.sent.get(0))));
        nat.answers(query(nat, "no.example", A));
        upstream.addresses.remove().completeExceptionally(new IllegalStateException("a test's"));
        assertEquals(answer("8182", "no.example", A), Wire.text(Rig.payload(nat.sent.get(0))));
        assertEquals(answer("8184", "no.example", TXT), ask(nat, "no.example", TXT));
        assertEquals(answer("8183", "10.1.2.3", A), ask(nat, "10.1.2.3", A));
        assertEquals(answer("8583", "nobody", A), ask(nat, "nobody", A));
        assertEquals(2, upstream.asked.size());
    }

    @Test
    void othersNamesOfAddresses() {
        nat.answers(query(nat, "1.2.0.192.in-addr.arpa", PTR));
        assertEquals(List.of("192.0.2.1"), upstream.asked);
        upstream.names.remove().complete(Optional.of("www.example.com"));
        assertEquals(
                answer(
                        "8180",
                        "1.2.0.192.in-addr.arpa",
                        PTR,
                        "c00c 000c 0001 0000001e 0011" + labels("www.example.com")),
                Wire.text(Rig.payload(nat.sent.get(0))));
        nat.answers(query(nat, "1.2.0.192.in-addr.arpa", PTR));
        upstream.names.remove().complete(Optional.of("not a name"));
        assertEquals(answer("8183", "1.2.0.192.in-addr.arpa", PTR), Wire.text(Rig.payload(nat.sent.get(0))));
    }

    @Test
    void openQuestionsAreBounded() {
        for (int i = 0; i < UpstreamQuestions.MOST_OF_ONE_MAC; i++) {
            assertEquals(List.of(), nat.answers(query(nat, "a.example", A)));
        }
        assertEquals(answer("8182", "a.example", A), ask(nat, "a.example", A));
        for (int machine = 0; upstream.asked.size() < UpstreamQuestions.MOST; machine++) {
            Machine other = Machine.number(machine / 8);
            byte[] question = Wire.hex("abcd 0100 0001 0000 0000 0000", question("a.example", A));
            assertEquals(List.of(), nat.answers(other.udp(nat.mac(), Rig.HOST_V4, 40_000, 53, question)));
        }
        byte[] last = Machine.number(99)
                .udp(
                        nat.mac(),
                        Rig.HOST_V4,
                        40_000,
                        53,
                        Wire.hex("abcd 0100 0001 0000 0000 0000", question("a.example", A)));
        assertEquals(answer("8182", "a.example", A), Wire.text(Rig.payload(nat.answer(last))));
        // What nobody answers is forgotten, and comes too late then.
        nat.pass(UpstreamQuestions.PATIENCE);
        nat.services.tick();
        assertEquals(List.of(), nat.answers(last));
        upstream.addresses.remove().complete(List.of());
        assertEquals(List.of(), nat.sent);
        upstream.addresses.getLast().complete(List.of());
        assertEquals(1, nat.sent.size());
    }

    @Test
    void anAnswerThatIsThereAtOnce() {
        UpstreamResolver quick = new UpstreamResolver() {
            @Override
            public CompletionStage<List<IpAddress>> addresses(String name) {
                return CompletableFuture.completedStage(List.of(IpAddress.parse("192.0.2.1")));
            }

            @Override
            public CompletionStage<Optional<String>> name(IpAddress address) {
                return CompletableFuture.failedStage(new IllegalStateException("a test's"));
            }
        };
        Rig other = new Rig(
                NetworkSpec.nat("n")
                        .address(NetworkAddress.of(Rig.HOST_V4 + "/24"))
                        .build(),
                Optional.of(quick));
        assertTrue(ask(other, "www.example.com", A).endsWith("c0000201"));
        assertEquals(answer("8182", "1.2.0.192.in-addr.arpa", PTR), ask(other, "1.2.0.192.in-addr.arpa", PTR));
    }

    /** RFC 6891, 6.1. */
    @Test
    void extensions() {
        String start = "abcd 0100 0001 0000 0000 0001" + question("web", A);
        byte[] known = rig.answer(query(rig, start + "00 0029 0500 00000000 0000"));
        assertTrue(Wire.text(Rig.payload(known)).startsWith("abcd8503000100000000" + "0001"));
        assertTrue(Wire.text(known).endsWith("00002904d0" + "000000000000"), Wire.text(known));
        byte[] newer = rig.answer(query(rig, start + "00 0029 0500 00010000 0000"));
        assertTrue(Wire.text(Rig.payload(newer)).startsWith("abcd8100"));
        assertTrue(Wire.text(newer).endsWith("00002904d001000000" + "0000"), Wire.text(newer));
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        List<IpAddress> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(IpAddress.parse("192.0.2." + i));
        }
        nat.answers(query(nat, "many.example", A));
        upstream.addresses.remove().complete(many);
        String plain = Wire.text(Rig.payload(nat.sent.get(0)));
        assertTrue(plain.startsWith("abcd8380" + "0001" + String.format("%04x", (512 - 12 - 18) / 16)), plain);
        nat.answers(query(
                nat, "abcd 0100 0001 0000 0000 0001" + question("many.example", A) + "00 0029 0500 00000000 0000"));
        upstream.addresses.remove().complete(many);
        String extended = Wire.text(Rig.payload(nat.sent.get(0)));
        assertTrue(
                extended.startsWith("abcd8380" + "0001" + String.format("%04x", (1232 - 12 - 18 - 11) / 16)), extended);
    }

    @Test
    void whatIsNoQuestion() {
        assertEquals(
                List.of(), rig.answers(query(rig, "abcd 8100 0001 0000 0000 0000" + question("web", A))), "an answer");
        assertEquals(List.of(), rig.answers(query(rig, "abcd 0100 0001 0000")), "cut off");
        assertEquals("abcd9104", code("abcd 1100 0001 0000 0000 0000" + question("web", A)), "another operation");
        assertEquals("abcd8101", code("abcd 0100 0002 0000 0000 0000" + question("web", A)), "two");
        assertEquals("abcd8101", code("abcd 0100 0001 0000 0000 0000 c00c 0001 0001"), "a name that points to itself");
        assertEquals("abcd8101", code("abcd 0100 0001 0000 0000 0000 03 7765"), "cut off in the name");
        assertEquals(
                "abcd8104", code("abcd 0100 0001 0000 0000 0000" + labels("web") + "0001 0003"), "not the Internet's");
        assertEquals("abcd8105", code("abcd 0100 0001 0000 0000 0000 00 0002 0001"), "the root's servers");
    }

    private String code(String hex) {
        return Wire.text(Rig.payload(rig.answer(query(rig, hex)))).substring(0, 8);
    }

    /** A name with a dot inside a label is another name than the one that it looks like. */
    @Test
    void dotsInLabels() {
        lease(rig, one, "web", "192.168.7.120");
        assertEquals(
                "abcd8105", code("abcd 0100 0001 0000 0000 0000 07 7765622e6c616e 07 6578616d706c65 00 0001 0001"));
    }
}
