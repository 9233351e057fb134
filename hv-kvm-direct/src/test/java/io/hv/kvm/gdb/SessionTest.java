package io.hv.kvm.gdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.vcpu.DebugTrap;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What gdb is answered, packet by packet. */
class SessionTest {

    private static final DebugTrap TRAP = new DebugTrap(false, 0x1000, 1);

    private final FakeTarget target = new FakeTarget();
    private final List<String> sent = new ArrayList<>();
    private boolean ended;
    private final Session session = new Session(target, new Session.Peer() {
        @Override
        public void send(String payload) {
            sent.add(payload);
        }

        @Override
        public void noAcks() {
            sent.add("no acks");
        }

        @Override
        public void end() {
            ended = true;
        }
    });

    private String ask(String packet) {
        sent.clear();
        session.packet(packet);
        return String.join(" ", sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?|T05thread:1;",
                "qC|QC1",
                "qfThreadInfo|m1,2",
                "qsThreadInfo|l",
                "qAttached|1",
                "qThreadExtraInfo,2|764350552031",
                "T2|OK",
                "T3|E16",
                "Hg2|OK",
                "Hg3|E16",
                "Hc-1|OK",
                "vMustReplyEmpty|''",
                "vCont?|vCont;c;C;s;S",
                "QStartNoAckMode|no acks OK",
                "m0,4|00000000",
                "mfffe,8|0000",
                "m10000,4|E0e",
                "mffffffffffffffff,2|E0e",
                "m0|E16",
                "m0,xyz|E16",
                "m12345678901234567,1|E16",
                "p10|0010000000000000",
                "p999|E16",
                "G00|E16",
                "Z3,0,4|''",
                "Z9,0,4|''",
                "Z0,20000,1|OK",
                "z0,20000,1|OK",
                "Z2,3,4|E16",
                "M0,1:zz|E16",
                "M0,2:00|E16",
                "vCont;x|E16",
                "vCont;c:9|E16",
                "b|''",
                "''|''",
            })
    void answers(String packet, String answer) {
        assertEquals(answer, ask(packet));
    }

    @Test
    void memoryIsWrittenAsAWholeOrNotAtAll() {
        assertEquals("OK", ask("M100,4:01020304"));
        assertEquals("01020304", ask("m100,4"));
        assertEquals("OK", ask("X104,3:a#b"));
        assertEquals("612362", ask("m104,3"));
        assertEquals("E0e", ask("Mfffe,4:ffffffff"));
        assertEquals("0000", ask("mfffe,4"));
    }

    @Test
    void everyRegisterGoesThereAndBack() {
        String before = ask("g");
        assertEquals(RegisterTable.SIZE * 2, before.length());
        assertEquals("OK", ask("G" + before));
        assertEquals(before, ask("g"));
        StringBuilder one = new StringBuilder();
        for (int i = 0; i < RegisterTable.ENTRIES.size(); i++) {
            one.append(ask("p" + Integer.toHexString(i)));
        }
        assertEquals(before, one.toString());
    }

    @Test
    void oneRegisterOfOneThread() {
        assertEquals("OK", ask("Hg2"));
        assertEquals("OK", ask("P0=8877665544332211"));
        assertEquals(0x1122334455667788L, target.registers(1).general().rax());
        assertEquals(1, target.registers(0).general().rax());
        assertEquals("E16", ask("P12=20000000"), "a selector needs its descriptor");
        assertEquals("E16", ask("P0=88"));
    }

    @Test
    void theDescriptionNamesEveryRegister() throws Exception {
        StringBuilder xml = new StringBuilder();
        String part;
        do {
            part = ask("qXfer:features:read:target.xml:" + Integer.toHexString(xml.length()) + ",200");
            xml.append(part.substring(1));
        } while (part.startsWith("m"));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml.toString())));
        assertEquals(
                RegisterTable.ENTRIES.size(),
                document.getElementsByTagName("reg").getLength());
    }

    @Test
    void aStepRunsOnlyTheOneThatSteps() {
        assertEquals("", ask("vCont;s:2;c"));
        assertEquals(List.of("step [1]"), target.asked);
        session.trapped(1, TRAP);
        assertEquals(List.of("T05thread:2;"), sent);
    }

    @Test
    void whileTheGuestRunsNothingIsAnswered() {
        assertEquals("", ask("vCont;c"));
        assertEquals("E10", ask("g"));
        session.interrupt();
        assertEquals("T02thread:1;", sent.get(1));
        session.interrupt();
        assertEquals(List.of("run [0, 1]", "interrupt"), target.asked);
        session.trapped(0, TRAP);
        assertTrue(target.asked.contains("missed"));
    }

    @Test
    void goingOnElsewhere() {
        assertEquals("", ask("c4000"));
        assertEquals(0x4000, target.registers(0).general().rip());
    }

    @Test
    void aCrashIsToldFirstAndHappensAfterwards() {
        List<String> happened = new ArrayList<>();
        ask("c");
        session.crashed("triple fault", () -> happened.add("crash"));
        assertEquals("T06thread:2;", sent.get(1));
        assertTrue(happened.isEmpty());
        assertFalse(ask("g").startsWith("E"));
        ask("c");
        assertEquals(List.of("crash"), happened);
        session.ended(true);
        assertEquals(List.of("W00"), sent);
        assertTrue(ended);
    }

    @Test
    void aCrashHappensWhenGdbGoes() {
        List<String> happened = new ArrayList<>();
        ask("c");
        session.crashed("triple fault", () -> happened.add("crash"));
        session.close();
        session.close();
        assertEquals(List.of("crash"), happened);
    }

    @Test
    void detachAndKill() {
        assertEquals("OK", ask("D"));
        assertTrue(ended);
        session.close();
        ask("k");
        assertEquals(List.of("detach", "kill"), target.asked);
    }

    /** Whatever comes is answered or refused, and leaves the stub as it was. */
    @Test
    void noise() {
        Random random = new Random(7);
        String[] seeds = {
            "g",
            "G00",
            "p1",
            "P1=00",
            "m0,4",
            "M0,1:00",
            "X0,1:a",
            "Z0,0,1",
            "z1,0,1",
            "Hg1",
            "Hc-1",
            "T1",
            "vCont;s:1",
            "vCont;c",
            "qRcmd,6865",
            "qXfer:features:read:target.xml:0,10",
            "qThreadExtraInfo,1",
            "c",
            "s10",
            "C05;1",
            "?",
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder packet = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int j = random.nextInt(3); j >= 0; j--) {
                packet.setCharAt(random.nextInt(packet.length()), (char) random.nextInt(256));
                packet.insert(random.nextInt(packet.length()), (char) (32 + random.nextInt(96)));
            }
            session.packet(packet.toString());
            session.interrupt();
            sent.clear();
        }
        assertArrayEquals(new String[] {"m1,2"}, new String[] {ask("qfThreadInfo")});
    }
}
