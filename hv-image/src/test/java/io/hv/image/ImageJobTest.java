package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ClosedException;
import io.hv.InterruptedOperationException;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.OperationTimeoutException;
import io.hv.Subscription;
import io.hv.image.file.OpenFiles;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conversions, commits and rebases as jobs: how far they are, and what is there when they end before their end. */
@Timeout(300)
class ImageJobTest {

    private static final int CAPACITY = 12 << 20;

    @TempDir
    private Path folder;

    private final FaultyImage faults = new FaultyImage();
    private final byte[] bytes = new byte[CAPACITY];
    private Path base = Path.of("");
    private Path overlay = Path.of("");
    private Path target = Path.of("");

    /** An overlay that has the first half of the disk, over a base that has the second. */
    @BeforeEach
    void make() {
        base = folder.resolve("base");
        overlay = folder.resolve("overlay");
        target = folder.resolve("target");
        new Random(7).nextBytes(bytes);
        try (Image image = Image.create(base, CreateOptions.of(ImageFormat.RAW, CAPACITY))) {
            image.write(CAPACITY / 2, ByteBuffer.wrap(bytes, CAPACITY / 2, CAPACITY / 2));
        }
        try (Image image = Image.create(overlay, CreateOptions.overlay("base", ImageFormat.RAW))) {
            image.write(0, ByteBuffer.wrap(bytes, 0, CAPACITY / 2));
        }
    }

    @AfterEach
    void nothingIsOpen() {
        assertEquals(0, OpenFiles.count(), "a file was left open");
    }

    private Image open() {
        return faults.open(overlay, OpenOptions.format(ImageFormat.QCOW2).writable());
    }

    private static ConvertOptions to(ImageFormat format) {
        return ConvertOptions.to(format).threads(1);
    }

    private void reads(Image image) {
        assertArrayEquals(bytes, MatrixTest.bytes(image, 0, CAPACITY));
    }

    /** The nth operation on a file, once. */
    private static Consumer<FaultyImage.Access> at(
            Path file, FaultyImage.Operation operation, int nth, Runnable action) {
        int[] count = {0};
        return access -> {
            if (access.operation() == operation && access.file().getFileName().equals(file.getFileName())) {
                count[0]++;
                if (count[0] == nth) {
                    action.run();
                }
            }
        };
    }

    @Test
    void progressRisesToTheEnd() {
        List<Double> told = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch subscribed = new CountDownLatch(1);
        try (Image image = open()) {
            faults.pace(at(overlay, FaultyImage.Operation.READ, 1, () -> await(subscribed)));
            Job<Path> job = image.startConvert(target, to(ImageFormat.VHDX));
            assertEquals("converting", job.stage());
            assertTrue(job.progress().isEmpty());
            assertFalse(job.isDone());
            Subscription listener =
                    job.onProgress(each -> told.add(each.progress().orElseThrow()));
            subscribed.countDown();
            assertEquals(target, job.await());
            listener.close();
            assertTrue(job.isDone());
            assertEquals("done", job.stage());
            assertEquals(1.0, job.progress().orElseThrow());
            assertFalse(job.cancel());
        }
        assertTrue(told.size() > 3, told.toString());
        assertEquals(told.stream().sorted().toList(), told);
        assertEquals(1.0, told.get(told.size() - 1));
        try (Image made = Image.open(target, OpenOptions.format(ImageFormat.VHDX))) {
            reads(made);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("a test");
        }
    }

    @Test
    void aConversionThatIsCancelledLeavesNothing() {
        CompletableFuture<Job<Path>> started = new CompletableFuture<>();
        try (Image image = open()) {
            faults.pace(at(
                    overlay,
                    FaultyImage.Operation.READ,
                    2,
                    () -> assertTrue(started.join().cancel())));
            CreateOptions qcow2 = CreateOptions.of(ImageFormat.QCOW2, 0).dataFile("data", true);
            started.complete(image.startConvert(target, ConvertOptions.to(qcow2).threads(1)));
            Job<Path> job = started.join();
            assertThrows(OperationCancelledException.class, job::await);
            assertEquals("cancelled", job.stage());
            assertTrue(job.progress().orElse(0) < 1, job.toString());
            assertFalse(job.cancel());
            assertFalse(Files.exists(target));
            assertFalse(Files.exists(folder.resolve("data")));
            faults.heal();
            reads(image);
        }
    }

    @Test
    void whoWaitsMayGiveUpAndTheJobGoesOn() {
        CountDownLatch gaveUp = new CountDownLatch(1);
        try (Image image = open()) {
            faults.pace(at(overlay, FaultyImage.Operation.READ, 1, () -> await(gaveUp)));
            Job<Path> job = image.startConvert(target, to(ImageFormat.RAW));
            assertThrows(OperationTimeoutException.class, () -> job.await(Duration.ofMillis(1)));
            Thread.currentThread().interrupt();
            assertThrows(InterruptedOperationException.class, job::await);
            assertTrue(Thread.interrupted());
            gaveUp.countDown();
            assertEquals(target, job.await(Duration.ofSeconds(Long.MAX_VALUE)));
        }
    }

