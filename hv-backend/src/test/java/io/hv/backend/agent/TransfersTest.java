package io.hv.backend.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.Agent;
import io.hv.AgentException;
import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.HostFailureException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.backend.DaemonThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files between a guest and this machine, by jobs. */
@Timeout(60)
class TransfersTest {

    private static final String PATH = "/var/lib/data";

    @TempDir
    Path folder;

    private final ExecutorService workers = DaemonThreads.pool("test");
    private final FakeGuest guest = new FakeGuest();
    private final FakeAgent fake = new FakeAgent(guest);
    private final Agent agent = new AgentClient("the domain 'web'", new ChannelWire("the domain 'web'", fake), workers);

    @AfterEach
    void end() {
        workers.shutdown();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void thereAndBack() throws Exception {
        byte[] content = bytes(2 * GuestFiles.PIECE + 5);
        Path from = Files.write(folder.resolve("from"), content);
        Path to = folder.resolve("to");
        assertEquals(ByteSize.bytes(content.length), agent.upload(from, PATH).await());
        assertArrayEquals(content, guest.files.get(PATH));
        assertEquals(ByteSize.bytes(content.length), agent.download(PATH, to).await());
        assertArrayEquals(content, Files.readAllBytes(to));
        assertEquals(Map.of(), guest.handles);
    }

    @Test
    void whatIsThereAlreadyStays() throws Exception {
        guest.files.put(PATH, bytes(10));
        Path there = Files.writeString(folder.resolve("there"), "mine");
        Job<ByteSize> job = agent.download(PATH, there);
        assertThrows(AlreadyExistsException.class, job::await);
        assertEquals("mine", Files.readString(there));
    }

    @Test
    void whatFailsLeavesNothing() {
        Path to = folder.resolve("to");
        assertThrows(AgentException.class, () -> agent.download("/nothing", to).await());
        assertFalse(Files.exists(to));
        assertThrows(
                HostFailureException.class,
                () -> agent.upload(folder.resolve("nothing"), PATH).await());
        assertThrows(
                HostFailureException.class,
                () -> agent.download(PATH, folder.resolve("no/folder")).await());
    }

    @Test
    void aCancelEndsItBetweenTwoPieces() throws Exception {
        guest.files.put(PATH, bytes(4 * GuestFiles.PIECE));
        Path to = folder.resolve("to");
        CountDownLatch isAtPiece = new CountDownLatch(1);
        CountDownLatch isCancelled = new CountDownLatch(1);
        fake.next(answer -> answer);
        fake.next(answer -> {
            isAtPiece.countDown();
            try {
                boolean unused = isCancelled.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer;
        });
        Job<ByteSize> job = agent.download(PATH, to);
        isAtPiece.await();
        job.cancel();
        isCancelled.countDown();
        assertThrows(OperationCancelledException.class, job::await);
        assertFalse(Files.exists(to));
        assertEquals(Map.of(), guest.handles);
    }
}
