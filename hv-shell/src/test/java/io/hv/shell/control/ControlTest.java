package io.hv.shell.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.HostFailureException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that one process has another one run: both ends, in one process. */
@Timeout(60)
class ControlTest {

    private static final Request LS = new Request(List.of("exec", "web", "ls"), Path.of("/srv"), new byte[0]);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void ownFolder() {
        folder = temporary.resolve("hv");
        System.setProperty(ControlFolder.PROPERTY, folder.toString());
    }

    @AfterEach
    void usualFolder() {
        System.clearProperty(ControlFolder.PROPERTY);
    }

    private static ControlServer serve(Commands commands) throws IOException {
        return ControlServer.open(ControlFolder.usual(), "web", commands);
    }

    private OptionalInt ask(Request request) {
        return ControlClient.ask(
                ControlFolder.usual(), "web", () -> request, new PrintWriter(out), new PrintWriter(err));
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("web.sock")));
    }

    @Test
    void aCommandArrivesAsItWasTypedAndItsAnswerAsItWasGiven() throws Exception {
        byte[] input = {0, 1, (byte) 0xff};
        Request sent = new Request(List.of("exec", "", "web", "l\u00e4s \n"), Path.of("/srv/\u00e9"), input);
        CompletableFuture<Request> seen = new CompletableFuture<>();
        try (ControlServer server = serve((request, to, errors) -> {
            seen.complete(request);
            to.println("printed \u00e9");
            errors.print("said");
            return -7;
        })) {
            assertEquals(OptionalInt.of(-7), ask(sent));
            assertEquals("printed \u00e9" + System.lineSeparator(), out.toString());
            assertEquals("said", err.toString());
            assertEquals(sent.arguments(), seen.get().arguments());
            assertEquals(sent.folder(), seen.get().folder());
            assertArrayEquals(input, seen.get().input());
            server.close();
            assertEquals(OptionalInt.empty(), ask(LS), "nobody listens");
        }
        assertFalse(Files.exists(folder.resolve("web.sock")));
    }

    @Test
    void muchOutputArrivesWhole() throws Exception {
        // Of two chars each, and not in step with the pieces.
        String text = "a" + "\ud83d\ude00".repeat(3 << 16);
        try (ControlServer unused = serve((request, to, errors) -> {
            to.print(text);
            return 0;
        })) {
            assertEquals(OptionalInt.of(0), ask(LS));
            assertEquals(text, out.toString());
        }
    }

    @Test
    void oneProcessHasAName() throws Exception {
        try (ControlServer unused = serve((request, to, errors) -> 1)) {
            assertThrows(FileAlreadyExistsException.class, () -> serve((request, to, errors) -> 2));
            assertEquals(OptionalInt.of(1), ask(LS));
        }
    }

    /** A socket stays when its process is killed. */
    @Test
    void theSocketOfAProcessThatHasGoneIsReplaced() throws Exception {
        serve((request, to, errors) -> 0).close();
        ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        gone.bind(UnixDomainSocketAddress.of(folder.resolve("web.sock"))).close();
        assertTrue(Files.exists(folder.resolve("web.sock")));
        assertEquals(OptionalInt.empty(), ask(LS));
        try (ControlServer unused = serve((request, to, errors) -> 3)) {
            assertEquals(OptionalInt.of(3), ask(LS));
        }
    }

    @Test
    void onlyItsUserMayUseTheFolder() throws Exception {
        serve((request, to, errors) -> 0).close();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        IOException refused = assertThrows(IOException.class, () -> serve((request, to, errors) -> 0));
        assertTrue(String.valueOf(refused.getMessage()).contains("this user alone"), refused::toString);
        HostFailureException unreachable = assertThrows(HostFailureException.class, () -> ask(LS));
        assertTrue(String.valueOf(unreachable.getMessage()).contains("this user alone"), unreachable::toString);
    }

    /** Where it is not there yet, another user may make it in between. */
    @Test
    void whoListensWantsTheFolderToBeThere() throws Exception {
        ControlFolder usual = ControlFolder.usual();
        assertEquals(Optional.empty(), usual.existing("web"));
        IOException refused = assertThrows(IOException.class, () -> usual.socket("web"));
        assertTrue(String.valueOf(refused.getMessage()).contains("this user alone"), refused::toString);
        assertEquals(OptionalInt.empty(), ask(LS));
    }

    @Test
    void aNameWithASlashIsOfNoMachine() throws Exception {
        try (ControlServer unused = serve((request, to, errors) -> 1)) {
            OptionalInt status = ControlClient.ask(
                    ControlFolder.usual(), "../hv/web", () -> LS, new PrintWriter(out), new PrintWriter(err));
            assertEquals(OptionalInt.empty(), status);
        }
    }

    /** Many take the place of a process that has gone: one has it, and the others leave it alone. */
    @Test
    void ofManyThatBeginAtOnceOneListens() throws Exception {
        serve((request, to, errors) -> 0).close();
        ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        gone.bind(UnixDomainSocketAddress.of(folder.resolve("web.sock"))).close();
        int many = 8;
        CyclicBarrier begin = new CyclicBarrier(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<Optional<ControlServer>>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(threads.submit(() -> {
                    int unused = begin.await();
                    try {
                        return Optional.of(serve((request, to, errors) -> 4));
                    } catch (FileAlreadyExistsException e) {
                        return Optional.empty();
                    }
                }));
            }
            List<ControlServer> servers = new ArrayList<>();
            for (Future<Optional<ControlServer>> each : all) {
                each.get().ifPresent(servers::add);
            }
            assertEquals(1, servers.size());
            assertEquals(OptionalInt.of(4), ask(LS));
            servers.get(0).close();
        } finally {
            threads.shutdown();
        }
    }

    /** What a process has closed is no more its own, also when it is closed once more. */
    @Test
    void theSocketOfTheNextOneIsLeftAlone() throws Exception {
        ControlServer first = serve((request, to, errors) -> 1);
        first.close();
        try (ControlServer unused = serve((request, to, errors) -> 2)) {
            first.close();
            assertEquals(OptionalInt.of(2), ask(LS));
        }
    }

    private static void send(SocketChannel channel, byte kind, String text) throws IOException {
        new Wire(channel).write(Frame.of(kind, text));
    }

    /** Waits for ever, and tells whether it was interrupted. */
    private static final class Waiting implements Commands {

        static final int INTERRUPTED = 9;

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        @Override
        public int run(Request request, PrintWriter to, PrintWriter errors) {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                interrupted.complete(false);
            } catch (InterruptedException e) {
                // As io.hv.InterruptedOperationException does; and as those that tell of it, this prints.
                Thread.currentThread().interrupt();
                errors.println("was interrupted");
                interrupted.complete(true);
            }
            return INTERRUPTED;
        }
    }

    @Test
    void aCommandWhoseProcessGoesIsInterrupted() throws Exception {
        Waiting waiting = new Waiting();
        try (ControlServer unused = serve(waiting)) {
            try (SocketChannel channel = connect()) {
                send(channel, Frame.PROTOCOL, Frame.VERSION);
                send(channel, Frame.FOLDER, "/");
                send(channel, Frame.INPUT, "");
                waiting.begun.await();
            }
            assertTrue(waiting.interrupted.get());
        }
    }

    @Test
    void aCommandIsInterruptedWhenTheMachineHasGone() throws Exception {
        Waiting waiting = new Waiting();
        CompletableFuture<OptionalInt> asked;
        try (ControlServer unused = serve(waiting)) {
            asked = CompletableFuture.supplyAsync(() -> ask(LS));
            waiting.begun.await();
        }
        assertTrue(waiting.interrupted.get());
        assertEquals(OptionalInt.of(Waiting.INTERRUPTED), asked.get());
        assertEquals("was interrupted" + System.lineSeparator(), err.toString());
    }

    /** What was not read yet makes it a reset. */
    private static boolean isCutOff(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("reset");
        }
    }

    @Test
    void whoSpeaksOtherwiseIsCutOffAndOthersAreServed() throws Exception {
        try (ControlServer unused = serve((request, to, errors) -> 5)) {
            for (byte[] garbage : List.of(
                    new byte[] {'p', 0x7f, 0, 0, 0},
                    new byte[] {'p', -1, -1, -1, -1},
                    "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8))) {
                try (SocketChannel channel = connect()) {
                    assertEquals(garbage.length, channel.write(ByteBuffer.wrap(garbage)));
                    assertTrue(isCutOff(channel));
                }
            }
            assertEquals(OptionalInt.of(5), ask(LS));
        }
    }

    @Test
    void aProcessThatEndsBeforeItAnswersIsAFailure() throws Exception {
        serve((request, to, errors) -> 0).close();
        try (ServerSocketChannel dies = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dies.bind(UnixDomainSocketAddress.of(folder.resolve("web.sock")));
            CompletableFuture<Void> accepted = CompletableFuture.runAsync(() -> {
                try (SocketChannel channel = dies.accept()) {
                    Wire wire = new Wire(channel);
                    while (wire.read().orElseThrow().kind() != Frame.INPUT) {
                        assertTrue(channel.isOpen());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            HostFailureException lost = assertThrows(HostFailureException.class, () -> ask(LS));
            assertTrue(String.valueOf(lost.getMessage()).contains("ended before it answered"), lost::toString);
            accepted.get();
        }
    }
}
