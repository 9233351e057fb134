package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AgentUnavailableException;
import io.hv.DomainSpec;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.SpecFault;
import io.hv.backend.agent.AgentChannel;
import io.hv.kvm.ConsoleDevice;
import io.hv.kvm.KvmOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent behind the virtio console that machines with an agent have, without {@code /dev/kvm}. */
@Timeout(120)
class AgentPortTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int RESET = 0xff;
    private static final String ASKED = "{\"execute\":\"x\"}";
    private static final DomainSpec SPEC = DomainSpec.named("web")
            .agent()
            .with(KvmOptions.defaults().port("a").port("b"))
            .build();

    private final AgentGuest guest = new AgentGuest(SPEC, command -> answer("1"));

    private static byte[] answer(String value) {
        return ("{\"return\":" + value + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String large() {
        return "\"" + "x".repeat(1 << 20) + "\"";
    }

    @AfterEach
    void close() {
        guest.close();
    }

    private void requireInStep(AgentGuest which) {
        for (int i = 0; i < 3; i++) {
            String number = Integer.toString(1000 + i);
            which.answer(command -> answer(number));
            assertEquals("{\"return\":" + number + "}", which.wire.ask(ASKED, LONG));
        }
    }

    private static @Nullable Throwable failure(CompletableFuture<?> call) {
        return assertThrows(ExecutionException.class, () -> call.get(60, TimeUnit.SECONDS))
                .getCause();
    }

    @Test
    void itIsTheLastPortAndHasTheNameThatAgentsLookFor() {
        guest.up().describe();
        List<String> told = guest.messages();
        assertTrue(told.contains("3 7 1 org.qemu.guest_agent.0"), told::toString);
        requireInStep(guest);
    }

    @Test
    void thereIsNoneBeforeThePortIsOpenAndAfterItIsClosed() {
        assertThrows(AgentUnavailableException.class, () -> guest.wire.ask(ASKED, LONG));
        guest.up();
        requireInStep(guest);
        guest.shut();
        assertThrows(AgentUnavailableException.class, () -> guest.wire.ask(ASKED, LONG));
    }

    @Test
    void everyByteComesBothWays() throws Exception {
        guest.up();
        byte[] all = new byte[100_000];
        new Random(1).nextBytes(all);
        guest.say(all);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(777);
        while (read.size() < all.length) {
            assertTrue(guest.channel.read(some.clear(), LONG.toNanos()) > 0);
            read.write(some.array(), 0, some.position());
        }
        assertArrayEquals(all, read.toByteArray());
        assertEquals(0, guest.channel.read(some.clear(), 0));
        // But for the two that an agent takes for a line's end, and for its reset.
        byte[] line = new byte[RESET];
        int size = 0;
        for (int value = 0; value < RESET; value++) {
            if (value != '\n') {
                line[size++] = (byte) value;
            }
        }
        line[size] = '\n';
        ByteBuffer sent = ByteBuffer.wrap(line, 0, size + 1);
        while (sent.hasRemaining()) {
            assertTrue(guest.channel.write(sent, LONG.toNanos()) > 0);
        }
        assertTrue(guest.channel.read(some.clear(), LONG.toNanos()) > 0, "it has answered");
        assertEquals(
                new String(Arrays.copyOf(line, size), StandardCharsets.UTF_8),
                guest.commands().get(0));
    }

    @Test
    void answersAndCommandsAreLargerThanWhatWaitsHere() {
        guest.up();
        guest.answer(command -> answer(large()));
        assertEquals(
                ("{\"return\":" + large() + "}").length(),
                guest.wire.ask(ASKED, LONG).length());
        String command = "{\"execute\":" + large() + "}";
        requireInStep(guest);
        assertEquals("{\"return\":1002}", guest.wire.ask(command, LONG));
        List<String> commands = guest.commands();
        assertEquals(command, commands.get(commands.size() - 1));
    }

    @Test
    void aGuestThatTalksToNobodyWaitsWithIt() {
        guest.up();
        requireInStep(guest);
        for (int i = 0; i < 100; i++) {
            guest.say(new byte[4000]);
        }
        int unread = guest.unread();
        assertTrue(unread >= 100 - PortChannel.ROOM / 4000 - 1, () -> unread + " wait in the guest");
        guest.answer(command -> answer("7"));
        assertEquals("{\"return\":7}", guest.wire.ask(ASKED, LONG));
        assertEquals(0, guest.unread());
    }

    @Test
    void aResetEndsAWaitAndTheNextGuestIsHeardAnew() throws Exception {
        guest.up();
        CompletableFuture<String> asked = unanswered(guest);
        guest.reset();
        assertInstanceOf(AgentUnavailableException.class, failure(asked));
        assertThrows(AgentUnavailableException.class, () -> guest.wire.ask(ASKED, LONG));
        guest.up();
        requireInStep(guest);
    }

    /** Somebody waits for an answer of which half has come. */
    private static CompletableFuture<String> unanswered(AgentGuest which) throws Exception {
        CompletableFuture<Boolean> heard = new CompletableFuture<>();
        which.answer(command -> {
            heard.complete(true);
            return "{\"return\":\"of the ".getBytes(StandardCharsets.UTF_8);
        });
        CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> which.wire.ask(ASKED, LONG));
        assertTrue(heard.get(60, TimeUnit.SECONDS));
        return asked;
    }

    @Test
    void theEndOfARunEndsAWait() throws Exception {
        guest.up();
        CompletableFuture<String> asked = unanswered(guest);
        guest.consoles.end();
        assertInstanceOf(AgentUnavailableException.class, failure(asked));
        guest.say(answer("2"));
        assertEquals(AgentChannel.CLOSED, guest.channel.read(ByteBuffer.allocate(9), 0));
        guest.reset();
        guest.up();
        assertEquals(AgentChannel.CLOSED, guest.channel.write(ByteBuffer.wrap(new byte[9]), 0));
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        guest.up();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                end.complete(new AssertionError(guest.channel.read(ByteBuffer.allocate(9), LONG.toNanos())));
            } catch (InterruptedException e) {
                end.complete(e);
            }
        });
        reader.start();
        reader.interrupt();
        assertInstanceOf(InterruptedException.class, end.get(60, TimeUnit.SECONDS));
    }

    @Test
    void aCloneIsNotConfusedByTheOtherHalfOfAnAnswer() throws Exception {
        guest.up();
        CompletableFuture<String> asked = unanswered(guest);
        AgentGuest.Moment moment = guest.moment();
        byte[] rest = "original\"}\n".getBytes(StandardCharsets.UTF_8);
        try (AgentGuest clone = new AgentGuest(SPEC, command -> answer("1"))) {
            clone.consoles.startWith(guest.consoles.pendingInput());
            clone.from(moment, List.of(rest, answer("\"nobody's\"")));
            requireInStep(clone);
        }
        guest.say(rest);
        assertEquals("{\"return\":\"of the original\"}", asked.get(60, TimeUnit.SECONDS));
        requireInStep(guest);
    }

    @Test
    void aCloneDoesNotObeyHalfACommand() {
        guest.up();
        requireInStep(guest);
        // What the agent has read of a command when the clone is made, and what waits here: its end.
        assertEquals(14, write(guest.channel, "{\"execute\":\"do"));
        assertEquals(
                new String(guest.moment().line().toArray(), StandardCharsets.UTF_8),
                "{\"execute\":\"do",
                "the guest has read it");
        AgentGuest.Moment moment = guest.moment();
        try (AgentGuest clone = new AgentGuest(SPEC, command -> answer("1"))) {
            assertEquals(2, guest.consoles.pendingInput().ports().size(), "the agent's is not among them");
            clone.consoles.startWith(guest.consoles.pendingInput());
            clone.from(moment, List.of());
            requireInStep(clone);
            assertEquals(List.of(ASKED, ASKED, ASKED), clone.commands());
        }
        assertEquals(5, write(guest.channel, "ne\"}\n"));
        List<String> commands = guest.commands();
        assertEquals("{\"execute\":\"done\"}", commands.get(commands.size() - 1));
    }

    private static int write(AgentChannel channel, String text) {
        try {
            return channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), LONG.toNanos());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsExplained() {
        guest.up();
        guest.answer(command -> new byte[0]);
        OperationTimeoutException late =
                assertThrows(OperationTimeoutException.class, () -> guest.wire.ask(ASKED, SHORT));
        assertTrue(late.evidence().contains("nothing"), late::evidence);
        requireInStep(guest);
    }

    @Test
    void whatAGuestDoesNotReadIsBounded() throws Exception {
        guest.up(0);
        ByteBuffer much = ByteBuffer.allocate(1 << 20);
        int last = 1;
        while (last > 0) {
            last = guest.channel.write(much, SHORT.toNanos());
        }
        assertEquals(0, last);
        // One byte is the device's, which has looked for room for it.
        int taken = much.position() - 1;
        assertTrue(taken == PortChannel.ROOM || taken == PortChannel.ROOM - 1, () -> much.position() + " bytes");
        guest.reset();
        guest.up();
        requireInStep(guest);
    }

    @Test
    void twoDoNotSpeakByOnePort() {
        KvmOptions taken = KvmOptions.defaults().port(KvmConsoles.AGENT_PORT);
        SpecFault fault = KvmConsoles.faults(SPEC.with(taken)).get(0);
        assertEquals("options.ports", fault.path());
        DomainSpec own = DomainSpec.named("own").build().with(taken);
        assertEquals(List.of(), KvmConsoles.faults(own), "without an agent it is a port as any");
        KvmOptions many = KvmOptions.defaults();
        for (int i = 0; i < KvmOptions.MOST_PORTS; i++) {
            many = many.port("p" + i);
        }
        assertEquals(1, KvmConsoles.faults(SPEC.with(many)).size());
        assertEquals(List.of(), KvmConsoles.faults(own.with(many)));
        assertEquals(List.of(), KvmConsoles.faults(SPEC));
        NotFoundException its =
                assertThrows(NotFoundException.class, () -> guest.consoles.port(KvmConsoles.AGENT_PORT));
        assertTrue(its.remedy().contains("agent()"), its::remedy);
    }

    @Test
    void onlyWhoWantsAConsoleHasOne() {
        DomainSpec plain = DomainSpec.named("plain").build();
        assertTrue(!KvmConsoles.isWanted(plain));
        assertTrue(KvmConsoles.isWanted(plain.edit(DomainSpec.Builder::agent)));
        assertTrue(KvmConsoles.isWanted(plain.with(KvmOptions.defaults().console(ConsoleDevice.VIRTIO))));
        assertTrue(KvmConsoles.isWanted(plain.with(KvmOptions.defaults().port("a"))));
    }
}