    @Test
    void listenersComeLateFailAndLeave() throws Exception {
        CountDownLatch subscribed = new CountDownLatch(1);
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        List<Double> left = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        try (Image image = open()) {
            faults.pace(at(overlay, FaultyImage.Operation.READ, 1, () -> await(subscribed)));
            Job<Path> job = image.startConvert(target, to(ImageFormat.RAW));
            IllegalStateException fault = new IllegalStateException("a listener's");
            Subscription failing = job.onProgress(each -> {
                throw fault;
            });
            CompletableFuture<Subscription> self = new CompletableFuture<>();
            self.complete(job.onProgress(each -> {
                left.add(each.progress().orElseThrow());
                self.join().close();
            }));
            subscribed.countDown();
            assertEquals(target, job.await());
            failing.close();
            assertTrue(uncaught.size() > 1, "it stays");
            assertSame(fault, uncaught.get(0));
            assertEquals(1, left.size(), "it was closed by itself");
            CountDownLatch late = new CountDownLatch(1);
            try (Subscription unused = job.onProgress(each -> late.countDown())) {
                await(late);
                assertEquals(0, unused.lost());
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void aClosedImageEndsItsConversion() {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        Image image = open();
        faults.pace(at(overlay, FaultyImage.Operation.READ, 1, () -> {
            reading.countDown();
            await(closing);
        }));
        Job<Path> job = image.startConvert(target, to(ImageFormat.RAW));
        await(reading);
        Thread closer = new Thread(image::close);
        closer.start();
        while (closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        closing.countDown();
        assertThrows(ClosedException.class, job::await);
        assertEquals("failed", job.stage());
        assertFalse(Files.exists(target));
        image.close();
    }

    @Test
    void aCommitTellsHowFarItIs() {
        List<Double> told = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch subscribed = new CountDownLatch(1);
        try (Image image = open()) {
            faults.pace(at(base, FaultyImage.Operation.WRITE, 1, () -> await(subscribed)));
            Job<Path> job = image.startCommit();
            try (Subscription unused =
                    job.onProgress(each -> told.add(each.progress().orElse(-1)))) {
                subscribed.countDown();
                assertEquals("base", String.valueOf(job.await().getFileName()));
            }
            reads(image);
        }
        assertEquals(told.stream().sorted().toList(), told);
        assertEquals(1.0, told.get(told.size() - 1));
        try (Image image = Image.open(base, OpenOptions.format(ImageFormat.RAW))) {
            reads(image);
        }
    }

    @Test
    void aCommitThatIsCancelledLeavesTheOverlayWhole() {
        CompletableFuture<Job<Path>> started = new CompletableFuture<>();
        try (Image image = open()) {
            faults.pace(at(
                    base,
                    FaultyImage.Operation.WRITE,
                    2,
                    () -> assertTrue(started.join().cancel())));
            started.complete(image.startCommit());
            assertThrows(OperationCancelledException.class, () -> started.join().await());
            faults.heal();
            reads(image);
            assertTrue(
                    image.chain().size() == 2 && image.check().isClean(),
                    image.info().toString());
            image.commit();
            reads(image);
        }
        try (Image image = Image.open(base, OpenOptions.format(ImageFormat.RAW))) {
            reads(image);
        }
    }

    @Test
    void aCommitThatFailsHalfWayLeavesTheOverlayWhole() {
        try (Image image = open()) {
            faults.pace(at(base, FaultyImage.Operation.WRITE, 2, () -> faults.failAfter(0)));
            ImageException e =
                    assertThrows(ImageException.class, () -> image.startCommit().await());
            assertTrue(e.toString().contains("injected"), e.toString());
            faults.heal();
            reads(image);
            assertTrue(image.check().isClean());
            image.commit();
        }
        try (Image image = Image.open(base, OpenOptions.format(ImageFormat.RAW))) {
            reads(image);
        }
    }

    @Test
    void aCommitIsInterrupted() {
        try (Image image = open()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedOperationException.class, image::commit);
            assertTrue(Thread.interrupted());
            reads(image);
        }
    }

    @Test
    void aRebaseThatIsCancelledChangesNothing() {
        CompletableFuture<Job<Path>> started = new CompletableFuture<>();
        try (Image image = open()) {
            faults.pace(at(
                    base,
                    FaultyImage.Operation.READ,
                    2,
                    () -> assertTrue(started.join().cancel())));
            started.complete(image.startRebase("", ImageFormat.RAW));
            assertThrows(OperationCancelledException.class, () -> started.join().await());
            faults.heal();
            assertEquals(Optional.of("base"), image.info().backingFile());
            reads(image);
            assertEquals(overlay, image.startRebase("", ImageFormat.RAW).await());
            assertEquals(Optional.empty(), image.info().backingFile());
            reads(image);
        }
    }

    @Test
    void whatIsOpenForReadingIsNotBegun() {
        try (Image image = Image.open(overlay, OpenOptions.format(ImageFormat.QCOW2))) {
            assertThrows(ImageException.class, image::startCommit);
            assertThrows(ImageException.class, () -> image.startRebase("", ImageFormat.RAW));
        }
    }
}
